"""What clients are told by letter about their visits. The diary does not know it."""
