"""The public records as IATI 2.03 files: an activity each, and what the publisher is."""
