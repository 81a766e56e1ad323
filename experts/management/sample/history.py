"""What happened to a sample profile until the day of loading, as the transitions allow it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from experts.domain.transitions import TRANSITIONS
from experts.enums import ExpertState, ExpertVerb
from experts.models import Expert, RosterSettings

S, V = ExpertState, ExpertVerb
# The Action's roster was open from then on.
OPENED = date(2015, 6, 1)
A_YEAR = timedelta(days=365)
# The first person is asked to confirm within days; the others have done so some time this year.
DUE_SOON = 357


@dataclass(frozen=True)
class Happening:
    verb: ExpertVerb
    on: date
    note: str = ""

    @property
    def at(self) -> datetime:
        return datetime.combine(self.on, time(9, 30), UTC)

    @property
    def actor(self) -> str:
        return TRANSITIONS[self.verb].actor


def happenings(
    state: ExpertState, number: int, today: date, written: dict[str, Any]
) -> list[Happening]:
    """What brought the profile of this number into this state, the first thing first."""
    return {
        S.DRAFT: lambda *_: [],
        S.RECEIVED: _received,
        S.UNDER_REVIEW: _under_review,
        S.CORRECTION_ASKED: _sent_back,
        S.DECLINED: _declined,
        S.ACTIVE: _active,
        S.EXPIRED: _expired,
    }[state](number, today, written)


def settle(expert: Expert, happened: list[Happening], settings: RosterSettings) -> None:
    """Give a profile the state and the moments that follow from what happened to it."""
    for each in happened:
        target = TRANSITIONS[each.verb].target
        if target is not None:
            expert.move_to(target, each.at)
        if each.verb == V.SUBMIT:
            expert.submitted_at = each.at
        if each.verb == V.PAUSE:
            expert.paused_at = each.at
        if each.verb in (V.ACCEPT, V.CONFIRM):
            expert.confirmed_at = each.at
            months = relativedelta(months=settings.expire_months)
            expert.active_until = each.on + months
        expert.changed_at = each.at


def _sent(number: int, day: date, *rest: tuple[ExpertVerb, int, str]) -> list[Happening]:
    return [
        Happening(V.SUBMIT, day),
        *(Happening(verb, day + timedelta(days=after), note) for verb, after, note in rest),
    ]


def _received(number: int, today: date, written: dict[str, Any]) -> list[Happening]:
    return _sent(number, today - timedelta(days=1 + number * 7 % 18))


def _under_review(number: int, today: date, written: dict[str, Any]) -> list[Happening]:
    return _sent(number, today - timedelta(days=5 + number % 12), (V.REVIEW, 2, ""))


def _sent_back(number: int, today: date, written: dict[str, Any]) -> list[Happening]:
    note = _one_of(written["corrections"], number)
    day = today - timedelta(days=20 + number % 25)
    return _sent(number, day, (V.REVIEW, 2, ""), (V.ASK, 6, note))


def _declined(number: int, today: date, written: dict[str, Any]) -> list[Happening]:
    note = _one_of(written["declined"], number)
    day = today - timedelta(days=60 + number % 40)
    return _sent(number, day, (V.REVIEW, 3, ""), (V.DECLINE, 9, note))


def _active(number: int, today: date, written: dict[str, Any]) -> list[Happening]:
    ago = number * 11 % 340 if number else DUE_SOON
    return _confirmed_until(number, today - timedelta(days=ago))


def _expired(number: int, today: date, written: dict[str, Any]) -> list[Happening]:
    last = today - timedelta(days=500 + number * 13 % 400)
    expired = last + relativedelta(months=RosterSettings().expire_months)
    return [*_confirmed_until(number, last), Happening(V.EXPIRE, expired)]


def _confirmed_until(number: int, last: date) -> list[Happening]:
    """Accepted while the roster was open, and confirmed once a year since."""
    day = OPENED + timedelta(days=number * 37 % 1_240)
    begun = _sent(number, day, (V.REVIEW, 3, ""), (V.ACCEPT, 9, ""))
    days = [last]
    while days[0] - A_YEAR > begun[-1].on + timedelta(days=30):
        days.insert(0, days[0] - A_YEAR)
    return [*begun, *(Happening(V.CONFIRM, each) for each in days)]


def _one_of(notes: list[str], number: int) -> str:
    return notes[number % len(notes)]
