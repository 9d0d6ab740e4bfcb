"""Addresses that a person gets from us and that lead back to a door."""

from django.conf import settings


def visit_link(public_id: str, token: str) -> str:
    """The private address of one visit: whoever has it may see, move and cancel the visit."""
    return f"{settings.SITE_URL}/v/{public_id}.{token}"


def waiting_link(public_id: str, token: str) -> str:
    """The private address of one who waits: whoever has it may take what is kept for her, change it, and stop."""
    return f"{settings.SITE_URL}/w/{public_id}.{token}"
