"""The settings of the workspace, as staff have them."""

from technical_assistance.models import WorkspaceSettings

THE_ROW = 1


def workspace_settings() -> WorkspaceSettings:
    """Return the one row; where staff have changed nothing yet, what a workspace starts with."""
    return WorkspaceSettings.objects.filter(pk=THE_ROW).first() or WorkspaceSettings(pk=THE_ROW)
