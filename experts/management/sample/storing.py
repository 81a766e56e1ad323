"""Putting the sample people into the tables, some thousand rows in a dozen statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress

from acpmigration.accounts.models import User
from experts import models
from experts.domain.consents import NEEDED, texts_in_force
from experts.domain.transitions import Actor
from experts.enums import ConsentKey
from experts.management.sample.cvs import give_cvs
from experts.management.sample.people import SITE_LANGUAGES, Person

NOTES_EVERY = 23


@dataclass(frozen=True)
class Store:
    """Who acts for the staff and for the portal, and what the file says."""

    written: dict[str, Any]
    staff: User
    system: User

    def people(self, people: list[Person]) -> None:
        give_log_ins(people)
        give_cvs(people)
        models.Expert.objects.bulk_create(person.expert for person in people)
        for field, name in (
            ("topics", "topics"),
            ("typologies", "typologies"),
            ("countries_worked", "countries"),
        ):
            link(models.Expert._meta.get_field(field), people, name)
        models.ExpertLanguage.objects.bulk_create(
            models.ExpertLanguage(expert=person.expert, language=language, level=level)
            for person in people
            for language, level in person.languages.items()
        )
        models.PastAssignment.objects.bulk_create(
            self._past(person, number) for person in people for number in range(2)
        )
        models.ExpertEvent.objects.bulk_create(
            event for person in people for event in self._events(person)
        )
        models.Consent.objects.bulk_create(consents(people))
        models.ExpertNote.objects.bulk_create(self._notes(people))

    def _past(self, person: Person, number: int) -> models.PastAssignment:
        past = self.written["past_assignments"]
        chosen = past[(person.number + number) % len(past)]
        begun = 2005 + (person.number * 3 + number * 4) % 10
        return models.PastAssignment(
            expert=person.expert,
            title=chosen["title"],
            client=chosen["client"],
            place=str(person.countries[number % len(person.countries)]),
            first_year=begun,
            last_year=begun + chosen["years"],
        )

    def _events(self, person: Person) -> Iterator[models.ExpertEvent]:
        actors = {
            Actor.OWN: person.expert.user,
            Actor.STAFF: self.staff,
            Actor.SYSTEM: self.system,
        }
        for each in person.happened:
            yield models.ExpertEvent(
                expert=person.expert,
                verb=each.verb,
                at=each.at,
                by=actors[each.actor],
                note=each.note,
            )

    def _notes(self, people: list[Person]) -> Iterator[models.ExpertNote]:
        notes = self.written["notes"]
        for number, person in enumerate(people[::NOTES_EVERY]):
            if person.happened:
                yield models.ExpertNote(
                    expert=person.expert,
                    text=notes[number % len(notes)],
                    at=person.happened[-1].at,
                    by=self.staff,
                )


def give_log_ins(people: list[Person]) -> None:
    """A log-in with a confirmed address for each, without a password unless the demo gives one."""
    emails = [person.email for person in people]
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    new = [
        User(email=person.email, name=person.expert.name)
        for person in people
        if person.email not in users
    ]
    for user in new:
        user.set_unusable_password()
    users |= {user.email: user for user in User.objects.bulk_create(new)}
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in new
    )
    for person in people:
        person.expert.user = users[person.email]


def link(field: Any, people: list[Person], name: str) -> None:
    through, one, other = (
        field.remote_field.through,
        field.m2m_field_name(),
        field.m2m_reverse_field_name(),
    )
    through.objects.bulk_create(
        through(**{one: person.expert, other: row})
        for person in people
        for row in getattr(person, name)
    )


def consents(people: list[Person]) -> Iterator[models.Consent]:
    """Given when the profile was sent, in the person's language; every other one for more."""
    sent = [person for person in people if person.happened]
    texts = {
        language: texts_in_force(language=language, at=sent[0].happened[-1].at)
        for language in SITE_LANGUAGES
    }
    for person in sent:
        keys = [*NEEDED, *([ConsentKey.OTHER_PROGRAMMES] if person.number % 2 else [])]
        for key in keys:
            yield models.Consent(
                expert=person.expert,
                text=texts[person.language][key],
                given_at=person.happened[0].at,
            )
