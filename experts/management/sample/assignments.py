"""On which interventions the sample people were, and from which lists they were chosen."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from acpmigration.accounts.models import User
from experts.enums import Decision, DeploymentState, Level
from experts.management.sample.people import Person
from experts.models import Choice, Deployment, Shortlist
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention

NOTICE = timedelta(days=30)


class Assignments:
    """Each person is on one assignment at most, so that none overlap."""

    def __init__(self, people: list[Person], today: date, by: User) -> None:
        self.free = [person for person in people if person.is_active]
        self.today, self.by = today, by
        self.interventions = {
            row.slug: row
            for row in Intervention.objects.filter(slug__startswith="sample-").prefetch_related(
                "topics"
            )
        }

    def deployment(self, written: dict[str, Any]) -> Deployment:
        intervention = self.interventions[written["intervention"]]
        starts_on = self._first_day(written)
        made = min(starts_on, self.today) - NOTICE
        person = self._chosen(intervention, made)
        state = DeploymentState(written.get("state", "agreed"))
        is_invited = state != DeploymentState.PLANNED
        is_answered = state in (DeploymentState.AGREED, DeploymentState.REFUSED)
        return Deployment(
            intervention=intervention,
            # Of who has withdrawn since, the name is gone.
            expert=None if written.get("erased") else person.expert,
            stage=_stage(written),
            starts_on=starts_on,
            ends_before=starts_on + timedelta(weeks=written["weeks"]),
            days=written["days"],
            state=state,
            invited_at=_at(made + timedelta(days=2)) if is_invited else None,
            invited_by=self.by if is_invited else None,
            answered_at=_at(made + timedelta(days=5)) if is_answered else None,
            made_at=_at(made),
            made_by=self.by,
        )

    def shortlist(self, written: dict[str, Any]) -> Shortlist:
        starts_on = self._first_day(written)
        return Shortlist(
            intervention=self.interventions[written["intervention"]],
            stage=_stage(written),
            language=written["language"],
            level=Level(written["level"]),
            starts_on=starts_on,
            ends_before=starts_on + timedelta(weeks=written["weeks"]),
            made_at=_at(self.today - NOTICE),
            made_by=self.by,
        )

    def choices(
        self, shortlist: Shortlist, written: list[dict[str, Any]], deployed: list[Deployment]
    ) -> list[Choice]:
        """Who is deployed was chosen; the others of the list are not."""
        chosen = [
            each.expert
            for each in deployed
            if each.intervention == shortlist.intervention and each.stage == shortlist.stage
        ]
        choices = []
        for each in written:
            decision = Decision(each["decision"])
            if decision == Decision.CHOSEN:
                experts = chosen
            else:
                experts = [self._chosen(shortlist.intervention, self.today).expert]
            choices += [
                Choice(
                    shortlist=shortlist,
                    expert=expert,
                    decision=decision,
                    reason=each["reason"],
                    at=_at(self.today - NOTICE),
                    by=self.by,
                )
                for expert in experts
            ]
        return choices

    def _chosen(self, intervention: Intervention, day: date) -> Person:
        """Somebody free who was in the roster on that day, and knows a topic if there is one."""
        topics = set(intervention.topics.all())
        person = next(
            person
            for person in self.free
            if person.accepted_on < day and (not topics or topics & set(person.topics))
        )
        self.free.remove(person)
        return person

    def _first_day(self, written: dict[str, Any]) -> date:
        return written["from"] if "from" in written else self.today + timedelta(days=written["in"])


def _stage(written: dict[str, Any]) -> StageKind:
    return StageKind[written["stage"].upper()]


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), UTC)
