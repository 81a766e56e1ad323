"""Every address of the site, asked by everybody: `access.yaml` says what each is answered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from acpmigration import data_version
from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.middleware import HEADERS
from acpmigration.pages.domain import previews as preview_links
from acpmigration.pages.domain.audit import record
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.models import (
    AuditEvent,
    JobRun,
    MailText,
    OutgoingMail,
    PreviewVisit,
    Text,
)
from acpmigration.pages.urls import WRITTEN
from acpmigration.publication import publish, unpublish
from acpmigration.reference.models import Country, OrganisationPair
from acpmigration.search.models import FruitlessSearch
from acpmigration.spreadsheets.enums import BatchState, RowOutcome
from acpmigration.spreadsheets.models import ImportBatch
from dashboard.models import ChosenStory
from experts.domain.invitations import invite
from experts.domain.settings import THE_ROW
from experts.models import RosterRelease, RosterSettings
from knowledge.models import EditionDownloads
from technical_assistance.domain.calendars import make_link
from technical_assistance.domain.requests import accept_request, receive_request
from technical_assistance.models import (
    FocalPoint,
    HandOver,
    Intervention,
    MondayList,
    Subscription,
    Visit,
    WorkspaceSettings,
)
from tests.factories.dashboard import DataReleaseFactory
from tests.factories.experts import (
    ChoiceFactory,
    ConsentTextFactory,
    DeploymentFactory,
    ExpertFactory,
)
from tests.factories.files import pdf, picture, sent
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
)
from tests.factories.nsa_grants import GrantPictureFactory, GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OACPSRegionFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
    PictureFactory,
    StageDocumentFactory,
)

TABLE = yaml.load((Path(__file__).parent / "access.yaml").read_text(), Loader=yaml.CSafeLoader)
PEOPLE = TABLE["people"]
METHODS = ["get", "post"]
ANSWERS = {
    400: "unread",
    401: "unknown",
    403: "refused",
    404: "missing",
    405: "method",
    410: "over",
    422: "wrong",
}
DAY = DatedFact.on(date(2018, 1, 15))
TODAY = date(2019, 5, 8)

DRAFT = "Unpublished words"

World = dict[str, object]


@dataclass(frozen=True)
class Place:
    """A URL of the site: its name, or its route where it has none, and its route."""

    name: str
    route: str


def places(resolver: URLResolver, names: str = "", route: str = "") -> Iterator[Place]:
    for pattern in resolver.url_patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Place(f"{names}{pattern.name}" if pattern.name else whole, whole)
        else:
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from places(pattern, inner, whole)


def rules_of(place: Place) -> list[dict[str, Any]]:
    patterns = (rule["url"] for rule in TABLE["rules"])
    first = next((pattern for pattern in patterns if fnmatchcase(place.name, pattern)), None)
    return [rule for rule in TABLE["rules"] if rule["url"] == first]


def expected(rule: dict[str, Any], method: str, person: str) -> str:
    answers = rule[method]
    answers = TABLE["answers"][answers] if isinstance(answers, str) else answers
    return answers.get(person, answers["others"])


def address(place: Place, rule: dict[str, Any], world: World) -> str:
    if "address" in rule:
        return rule["address"]
    given = {part: world.get(name, name) for part, name in rule.get("with", {}).items()}
    parts = {"object_id": row_of(place), "record_id": row_of(place)} | given

    def value(found: re.Match[str]) -> str:
        return str(parts[found["name"]])

    path = re.sub(r"\^\(\?P<(?P<name>\w+)>[^)]*\)", value, place.route.removesuffix("$"))
    path = re.sub(r"<(?:\w+:)?(?P<name>\w+)>", value, path)
    query = f"?{urlencode(rule['query'])}" if "query" in rule else ""
    return f"/{path}{query}"


def asked_by_rule(method: str, world: World) -> list[tuple[str, dict[str, Any]]]:
    """Return the address of each rule that says something of the method."""
    return [
        (address(place, rule, world), rule)
        for place in places(get_resolver())
        for rule in rules_of(place)
        if method in rule
    ]


def asked(method: str, world: World, *, only: str = "", closed_to_post: bool = False) -> list[str]:
    """Return the addresses of all rules, of those that give this answer, of public pages."""
    return [
        where
        for where, rule in asked_by_rule(method, world)
        if (not only or rule[method] == only)
        and (not closed_to_post or rule.get("post") == "never")
    ]


def row_of(place: Place) -> object:
    """Return the key of a row of the model whose page in the back-office it is."""
    found = re.match(r"admin/(\w+)/(\w+)/<", place.route)
    row = apps.get_model(*found.groups()).objects.order_by("pk").first() if found else None
    return row.pk if row else 0


def answer(response: Any) -> str:
    if response.status_code in (301, 302):
        return "login" if response["Location"].startswith("/accounts/login/?next=") else "open"
    return "open" if response.status_code == 200 else ANSWERS[response.status_code]


@pytest.fixture
def world(editor, coordinator, coordinator_elsewhere, media) -> World:
    """One row of every model, a draft and a published intervention of the coordinator's region."""
    region = coordinator.regions.get()
    country = CountryFactory(region=region)
    OACPSRegionFactory()
    RegionalOrganisationFactory()
    topic = TopicFactory()
    TypologyFactory()
    SDGTargetFactory()
    for name in (*WRITTEN, "how-we-count"):
        Text.objects.create(key=f"page/{name}", title_en=name, body_en="<p>Words.</p>")
    world_of_work()
    opened = []
    for title in (DRAFT, "A published one"):
        request = receive_request(lead=country, by=editor, when=DAY, today=TODAY)
        opened.append(
            accept_request(request=request, title=title, by=editor, when=DAY, today=TODAY)
        )
    draft, published = opened
    published.summary_en = "What was done."
    published.save()
    publish(record=published, by=editor, at=datetime(2019, 5, 8, tzinfo=UTC))
    stage, stage_of_draft = published.stages.get(kind=1), draft.stages.get(kind=1)
    note = {"title": "Note", "is_public": True}
    ChosenStory.objects.create(intervention=draft)
    return {
        "public_document": StageDocumentFactory(stage=stage, **note).pk,
        "internal_document": StageDocumentFactory(stage=stage, title="Note").pk,
        "document_of_draft": StageDocumentFactory(stage=stage_of_draft, **note).pk,
        "day_of_release": DataReleaseFactory(file=ContentFile(b"PK", name="a.zip")),
        "picture": PictureFactory(intervention=published).pk,
        "picture_of_draft": PictureFactory(intervention=draft).pk,
        "region": region.slug,
        "figure": "interventions-implemented",
        "country": country.slug,
        "country_key": country.pk,
        "type_of_country": ContentType.objects.get_for_model(Country).pk,
        "topic": topic.slug,
        "topic_key": topic.pk,
        "grant": GrantProjectFactory(published=True, country=country, title="A published one").slug,
        "draft_grant": (draft_grant := GrantProjectFactory(country=country, title=DRAFT)).slug,
        "draft_grant_key": draft_grant.pk,
        "product": KnowledgeProductFactory(published=True, topics=[topic]).slug,
        "draft_product": KnowledgeProductFactory(title=DRAFT, topics=[topic]).slug,
        **world_of_organisations(),
        **world_of_knowledge(),
        **world_of_what_was_public(editor),
        **world_of_previews(editor),
        **world_of_experts(editor),
        **world_of_imports(editor),
        **world_of_mails(draft, coordinator, coordinator_elsewhere),
        **world_of_coordination(draft, coordinator, editor),
        "draft": draft.slug,
        "draft_key": draft.pk,
        "version_of_draft": draft.history.first().history_id,
        "published": published.slug,
        "person": editor.pk,
        "entry": draft.entries.order_by("pk").first().pk,
        "stage": 1,
        "none": 0,
    }


