"""What the board of a region is made of, ready to show."""
