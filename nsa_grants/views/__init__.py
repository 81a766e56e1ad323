"""Public pages of Component 2."""
