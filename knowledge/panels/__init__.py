"""Sections that Component 3 adds to the pages of others."""
