"""The public figures on people: they come from releases, never from the rows of the roster."""

from experts.figures.people import People, arms

__all__ = ["People", "arms"]
