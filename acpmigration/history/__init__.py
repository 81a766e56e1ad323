"""What became of a record: who changed what, in words, and how an old version comes back."""
