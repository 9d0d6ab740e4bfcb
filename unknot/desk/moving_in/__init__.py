"""Moving in at the desk: a file is looked at, its words are understood, and then all that can be taken is taken."""
