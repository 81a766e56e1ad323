"""People who log in, and who of them may do what."""

from acpmigration.accounts.admin import person, rights

__all__ = ["person", "rights"]
