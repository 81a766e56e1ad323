"""Public pages of Component 3."""
