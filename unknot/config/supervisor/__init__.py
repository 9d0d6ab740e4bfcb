"""One process that runs all of Unknot on one machine: PostgreSQL, the job worker and the web."""
