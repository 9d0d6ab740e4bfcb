"""What every room needs and no guest sees: the log of facts, jobs, idempotent answers, rate counts, secrets' tokens."""
