"""Nobody of the roster stands on a public page, in whatever language, search or file."""

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.management import call_command

from acpmigration.search.models import Document
from experts.enums import Decision, ExpertState, ExpertVerb, Gender, Level
from experts.models import Choice, Expert, ExpertEvent, ExpertNote, PastAssignment, Shortlist
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention
from tests.factories.accounts import UserFactory
from tests.factories.experts import (
    ConsentTextFactory,
    DeploymentFactory,
    ExpertFactory,
    RosterReleaseFactory,
)
from tests.factories.reference import CountryFactory
from tests.test_access import asked, world  # noqa: F401 - a fixture: a row of all that has a page

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
AT = datetime(2019, 5, 8, 12, tzinfo=UTC)
# Every text about a person holds it; no page has a reason to.
SECRET = "zqxperson"
PHONE = "+999 123 4567"
ASKED = [
    *("/experts/?gender=woman", "/experts/?topic=visas&region=caribbean", f"/experts/?q={SECRET}"),
    *(f"/search/?q={SECRET}", f"/interventions/?q={SECRET}", f"/organisations/?q={SECRET}"),
    *(f"/knowledge/?q={SECRET}", f"/events/?q={SECRET}", f"/grants/?q={SECRET}"),
    *("/sitemap.xml", "/robots.txt", "/events/calendar.ics"),
]


@pytest.fixture
def people(world):  # noqa: F811 - the fixture from above
    """One in each state, short-listed for and deployed to the intervention that is published."""
    shown = Intervention.objects.get(slug=world["published"])
    country = CountryFactory()
    shortlist = Shortlist.objects.create(
        intervention=shown,
        stage=StageKind.BASELINE_ASSESSMENT,
        made_at=AT,
        made_by=UserFactory(editor=True),
    )
    for number, state in enumerate(ExpertState):
        trait = {} if state == ExpertState.DRAFT else {str(state): True}
        expert = ExpertFactory(
            user=UserFactory(email=f"{SECRET}{number}@example.org", name=SECRET),
            **trait,
            name=f"{SECRET} {number}",
            gender=Gender.WOMAN,
            nationality=country,
            phone=PHONE,
            certificates=SECRET,
            degree_subject=SECRET,
            topics=list(shown.topics.all()),
            countries_worked=[country],
            languages={"fr": Level.FLUENT},
        )
        PastAssignment.objects.create(
            expert=expert, title=SECRET, client=SECRET, place=SECRET, first_year=2015
        )
        ExpertNote.objects.create(expert=expert, text=SECRET, at=AT, by=expert.user)
        ExpertEvent.objects.create(
            expert=expert, verb=ExpertVerb.ASK, at=AT, by=expert.user, note=SECRET
        )
        DeploymentFactory(intervention=shown, expert=expert, days=2)
        Choice.objects.create(
            shortlist=shortlist,
            expert=expert,
            decision=Decision.CHOSEN,
            reason=SECRET,
            at=AT,
            by=expert.user,
        )
    RosterReleaseFactory(as_of=date(2019, 6, 8), figures={("total", ""): 6, ("gender", "woman"): 6})
    ConsentTextFactory()
    call_command("rebuild_search", verbosity=0)
    return list(Expert.objects.filter(name__startswith=SECRET).select_related("user"))


def told_of(people, said: str) -> list[str]:
    """What a page says that stands in a profile: names, addresses, numbers, keys."""
    # What was asked stands in the address, in the field, and in quotes of the language.
    said = re.sub(rf"(?:q=|value=\"|[“«‘\"]\s*){SECRET}", "", said.lower())
    words = [SECRET, PHONE, PHONE.replace(" ", ""), "123 4567"]
    for person in people:
        words += [str(person.pk), person.pk.hex, person.reference.lower()]
    return [word for word in words if word in said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_address_says_anything_of_a_person(client, people, world, language):  # noqa: F811
    public = [*asked("get", world, only="everybody"), *ASKED]
    public += asked("get", world, only="everybody_a_file")
    assert len(public) > 40
    for address in public:
        where = address if language == "en" else f"/{language}{address}"
        response = client.get(where)
        assert response.status_code in (200, 302, 404), where
        said = b"".join(response).decode("utf-8", "replace") + str(response.headers)
        assert told_of(people, said) == [], where


def test_the_walk_would_see_a_person_who_stands_on_a_page(client, people, world):  # noqa: F811
    """Where the name is: in the title of a record that is public."""
    Intervention.objects.filter(slug=world["published"]).update(title_en=people[0].name)

    said = client.get(f"/interventions/{world['published']}/").text

    assert told_of(people, said) == [SECRET]


def test_the_search_index_holds_nobody(people):
    assert Document.objects.exists()
    found = [
        document
        for document in Document.objects.all()
        if told_of(people, f"{document.kind} {document.title} {document.object_id}")
    ]

    assert found == []
    assert "expert" not in set(Document.objects.values_list("kind", flat=True))


def test_no_search_finds_a_person(client, people):
    for word in (SECRET, PHONE, people[0].reference, people[0].user.email):
        assert told_of(people, client.get("/search/", {"q": word}).text.replace(word, "")) == []


def test_a_page_is_the_same_whoever_of_the_roster_looks(client, people, world):  # noqa: F811
    for address in ("/", "/experts/", f"/interventions/{world['published']}/"):
        plain = client.get(address)
        client.force_login(people[0].user)
        own = client.get(address)
        client.logout()

        assert own.content == plain.content, address
        assert (plain.cookies, plain.headers.get("Vary")) == ({}, None), address
