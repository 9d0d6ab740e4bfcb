"""The JSON door: programs find, hold, book, move and cancel under /api/v1/."""
