"""What panels of higher apps are told of a page of the workspace."""

from dataclasses import dataclass

from acpmigration.accounts.models import User
from technical_assistance.models import Intervention


@dataclass(frozen=True)
class SeenIntervention:
    """An intervention, and who looks at it."""

    intervention: Intervention
    by: User
