"""Why the stack cannot be run."""


class StackRefusal(Exception):
    """One line for the person at the terminal: what is wrong and what to do."""