def world_of_organisations() -> dict[str, object]:
    """Two that may be one."""
    first, second = (OrganisationFactory() for _number in range(2))
    OrganisationPair.objects.create(first=first, second=second, reason="name")
    return {"another_organisation": second.pk}


def world_of_work() -> None:
    """What the portal notes of its own work."""
    at = datetime(2019, 5, 8, tzinfo=UTC)
    record(event="pages.tested", by=None, subject=None, at=at)
    JobRun.objects.create(key="pages.mail", started_at=at)
    MailText.objects.create(template="audit_head")
    FruitlessSearch.objects.create(day=TODAY, language="en", words="nothing")
    words = {"day": "", "count": 1, "hash": ""}
    queue_mail(template="audit_head", to="a@example.org", language="en", context=words, at=at)


def world_of_mails(
    draft: Intervention, coordinator: User, coordinator_elsewhere: User
) -> dict[str, object]:
    """What was written to a coordinator, what one follows, and a private calendar."""
    at = datetime(2019, 5, 6, tzinfo=UTC)
    WorkspaceSettings.objects.create(pk=THE_ROW)
    MondayList.objects.create(person=coordinator, monday=at, lines=1, text=DRAFT, made_at=at)
    Subscription.objects.create(intervention=draft, person=coordinator, made_at=at)
    HandOver.objects.create(
        giver=coordinator_elsewhere, taker=coordinator, made_at=at, made_by=coordinator
    )
    token = make_link(by=coordinator, at=at)
    return {"workspace_settings": THE_ROW, "calendar": token}


