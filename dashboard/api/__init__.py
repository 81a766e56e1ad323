"""Organisations, places, subjects and figures as open data: what all apps know together."""
