"""Whether the portal does its own work: periodic jobs, mail, the audit trail."""

from dataclasses import dataclass

from acpmigration import periodic
from acpmigration.back_office import HomeReader
from acpmigration.pages.domain.jobs import JobState, is_asleep, states
from acpmigration.pages.enums import JobOutcome

AUDIT = "pages.audit"


@dataclass(frozen=True)
class Health:
    """The jobs, those that went wrong first, and whether anything calls them at all."""

    jobs: list[JobState]
    failed: int
    is_asleep: bool
    audit: JobState | None

    @property
    def is_trail_whole(self) -> bool | None:
        """As the last proof found it; unknown where there was none."""
        if self.audit is None or self.audit.last is None:
            return None
        return self.audit.last.outcome == JobOutcome.DONE


def health(reader: HomeReader) -> Health:
    known = states(jobs=periodic.jobs())
    failed = [state for state in known if _failed(state)]
    well = [state for state in known if not _failed(state)]
    audit = next((state for state in known if state.job.key == AUDIT), None)
    return Health([*failed, *well], len(failed), is_asleep(at=reader.at), audit)


def _failed(state: JobState) -> bool:
    broken = (JobOutcome.FAILED, JobOutcome.BROKEN_OFF)
    return state.last is not None and state.last.outcome in broken