def world_of_coordination(
    intervention: Intervention, coordinator: User, editor: User
) -> dict[str, object]:
    """Two requests that wait, one with its letter; who is behind the draft, and who was before."""
    first, second = (
        receive_request(lead=intervention.lead, by=editor, when=DAY, today=TODAY)
        for _number in range(2)
    )
    first.letter = sent(pdf(), "letter.pdf")
    first.save()
    at = datetime(2019, 5, 8, tzinfo=UTC)
    hand_over = HandOver.objects.create(giver=coordinator, taker=editor, made_at=at, made_by=editor)
    hand_over.interventions.add(intervention)
    return {
        "request": first.slug,
        "public_request": AssistanceRequestFactory(published=True).slug,
        "request_without_letter": second.slug,
        "follow_up": FollowUpFactory(intervention=intervention).pk,
        "focal_point": FocalPoint.objects.create(
            intervention=intervention, name=DRAFT, phone="1", changed_at=at, changed_by=editor
        ).pk,
        "hand_over": hand_over.pk,
    }


def world_of_experts(editor: User) -> dict[str, object]:
    """Two profiles that were sent, one with a CV; a draft; a shortlist and an offer."""
    first, second = sorted(
        (ExpertFactory(active=True, name=DRAFT) for _number in range(2)), key=lambda one: one.pk
    )
    first.cv, first.cv_scan = sent(pdf(), "cv.pdf"), "clean"
    first.save()
    deployment = DeploymentFactory(
        expert=second, intervention__title=DRAFT, ends_before=date(2999, 1, 1)
    )
    at = datetime.now(UTC)
    invite(deployment=deployment, by=editor, at=at)
    mail = OutgoingMail.objects.get(template="experts/invitation")
    ConsentTextFactory()
    RosterSettings.objects.create(pk=THE_ROW)
    RosterRelease.objects.create(as_of=TODAY, made_at=at, made_by=editor)
    # A draft comes last, for the others stand for the pages of their model.
    draft = ExpertFactory(told=True, pk="ffffffff-ffff-4fff-bfff-ffffffffffff")
    return {
        "profile": first.pk,
        "profile_without_cv": second.pk,
        "draft_profile": draft.pk,
        "nobody": "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a13",
        "choice": ChoiceFactory(shortlist__intervention__title=DRAFT, expert=second).pk,
        "invitation": re.search(r"/experts/invitations/([^/]+)/", mail.body)[1],
        "roster_settings": THE_ROW,
    }


def world_of_imports(editor: User) -> dict[str, object]:
    """A file with a row that was refused."""
    at = datetime.now(UTC)
    batch = ImportBatch.objects.create(
        kind="organisations",
        file=sent(b"slug\n", "file.csv"),
        name="file.csv",
        size=5,
        state=BatchState.READY,
        uploaded_at=at,
        uploaded_by=editor,
        seen_at=at,
        total=1,
        done=1,
        refused=1,
    )
    batch.rows.create(number=2, outcome=RowOutcome.REFUSED, cells={"slug": DRAFT})
    return {"import": batch.pk}


