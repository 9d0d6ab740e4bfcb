"""Salons: where they are, when they are open, who works there, what they sell."""
