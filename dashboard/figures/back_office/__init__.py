"""What the home of the back-office tells its readers."""
