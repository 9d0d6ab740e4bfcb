"""From nothing to bookable: the first account, a salon described step by step, and its opening."""
