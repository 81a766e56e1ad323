"""What is done again and again: each app registers its jobs, one command runs what is due.

The functions stand in an app's module ``tasks``, which registers them; all of these modules are
loaded when the portal starts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

# What was done, as numbers or in a few words; it is kept and shown, so it names no person.
Summary = Mapping[str, int] | str


@dataclass(frozen=True)
class Job:
    """``run`` is given the moment, and whether it shall only say what it would do.

    It may be stopped at any point and run again, and it opens its own transactions.
    """

    key: str
    label: str | Promise
    every: timedelta
    run: Callable[[datetime, bool], Summary]


_registered: dict[str, Job] = {}


def register(job: Job) -> None:
    _registered[job.key] = job


def jobs() -> list[Job]:
    """All jobs, the most frequent first: mail does not wait for what is done once a day."""
    return sorted(_registered.values(), key=lambda job: (job.every, job.key))
