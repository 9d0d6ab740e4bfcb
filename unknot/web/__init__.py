"""The client's plain pages: find a time, hold it, confirm it, move it, cancel it."""
