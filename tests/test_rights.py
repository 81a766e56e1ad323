"""`docs/rights.md` is asked, cell by cell, of the rules and of every address of the row."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from acpmigration.accounts.models import User
from acpmigration.publication import publish
from acpmigration.refusals import NotYours
from experts.models import Deployment
from technical_assistance.domain.assignment import assign_coordinator
from technical_assistance.domain.insiders import insiders_of
from technical_assistance.domain.log import last_entry
from technical_assistance.domain.requests import receive_request
from technical_assistance.domain.transitions import (
    INTERVENTIONS,
    REQUESTS,
    STAGES,
    RequestVerb,
    require_right,
)
from technical_assistance.enums import Verb
from technical_assistance.models import (
    AssistanceRequest,
    FocalPoint,
    FollowUp,
    Intervention,
    StageDocument,
)
from tests.factories.accounts import UserFactory
from tests.factories.experts import DeploymentFactory
from tests.factories.files import pdf
from tests.factories.reference import CountryFactory, OrganisationFactory
from tests.factories.technical_assistance import FollowUpFactory, StageDocumentFactory, opened

PEOPLE = {
    "visitor": "",
    "expert": "expert",
    "coordinator, own": "coordinator",
    "coordinator, other": "coordinator_elsewhere",
    "viewer": "viewer",
    "editor": "editor",
    "administrator": "administrator",
}
TODAY, AT = date(2019, 5, 8), datetime(2019, 5, 8, tzinfo=UTC)
WORDS = "Remittances of Samoa"


@dataclass(frozen=True)
class World:
    """Rows of the region of the fixture ``coordinator``."""

    published: Intervention
    draft: Intervention
    public_document: StageDocument
    internal_document: StageDocument
    focal_point: FocalPoint
    follow_up: FollowUp
    deployment: Deployment
    request: AssistanceRequest
    coordinator: User


@dataclass(frozen=True)
class Asking:
    """A person with a browser of their own."""

    person: User | AnonymousUser
    client: Client

    def reads(self, address: str, words: str = "") -> bool:
        """Whether the address shows something of it; where not, nothing of it may be told."""
        response = self.client.get(address)
        shown = response.status_code == 200
        if not shown and words and not response.streaming:
            assert words not in response.text
        return shown

    def writes(self, address: str, data: dict[str, object]) -> bool:
        """Whether the form was carried out; nothing of it stays."""
        with transaction.atomic():
            response = self.client.post(address, data)
            transaction.set_rollback(True)
        is_login = response.headers.get("Location", "").startswith("/accounts/login/")
        return response.status_code == 302 and not is_login

    def tells(self, address: str, data: dict[str, object]) -> bool:
        """Whether the API has carried it out; nothing of it stays."""
        key = {"idempotency-key": str(uuid4())}
        with transaction.atomic():
            response = self.client.post(address, data, "application/json", headers=key)
            transaction.set_rollback(True)
        return response.status_code == 201

    def may(self, roles: object, row: object) -> bool:
        """What the table of transitions says of the person."""
        if not isinstance(self.person, User):
            return False
        try:
            require_right(self.person, roles, row)
        except NotYours:
            return False
        return True


Check = Callable[[Asking, World], list[bool]]


def rows_of_the_table() -> list[tuple[str, str, str, bool]]:
    """Return (object, operation, person, whether allowed) for each cell."""
    text = (Path(__file__).resolve().parents[1] / "docs" / "rights.md").read_text("utf-8")
    lines = [re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if "|" in line]
    [head, _ruler, *rows] = lines
    return [
        (row[0], row[1], person, {"yes": True, "no": False}[cell])
        for row in rows
        for person, cell in zip(head[2:], row[2:], strict=True)
    ]


def public_page(row: Intervention) -> str:
    return row.get_absolute_url()


def page(name: str, *args: object) -> str:
    return reverse(f"coordination:{name}", args=args)


def in_api(name: str, *args: object) -> str:
    return reverse(f"api-coordination:{name}", args=args)


def sees(rows: object, row: object, person: object) -> bool:
    return rows.visible_to(person).filter(pk=row.pk).exists()


def note_on(row: Intervention) -> dict[str, object]:
    told = {"key": uuid4(), "seen": last_entry(row), "stage": 1, "happened": "note"}
    return told | {"on": "2019-05-01", "note": "We met."}


def told_on(row: Intervention) -> dict[str, object]:
    told = {"seen": last_entry(row), "stage": "concept-note", "happened": "note"}
    return told | {"on": "2019-05-01", "note": "We met."}


def internal_side(row: Intervention, asking: Asking) -> list[bool]:
    inside = Intervention.objects.worked_on_by(asking.person).filter(pk=row.pk).exists()
    return [
        inside,
        asking.reads(page("intervention-detail", row.slug), "INTERNAL WORDS"),
        asking.reads(page("note", row.slug), "INTERNAL WORDS"),
        asking.reads(in_api("intervention", row.slug), "INTERNAL WORDS"),
        asking.reads(in_api("progress", row.slug), "INTERNAL WORDS"),
    ]


def logging(row: Intervention, asking: Asking) -> list[bool]:
    return [
        Intervention.objects.editable_by(asking.person).filter(pk=row.pk).exists(),
        asking.may(INTERVENTIONS[Verb.NOTE].roles, row),
        asking.reads(page("progress-log", row.slug), "INTERNAL WORDS"),
        asking.writes(page("progress-log", row.slug), note_on(row)),
        asking.tells(in_api("progress", row.slug), told_on(row)),
    ]


def found_by_search(title: str, asking: Asking) -> list[bool]:
    response = asking.client.get(reverse("dashboard:search"), {"q": title})
    return [f">{title}<" in re.sub(r"</?mark>", "", response.text)]


def step_on_request(verb: RequestVerb, asking: Asking, world: World) -> list[bool]:
    row = world.request
    data = {"key": uuid4(), "when": "2019-05-01", "reason": "Asked to.", "title": "Work"}
    return [
        asking.may(REQUESTS[verb].roles, row),
        asking.writes(page("request-step", row.slug, verb.value), data),
    ]


def receiving(asking: Asking, world: World) -> list[bool]:
    data = {"key": uuid4(), "when": "2019-05-01", "country": world.request.country_id}
    return [
        asking.may(REQUESTS[RequestVerb.RECEIVE].roles, world.request),
        asking.writes(page("request-receive"), data),
    ]


def attaching(asking: Asking, world: World) -> list[bool]:
    row = world.published
    file = ContentFile(pdf(), name="note.pdf")
    about = {"document": file, "document_kind": "other", "document_language": "en"}
    return [asking.writes(page("progress-log", row.slug), note_on(row) | about)]


def assigns(person: User | AnonymousUser, row: Intervention, coordinator: User) -> bool:
    if not isinstance(person, User):
        return False
    try:
        with transaction.atomic():
            assign_coordinator(intervention=row, coordinator=coordinator, by=person)
            transaction.set_rollback(True)
    except NotYours:
        return False
    return True


CHECKS: dict[tuple[str, str], Check] = {
    ("published intervention", "read on the public site"): lambda who, world: [
        sees(Intervention.objects, world.published, who.person),
        who.reads(public_page(world.published)),
    ],
    ("published intervention", "read its internal side"): lambda who, world: internal_side(
        world.published, who
    ),
    ("published intervention", "log progress"): lambda who, world: logging(world.published, who),
    ("published intervention", "waive or reopen a stage, cancel"): lambda who, world: [
        who.may(STAGES[Verb.WAIVE].roles, world.published),
        who.may(STAGES[Verb.REOPEN].roles, world.published),
        who.may(INTERVENTIONS[Verb.CANCEL].roles, world.published),
        who.reads(
            reverse("admin:technical_assistance_intervention_waive", args=[world.published.pk, 1])
        ),
    ],
    ("published intervention", "assign a coordinator"): lambda who, world: [
        assigns(who.person, world.published, world.coordinator)
    ],
    ("published intervention", "find by search"): lambda who, world: found_by_search(
        world.published.title, who
    ),
    ("draft intervention", "read on the public site"): lambda who, world: [
        who.reads(public_page(world.draft), world.draft.title)
    ],
    ("draft intervention", "read its internal side"): lambda who, world: [
        sees(Intervention.objects, world.draft, who.person),
        *internal_side(world.draft, who),
    ],
    ("draft intervention", "log progress"): lambda who, world: logging(world.draft, who),
    ("draft intervention", "follow by mail"): lambda who, world: [
        insiders_of(world.draft).filter(pk=who.person.pk).exists(),
        who.writes(page("subscription", world.draft.slug), {"wanted": "yes"}),
    ],
    ("draft intervention", "find by search"): lambda who, world: found_by_search(
        world.draft.title, who
    ),
    ("draft intervention", "publish"): lambda who, world: [
        who.reads(reverse("admin:technical_assistance_intervention_publish", args=[world.draft.pk]))
    ],
    ("log entry", "correct"): lambda who, world: [
        who.reads(page("entry-correct", last_entry(world.draft)), "INTERNAL WORDS"),
        who.writes(
            page("entry-correct", last_entry(world.draft)),
            {"key": uuid4(), "when": "2019-05-01", "note": "Otherwise."},
        ),
    ],
    ("public document of a published intervention", "read"): lambda who, world: [
        sees(StageDocument.objects, world.public_document, who.person),
        who.reads(world.public_document.get_absolute_url()),
    ],
    ("internal document", "read"): lambda who, world: [
        sees(StageDocument.objects, world.internal_document, who.person),
        who.reads(
            page(
                "document",
                world.published.slug,
                world.internal_document.pk,
                world.internal_document.file_name,
            )
        ),
    ],
    ("document", "attach"): attaching,
    ("requesting entity", "name"): lambda who, world: [
        who.writes(
            page("entity", world.published.slug),
            {"entity": OrganisationFactory().pk, "seen": world.published.entity_id},
        )
    ],
    ("focal point", "read"): lambda who, world: [
        sees(FocalPoint.objects, world.focal_point, who.person),
        who.reads(page("intervention-detail", world.published.slug), "Ms Focal"),
    ],
    ("focal point", "write"): lambda who, world: [
        who.reads(page("focal-point-change", world.focal_point.pk), "Ms Focal"),
        who.writes(
            page("focal-point-add", world.published.slug),
            {"key": uuid4(), "name": "Mr Other", "email": "other@example.org", "version": 0},
        ),
    ],
    ("follow-up", "read"): lambda who, world: [
        sees(FollowUp.objects, world.follow_up, who.person),
        who.reads(page("intervention-detail", world.published.slug), world.follow_up.text),
    ],
    ("follow-up", "write"): lambda who, world: [
        who.writes(page("follow-up-done", world.follow_up.pk), {"key": uuid4()}),
        who.writes(
            page("follow-up-add", world.published.slug),
            {"key": uuid4(), "text": "Call them", "owner": world.follow_up.owner_id},
        ),
    ],
    ("expert deployed", "read name and contact"): lambda who, world: [
        sees(Deployment.objects, world.deployment, who.person),
        world.deployment.expert.user.email
        in who.client.get(page("intervention-detail", world.published.slug)).text,
    ],
    ("request", "read in the workspace"): lambda who, world: [
        AssistanceRequest.objects.worked_on_by(who.person).filter(pk=world.request.pk).exists(),
        who.reads(page("request-detail", world.request.slug), "INTERNAL WORDS"),
    ],
    ("request", "read the letter"): lambda who, world: [
        who.reads(page("request-letter", world.request.slug))
    ],
    ("request", "receive"): receiving,
    ("request", "put under review"): lambda who, world: step_on_request(
        RequestVerb.REVIEW, who, world
    ),
    ("request", "withdraw"): lambda who, world: step_on_request(RequestVerb.WITHDRAW, who, world),
    ("request", "accept, decline, merge"): lambda who, world: [
        *step_on_request(RequestVerb.ACCEPT, who, world),
        *step_on_request(RequestVerb.DECLINE, who, world),
        who.may(REQUESTS[RequestVerb.MERGE].roles, world.request),
    ],
}


@pytest.fixture
def world(editor, coordinator, media) -> World:
    country = CountryFactory(region=coordinator.regions.get())
    published, draft = (
        opened(by=editor, lead=country, title=f"{title} {WORDS}", entity=OrganisationFactory())
        for title in ("Public", "Hidden")
    )
    for row in (published, draft):
        FollowUpFactory(intervention=row, text=f"INTERNAL WORDS {row.pk}", owner=editor)
    published.summary_en = "What was done."
    published.save()
    publish(record=published, by=editor, at=AT)
    stage = published.stages.get(kind=1)
    return World(
        coordinator=coordinator,
        published=published,
        draft=draft,
        public_document=StageDocumentFactory(stage=stage, public=True),
        internal_document=StageDocumentFactory(stage=stage),
        focal_point=FocalPoint.objects.create(
            intervention=published, name="Ms Focal", changed_at=AT, changed_by=editor
        ),
        follow_up=published.follow_ups.get(),
        deployment=DeploymentFactory(intervention=published, state="agreed"),
        request=receive_request(
            lead=country,
            by=editor,
            when=None,
            today=TODAY,
            letter=ContentFile(pdf(), name="letter.pdf"),
            sources="INTERNAL WORDS",
        ),
    )


def test_each_cell_of_the_table_holds(world, request):
    people = {person: asking_as(request, name) for person, name in PEOPLE.items()}

    # All in one world: each check takes back what it has done.
    found = {
        (*asked, person): check(who, world)
        for asked, check in CHECKS.items()
        for person, who in people.items()
    }

    told = {cell[:3]: cell[3] for cell in rows_of_the_table()}
    wrong = {
        cell: answers for cell, answers in found.items() if answers != [told[cell]] * len(answers)
    }
    assert wrong == {}
    assert all(found.values())


def asking_as(request: pytest.FixtureRequest, name: str) -> Asking:
    client = Client()
    if not name:
        return Asking(AnonymousUser(), client)
    person = UserFactory() if name == "expert" else request.getfixturevalue(name)
    client.force_login(person)
    return Asking(person, client)


def test_the_table_and_the_checks_are_of_the_same_operations():
    assert {(object_, operation) for object_, operation, *_cell in rows_of_the_table()} == set(
        CHECKS
    )
