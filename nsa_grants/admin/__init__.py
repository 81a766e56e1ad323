"""The back-office of Component 2, found by Django's autodiscovery."""

from nsa_grants.admin.grant_project import GrantProjectAdmin

__all__ = ["GrantProjectAdmin"]
