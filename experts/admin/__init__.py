"""The back-office of the roster: one module per aggregate, found by Django's autodiscovery."""

from experts.admin.consent import ConsentTextAdmin
from experts.admin.deployment import DeploymentAdmin
from experts.admin.expert import ExpertAdmin
from experts.admin.release import RosterReleaseAdmin, RosterSettingsAdmin
from experts.admin.shortlist import ShortlistAdmin

__all__ = [
    "ConsentTextAdmin",
    "DeploymentAdmin",
    "ExpertAdmin",
    "RosterReleaseAdmin",
    "RosterSettingsAdmin",
    "ShortlistAdmin",
]
