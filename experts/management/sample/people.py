"""Who is in the sample roster: one invented person after the other, the same ones every time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from acpmigration.reference.enums import Component
from acpmigration.reference.models import Country, Topic, Typology
from experts.domain.settings import roster_settings
from experts.enums import Degree, ExpertState, ExpertVerb, Gender, Standing
from experts.management.sample.history import Happening, happenings, settle
from experts.models import Expert

# Has no divisor in common with the number of people: each state is spread over all kinds of them.
STRIDE = 97
RARE_EVERY = 40
SITE_LANGUAGES = ("en", "fr", "pt", "es")
DEGREES = [Degree.MASTER, Degree.MASTER, Degree.DOCTORATE, Degree.MASTER, Degree.BACHELOR]


@dataclass
class Person:
    """One profile with what hangs on it, not yet stored."""

    number: int
    state: ExpertState
    expert: Expert
    email: str
    languages: dict[str, int]
    topics: list[Topic]
    typologies: list[Typology]
    countries: list[Country]
    happened: list[Happening]

    @property
    def language(self) -> str:
        """The one of the site in which the person reads."""
        return max(SITE_LANGUAGES, key=lambda code: self.languages.get(code, 0))

    @property
    def accepted_on(self) -> date | None:
        return next((each.on for each in self.happened if each.verb == ExpertVerb.ACCEPT), None)

    @property
    def is_active(self) -> bool:
        return self.state == ExpertState.ACTIVE and not self.expert.is_paused


class Roster:
    """All people of the file, with the reference rows they refer to read once."""

    def __init__(self, written: dict[str, Any], today: date) -> None:
        self.written, self.today = written, today
        self.countries = {row.iso2: row for row in Country.objects.all()}
        self.topics = {row.slug: row for row in Topic.objects.all()}
        ours = Typology.objects.filter(component=Component.TECHNICAL_ASSISTANCE)
        self.typologies = {row.slug: row for row in ours}

    def people(self) -> list[Person]:
        """The registered ones, then the drafts; what happened is told back from today."""
        states = [*self._states(), *[ExpertState.DRAFT] * self.written["drafts"]]
        people = [self._person(number, state) for number, state in enumerate(states)]
        self._pause([each for each in people if each.state == ExpertState.ACTIVE])
        settings = roster_settings()
        for person in people:
            settle(person.expert, person.happened, settings)
        return people

    def _states(self) -> Iterator[ExpertState]:
        yield from map(ExpertState, self.written["log_in_states"])
        states = self.written["states"]
        pool = [ExpertState(state) for state in states for _one in range(states[state])]
        for number in range(len(pool)):
            yield pool[number * STRIDE % len(pool)]

    def _person(self, number: int, state: ExpertState) -> Person:
        place = self._of("places", number)
        languages = dict(place["languages"])
        if number % RARE_EVERY == RARE_EVERY - 1:
            languages[self._of("rare_languages", number // RARE_EVERY)] = 2
        return Person(
            number=number,
            state=state,
            expert=self._expert(number, place, state),
            email=self._email(number),
            languages=languages,
            topics=[self.topics[slug] for slug in self._of("topics", number)],
            typologies=[self.typologies[slug] for slug in self._of("typologies", number)],
            countries=[self.countries[iso2] for iso2 in self._of("countries", number)],
            happened=happenings(state, number, self.today, self.written),
        )

    def _expert(self, number: int, place: dict[str, Any], state: ExpertState) -> Expert:
        begun = self.today - timedelta(days=1 + number % 20)
        at = datetime.combine(begun, time(9, 30), UTC)
        is_official = number % 6 == 0
        residence = self.countries[place["lives"]]
        # Drafts are left where people stop: after the first page, or before the last.
        is_told = state != ExpertState.DRAFT or number % 2 == 0
        return Expert(
            name=self.written["name"].format(number=number + 1),
            gender=self._gender(number),
            nationality=self.countries[place["from"]],
            residence=residence,
            phone=self.written["phone"].format(number=number + 1),
            standing=Standing.OFFICIAL if is_official else Standing.INDEPENDENT,
            government=residence if is_official else None,
            years=7 + number * 5 % 24 if is_told else None,
            with_authorities=number % 4 != 3,
            international=number % 5 != 4,
            degree=DEGREES[number % len(DEGREES)] if is_told else None,
            degree_subject=self._of("degree_subjects", number // 3) if is_told else "",
            certificates=self.written["certificates"] if number % 3 else "",
            available_from=self.today + timedelta(days=number * 7 % 120 - 30),
            days_a_month=3 + number * 3 % 19,
            can_travel=number % 7 != 6,
            state_since=at,
            changed_at=at,
        )

    def _gender(self, number: int) -> Gender:
        """Men and women in turn, by as many as there are of each."""
        men, all_of_them = self.written["men"], self.written["men"] + self.written["women"]
        is_man = (number + 1) * men // all_of_them > number * men // all_of_them
        return Gender.MAN if is_man else Gender.WOMAN

    def _email(self, number: int) -> str:
        log_ins = self.written["log_ins"]
        if number < len(log_ins):
            return log_ins[number]
        return self.written["email"].format(number=number + 1)

    def _pause(self, active: list[Person]) -> None:
        """The first one stays as it is: a log-in of the demonstration."""
        many = self.written["paused"]
        for person in active[1 :: len(active) // many][:many]:
            person.happened.append(Happening(ExpertVerb.PAUSE, self.today - timedelta(days=1)))

    def _of(self, name: str, number: int) -> Any:
        return self.written[name][number % len(self.written[name])]
