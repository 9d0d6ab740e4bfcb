"""The salon's numbers: what a month came to, drawn, as tables, and to take away."""
