"""Putting the sample roster together, from a file that a person can read."""
