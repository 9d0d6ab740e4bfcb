"""Why the private PostgreSQL cannot be had."""


class ClusterRefusal(Exception):
    """One line for the person at the terminal: what is wrong and what to do."""
