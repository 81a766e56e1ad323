"""What follows from records of all components."""