def world_of_knowledge() -> dict[str, object]:
    """Rows whose files and calendar entries have addresses, each published and as a draft."""
    covered, covered_draft = (
        EditionFactory(
            product__published=public,
            product__title=title,
            product__cover=ContentFile(picture(), name="cover.jpg"),
        )
        for public, title in ((True, "A published one"), (False, DRAFT))
    )
    day = {"starts_from": DAY.latest, "starts_until": DAY.latest}
    RecommendationFactory(text=DRAFT)
    return {
        "event": EventFactory(published=True, **day).slug,
        "draft_event": (draft_event := EventFactory(title=DRAFT, **day)).slug,
        "draft_event_key": draft_event.pk,
        "product_with_file": covered.product.slug,
        "edition": covered.file_name,
        "draft_with_file": covered_draft.product.slug,
        "edition_of_draft": covered_draft.file_name,
        "edition_key_of_draft": covered_draft.pk,
        "covered": covered.product_id,
        "covered_draft": covered_draft.product_id,
        "organisation": _grantee(published=True),
        "organisation_of_draft": _grantee(title=DRAFT),
        "grant_picture": GrantPictureFactory(grant__published=True).pk,
        "grant_picture_of_draft": GrantPictureFactory(grant__title=DRAFT).pk,
    }


def world_of_what_was_public(editor: User) -> dict[str, object]:
    """Records that were taken back."""
    factories = {
        "intervention_taken_back": InterventionFactory,
        "grant_taken_back": GrantProjectFactory,
        "product_taken_back": KnowledgeProductFactory,
        "event_taken_back": EventFactory,
    }
    at = datetime(2019, 5, 8, tzinfo=UTC)
    return {
        name: unpublish(record=factory(title=DRAFT, published=True), by=editor, at=at).slug
        for name, factory in factories.items()
    }


def world_of_previews(editor: User) -> dict[str, object]:
    """A draft that two links lead to, one of which was revoked."""
    shown, at = GrantPictureFactory(grant__title=DRAFT), datetime.now(UTC)
    link, revoked = (
        preview_links.make_link(record=shown.grant, reader="A ministry", days=7, by=editor, at=at)
        for _number in range(2)
    )
    preview_links.revoke_link(link=revoked, by=editor, at=at)
    return {
        "preview": preview_links.token_of(link),
        "preview_revoked": preview_links.token_of(revoked),
        "preview_key": link.pk,
        "grant_of_preview": shown.grant_id,
        "picture_of_preview": shown.pk,
        "kind_picture": "picture",
    }


def _grantee(**grant: Any) -> str:
    grantee = OrganisationFactory()
    GrantProjectFactory(grantee=grantee, **grant)
    return grantee.slug


@pytest.fixture
def clients(request: pytest.FixtureRequest) -> dict[str, Client]:
    return {
        person: Client() if person == "anonymous" else request.getfixturevalue(f"{person}_client")
        for person in PEOPLE
    }


def test_every_url_is_in_the_table():
    unlisted = [place for place in places(get_resolver()) if not rules_of(place)]

    assert unlisted == []


def test_every_rule_of_the_table_is_of_a_url():
    used = {rule["url"] for place in places(get_resolver()) for rule in rules_of(place)}

    assert {rule["url"] for rule in TABLE["rules"]} == used


@pytest.mark.parametrize("method", METHODS)
def test_everybody_is_answered_as_the_table_says_with_the_headers(world, clients, method):
    wrong = {}
    for place in places(get_resolver()):
        for rule in (rule for rule in rules_of(place) if method in rule):
            where = address(place, rule, world)
            for person, client in clients.items():
                said = expected(rule, method, person)
                with transaction.atomic():
                    response = getattr(client, method)(where)
                    found = answer(response)
                    transaction.set_rollback(True)
                if found != said:
                    wrong[where, person] = f"{found}, not {said}"
                if method == "get" and (odd := odd_headers(where, response)):
                    wrong[where, person, "headers"] = odd

    assert wrong == {}


