"""Products and events as open data."""
