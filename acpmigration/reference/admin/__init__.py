"""The rows that staff may add to, and organisations that are kept twice."""

from acpmigration.reference.admin import doubles, rows

__all__ = ["doubles", "rows"]