def test_whatever_takes_a_post_asks_for_its_token(world, administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    answered = {where: client.post(where).status_code for where in asked("get", world)}
    # These change nothing and know nobody.
    harmless = {"/healthz", "/readyz"}

    assert {where for where, status in answered.items() if status not in (403, 405)} <= harmless


def test_whatever_is_asked_changes_nothing(world, administrator, administrator_client):
    def stored() -> tuple[object, ...]:
        # Downloads are counted, by number alone, who looks at a profile is noted, when somebody was
        # last in the workspace and when a preview was opened; no public page is made of them.
        noted = (Session, EditionDownloads, AuditEvent, Visit, PreviewVisit)
        models = [model for model in apps.get_models() if model not in noted]
        return (data_version.version(), *(model._base_manager.count() for model in models))

    take_address(user=administrator, is_confirmed=True)
    before = stored()
    for where in asked("get", world):
        for ask in (administrator_client.get, administrator_client.head):
            ask(where)

    assert stored() == before


def test_other_methods_open_nothing_and_change_nothing(world, clients):
    version = data_version.version()
    for where, rule in asked_by_rule("get", world):
        # Asking the same again and again is answered 429.
        cache.clear()
        for person in ("anonymous", "expert", "viewer"):
            # What a page makes of a method that it does not know is what it makes of GET.
            allowed = {"method", expected(rule, "get", person)}
            for method in ("put", "patch", "delete", "options"):
                response = getattr(clients[person], method)(where)

                body = b"".join(response) if response.streaming else response.content
                assert not body or answer(response) in allowed, (where, person, method)

    assert data_version.version() == version


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/es"])
def test_public_pages_are_the_same_for_everybody_and_show_no_draft(world, clients, language):
    for where in asked("get", world, only="everybody", closed_to_post=True):
        stranger = clients["anonymous"].get(language + where)
        editor = clients["editor"].get(language + where)

        assert stranger.content == editor.content
        assert DRAFT not in stranger.text
        assert f"/{world['draft']}/" not in stranger.text
        for response in (stranger, editor):
            assert not response.cookies
            assert not response.has_header("Vary")


def test_public_pages_are_kept_until_something_changes(world, client):
    for where in asked("get", world, only="everybody", closed_to_post=True):
        etag = client.get(where)["ETag"]

        assert client.get(where, headers={"if-none-match": etag}).status_code == 304
        assert client.head(where)["ETag"] == etag


def odd_headers(where: str, response: Any) -> dict[str, object]:
    """Headers of an answer that are not what they have to be."""
    # Whoever reads a preview tells no other site where it is.
    own = {"Referrer-Policy": "no-referrer"} if where.startswith("/preview/") else {}
    # Other sites' pages may read what programs may.
    if is_for_other_sites(where, response):
        own = {"Cross-Origin-Resource-Policy": "cross-origin"}
    may_be_framed = where.startswith("/embed/") and response.status_code == 200
    policy = response["Content-Security-Policy"].split("; ")
    wanted: dict[str, object] = HEADERS | own
    wanted |= {"X-Frame-Options": None if may_be_framed else "DENY"}
    found: dict[str, object] = {name: response.headers.get(name) for name in wanted}
    wanted |= {"may be framed": may_be_framed, "loads nothing by default": True}
    found |= {
        "may be framed": "frame-ancestors *" in policy,
        "loads nothing by default": "default-src 'none'" in policy,
    }
    if where.startswith("/admin/"):
        wanted["is not stored"], found["is not stored"] = (
            True,
            "no-store" in response["Cache-Control"],
        )
    return {name: value for name, value in found.items() if value != wanted[name]}


DATA = (".csv", ".xlsx", ".json", ".geojson", ".atom")


def is_for_other_sites(where: str, response) -> bool:
    """What is not there is a page of ours, at an address of theirs too."""
    if where.startswith(("/api/v1/coordination/", "/experts/me/", "/admin/")):
        return False
    is_file = where.startswith("/open-data/") and not where.endswith("/")
    if is_file or where.startswith("/embed/"):
        return response.status_code == 200
    return where.startswith("/api/") or where.endswith(DATA)


def test_no_private_page_is_kept_by_a_browser_and_back_after_the_log_out_asks_to_log_in(
    world, clients
):
    """Of each private page whoever may open it; then the same browser, logged out."""
    private = [
        (where, next((one for one in PEOPLE if expected(rule, "get", one) == "open"), None))
        for where, rule in asked_by_rule("get", world)
        if expected(rule, "get", "anonymous") == "login"
    ]
    opened = [(where, person) for where, person in private if person]
    for where, person in opened:
        with transaction.atomic():
            assert "no-store" in clients[person].get(where)["Cache-Control"], where
            transaction.set_rollback(True)
    for client in clients.values():
        client.logout()

    assert len(opened) > 50
    assert {answer(clients[person].get(where)) for where, person in opened} == {"login"}
