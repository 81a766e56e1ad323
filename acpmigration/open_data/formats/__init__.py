"""A selection as a file, written while it is read."""
