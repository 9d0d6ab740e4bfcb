"""The demo city: real places and hours, everything else invented from one fixed seed."""
