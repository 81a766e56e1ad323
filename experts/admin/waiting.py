"""How long somebody has waited for an answer, and whether that is longer than was promised."""

from dataclasses import dataclass
from datetime import datetime

from experts.models import Expert


@dataclass(frozen=True)
class Waiting:
    days: int
    promised: int

    @property
    def late_by(self) -> int:
        """Days past the promise; none while it holds."""
        return max(self.days - self.promised, 0)


def waiting_since(expert: Expert, now: datetime, promised: int) -> Waiting:
    return Waiting((now - expert.state_since).days, promised)
