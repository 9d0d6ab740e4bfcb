"""The salon itself at its desk: what it sells, its rules, its rooms, who works there, and where it is in time."""
