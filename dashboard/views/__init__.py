"""Pages that tell of all components."""
