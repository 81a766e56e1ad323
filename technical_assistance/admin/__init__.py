"""The back-office of Component 1: one module per aggregate, found by Django's autodiscovery."""

from technical_assistance.admin.assistance_request import AssistanceRequestAdmin
from technical_assistance.admin.hand_over import HandOverAdmin
from technical_assistance.admin.intervention import InterventionAdmin
from technical_assistance.admin.mailing import (
    MondayListAdmin,
    SubscriptionAdmin,
    WorkspaceSettingsAdmin,
)
from technical_assistance.admin.progress import ProgressEntryAdmin

__all__ = [
    "AssistanceRequestAdmin",
    "HandOverAdmin",
    "InterventionAdmin",
    "MondayListAdmin",
    "ProgressEntryAdmin",
    "SubscriptionAdmin",
    "WorkspaceSettingsAdmin",
]
