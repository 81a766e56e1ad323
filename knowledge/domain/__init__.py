"""The rules of Component 3."""
