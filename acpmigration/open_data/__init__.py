"""What machines read: one definition of each kind of record for API, downloads and data set."""
