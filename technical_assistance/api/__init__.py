"""Component 1 as open data."""
