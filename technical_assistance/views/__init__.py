"""Pages of Component 1."""
