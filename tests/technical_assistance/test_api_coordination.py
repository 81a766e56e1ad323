"""The workspace for programs: the same rights, rules and refusals as its pages."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from acpmigration.accounts.domain.tokens import make_token
from acpmigration.pages.models import AuditEvent
from acpmigration.publication import publish
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.log import last_entry
from technical_assistance.domain.stages import start_stage
from technical_assistance.enums import StageState
from technical_assistance.models import (
    AssistanceRequest,
    FollowUp,
    Intervention,
    ProgressEntry,
    StageDocument,
)
from tests.factories.files import pdf, sent
from tests.factories.technical_assistance import InterventionFactory, StageDocumentFactory
from tests.technical_assistance.acting import (
    ASSISTANCE,
    BASELINE,
    FICHE,
    MAY,
    NOTE,
    attach,
    complete,
    stage,
    states,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/coordination/interventions/"
PROBLEM = "application/problem+json"


def record_of(intervention):
    return f"{LIST}{intervention.slug}/"


def log_of(intervention):
    return f"{LIST}{intervention.slug}/progress/"


class Program:
    """A program of a person's, with a token; ``tell`` sends JSON under a new key."""

    def __init__(self, person):
        token = make_token(name="Test", days=30, by=person, at=timezone.now())
        self.client = Client(enforce_csrf_checks=True)
        self.headers = {"authorization": f"Bearer {token}"}

    def get(self, where, query=None, **headers):
        return self.client.get(where, query, headers=self.headers | headers)

    def tell(self, intervention, told, key=None, **headers):
        return self.client.post(
            log_of(intervention),
            json.dumps(told) if isinstance(told, dict) else told,
            content_type="application/json",
            headers=self.headers | {"idempotency-key": str(key or uuid4())} | headers,
        )

    def send(self, intervention, told, key=None):
        return self.client.post(
            log_of(intervention),
            told,
            headers=self.headers | {"idempotency-key": str(key or uuid4())},
        )


@pytest.fixture
def program(coordinator):
    return Program(coordinator)


@pytest.fixture
def elsewhere(coordinator_elsewhere):
    return Program(coordinator_elsewhere)


def told(intervention, **more):
    return {
        "seen": last_entry(intervention),
        "stage": "concept-note",
        "happened": "note",
        "on": "2019-03-01",
        "note": "We met.",
        **more,
    }


def done(intervention, kind=NOTE, **more):
    return told(intervention, happened="done", stage=kind.slug, on="2018-06-04", **more)


def fields(response):
    assert (response.status_code, response["Content-Type"]) == (422, PROBLEM)
    return {each["field"]: each["detail"] for each in response.json()["errors"]}


# Read ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_the_own_region_is_read_with_its_drafts_in_a_fixed_number_of_queries(
    program, coordinator, number, django_assert_num_queries
):
    region = coordinator.regions.get()
    own = InterventionFactory.create_batch(number, country__region=region)
    InterventionFactory(title="Elsewhere", published=True)
    program.get(LIST)

    with django_assert_num_queries(6):
        response = program.get(LIST)

    assert {each["slug"] for each in response.json()["results"]} == {each.slug for each in own}
    assert response.json()["count"] == number
    assert response["Cache-Control"] == "no-store"
    assert "Authorization" in response["Vary"]


def test_a_record_says_what_it_takes_to_log_progress(program, ongoing):
    record = program.get(record_of(ongoing)).json()

    assert (record["published_at"], record["stage"], record["seen"]) == (
        None,
        "concept-note",
        last_entry(ongoing),
    )
    assert record["api"] == f"https://testserver{record_of(ongoing)}"
    assert record["progress"] == f"https://testserver{log_of(ongoing)}"
    assert record["page"] == f"https://testserver/coordination/interventions/{ongoing.slug}/"


def test_where_the_files_of_a_draft_will_be_is_told_to_nobody(
    program, coordinator_client, ongoing, media
):
    document = StageDocumentFactory(stage=ongoing.stages.get(kind=1), public=True)
    StageDocumentFactory(stage=ongoing.stages.get(kind=1))

    answer = program.get(record_of(ongoing))

    (told,) = answer.json()["stages"][0]["documents"]
    assert document.get_absolute_url() not in answer.text
    assert (told["title"], told["size"]) == (document.title, document.size)
    address = told["page"].removeprefix("https://testserver")
    assert address.startswith("/coordination/")
    assert coordinator_client.get(address).status_code == 200


def test_who_works_on_it_reads_when_a_request_was_accepted_that_is_a_draft(
    program, editor, ongoing
):
    AssistanceRequest.objects.filter(intervention=ongoing).update(
        decided_from="2018-05-02", decided_until="2018-05-02"
    )

    record = program.get(record_of(ongoing)).json()

    assert record["accepted"] == {"first": "2018-05-02", "last": "2018-05-02"}


def test_the_log_is_read_newest_first(program, ongoing, editor):
    add_note(intervention=ongoing, when=MAY, by=editor, note="Called them.")

    entry = program.get(log_of(ongoing)).json()["results"][0]

    assert entry == {
        "number": last_entry(ongoing),
        "what": "note",
        "stage": None,
        "when": {"first": "2018-05-02", "last": "2018-05-02"},
        "recorded_at": entry["recorded_at"],
        "by": str(editor),
        "note": "Called them.",
        "is_public": False,
        "corrects": None,
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_log_takes_a_fixed_number_of_queries(
    program, ongoing, editor, number, django_assert_num_queries
):
    for _number in range(number):
        add_note(intervention=ongoing, when=MAY, by=editor, note="A note.")
    program.get(log_of(ongoing))

    with django_assert_num_queries(5):
        program.get(log_of(ongoing))


def test_filters_are_those_of_the_page_and_unknown_ones_are_named(program, ongoing):
    assert program.get(LIST, {"status": "completed"}).json()["count"] == 0
    wrong = program.get(log_of(ongoing), {"colour": "red"})

    assert (wrong.status_code, wrong.json()["errors"][0]["allowed"]) == (
        400,
        ["page", "page_size", "lang"],
    )


def test_another_region_sees_no_draft_and_nothing_internal(elsewhere, ongoing, editor):
    ongoing.summary_en = "What was done."
    ongoing.save()
    for _draft_then_public in range(2):
        for where in (record_of(ongoing), log_of(ongoing)):
            response = elsewhere.get(where)
            assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
            assert ongoing.title not in response.text
        assert elsewhere.get(LIST).json()["count"] == 0
        if not ongoing.published_at:
            publish(record=ongoing, by=editor, at=timezone.now())
            ongoing.refresh_from_db()

    assert AuditEvent.objects.filter(event="coordination.refused").count() == 4


# Told ---------------------------------------------------------------------------------------------


def test_a_note_is_logged_and_the_entry_comes_back(program, ongoing, coordinator):
    response = program.tell(ongoing, told(ongoing, next_step="Call them", next_on="2019-06-01"))

    entry = ProgressEntry.objects.get(pk=response.json()["number"])
    assert response.status_code == 201
    assert (entry.note, entry.by, entry.is_public) == ("We met.", coordinator, False)
    assert FollowUp.objects.get().text == "Call them"
    assert response["Cache-Control"] == "no-store"


def test_a_stage_is_done_with_its_document_in_one_form(program, ongoing):
    about = {"document": sent(pdf(), "note.pdf"), "document_kind": "concept_note"}
    response = program.send(ongoing, done(ongoing, **about))

    assert (response.status_code, response.json()["what"]) == (201, "complete")
    assert states(ongoing)[:2] == [StageState.FINISHED, StageState.STARTED]
    assert StageDocument.objects.get().kind == "concept_note"


def test_the_next_stage_waits_where_that_is_said(program, ongoing):
    attach(ongoing, NOTE)
    program.tell(ongoing, done(ongoing, starts_next=False))

    assert states(ongoing)[:2] == [StageState.FINISHED, StageState.NOT_STARTED]


def test_the_same_again_is_answered_the_same_and_stands_once(program, ongoing):
    key, words = uuid4(), told(ongoing)

    first = program.tell(ongoing, words, key)
    add_note(intervention=ongoing, when=MAY, by=ongoing.entries.first().by, note="Meanwhile.")
    again = program.tell(ongoing, words, key)
    quoted = program.tell(ongoing, words, **{"idempotency-key": f'"{key}"'})

    assert [each.status_code for each in (first, again, quoted)] == [201] * 3
    assert first.json() == again.json() == quoted.json()
    assert ProgressEntry.objects.filter(note="We met.").count() == 1


@pytest.mark.parametrize("kind", [NOTE, FICHE, BASELINE, ASSISTANCE])
def test_a_stage_that_was_done_is_answered_the_same_again(program, ongoing, editor, kind):
    for earlier in (each for each in (NOTE, FICHE, BASELINE, ASSISTANCE) if each <= kind):
        attach(ongoing, earlier)
        if earlier < kind:
            complete(ongoing, earlier, editor)
    key, words = uuid4(), done(ongoing, kind)

    first, again = (program.tell(ongoing, words, key) for _number in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert stage(ongoing, kind).state == StageState.FINISHED


def test_a_key_that_comes_again_with_something_else_is_refused(program, ongoing):
    key = uuid4()
    program.tell(ongoing, told(ongoing), key)

    response = program.tell(ongoing, told(ongoing, note="Something else."), key)

    assert fields(response)[""].startswith("This form was sent before with other content.")
    assert ongoing.entries.filter(verb="note").count() == 1


@pytest.mark.parametrize("key", ["", "7", '"', "not-a-uuid", '"x"'])
def test_without_a_key_nothing_is_told(program, ongoing, key):
    response = program.tell(ongoing, told(ongoing), **{"idempotency-key": key})

    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)
    assert "Idempotency-Key" in response.json()["detail"]
    assert not ongoing.entries.filter(verb="note").exists()


def test_who_comes_second_with_a_stage_is_shown_what_changed(program, ongoing, editor):
    attach(ongoing, NOTE)
    seen = last_entry(ongoing)
    complete(ongoing, NOTE, editor, starts_next=False)
    start_stage(intervention=ongoing, kind=FICHE, when=MAY, by=editor, today=timezone.now().date())

    response = program.tell(ongoing, done(ongoing, seen=seen))

    assert (response.status_code, response["Content-Type"]) == (409, PROBLEM)
    assert response.json()["seen"] == last_entry(ongoing)
    assert [(each["what"], each["by"]) for each in response.json()["entries"]] == [
        ("complete", str(editor)),
        ("start", str(editor)),
    ]
    assert stage(ongoing, FICHE).state == StageState.STARTED


# Refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"on": "2099-01-01"}, "on", "The date is in the future. Plan it instead."),
        ({"on": "yesterday"}, "on", "Write a day as 2018-08-03."),
        ({"on": "0019-03-01"}, "on", "Is the year right?"),
        ({"on": None}, "on", "This field may not be null."),
        ({"note": " "}, "note", "Write what happened."),
        ({"note": ["a"]}, "note", "Not a valid string."),
        ({"note": "\0"}, "note", "Null characters are not allowed."),
        ({"note": "x" * 5_001}, "note", "no more than 5000 characters"),
        ({"happened": "flown"}, "happened", '"flown" is not a valid choice.'),
        ({"happened": "done"}, "document", "The concept note is not attached."),
        ({"happened": "done", "stage": "ta-fiche"}, "", "This stage is not the one in progress"),
        ({"happened": "done", "stage": None}, "", "This stage is not the one in progress"),
        ({"stage": "1"}, "stage", '"1" is not a valid choice.'),
        ({"next_on": "2019-06-01"}, "next_on", "Say what is to be done by then."),
        ({"seen": -1}, "seen", "greater than or equal to 0"),
        ({"seen": 2**63}, "seen", "less than or equal to"),
        ({"is_public": "perhaps"}, "is_public", "Must be a valid boolean."),
        ({"document": "note.pdf"}, "document", "not a file"),
        (
            {"region": "pacific"},
            "region",
            (
                "There is no such field. There are: seen, happened, stage, on, note, is_public, "
                "starts_next, next_step, next_on, document, document_kind, document_title, "
                "document_language, document_is_public."
            ),
        ),
    ],
)
def test_what_is_wrong_is_said_of_its_field_and_nothing_is_kept(
    program, ongoing, more, field, words
):
    before = ongoing.entries.count()

    assert words in fields(program.tell(ongoing, told(ongoing) | more))[field]
    assert ongoing.entries.count() == before


def test_a_field_that_is_sent_twice_is_refused(program, ongoing):
    response = program.send(ongoing, told(ongoing, note=["One.", "Two."]))

    assert fields(response) == {"note": "This is said twice."}


def test_a_file_that_is_not_what_it_says_is_refused(program, ongoing):
    about = {"document": sent(b"MZ\x90\x00 a program", "report.pdf")}

    assert (
        "not what its name ends in"
        in fields(program.send(ongoing, told(ongoing, **about)))["document"]
    )
    assert not StageDocument.objects.exists()


@pytest.mark.parametrize("is_public", [False, True])
def test_another_region_is_refused_and_changes_nothing(elsewhere, ongoing, editor, is_public):
    if is_public:
        ongoing.summary_en = "What was done."
        ongoing.save()
        publish(record=ongoing, by=editor, at=timezone.now())
    before = ongoing.entries.count()

    response = elsewhere.tell(ongoing, told(ongoing))

    assert response.status_code == (403 if is_public else 404)
    assert ("another region" in response.text) == is_public
    assert ongoing.entries.count() == before
    assert AuditEvent.objects.filter(event="coordination.refused").count() == 1


def test_a_viewer_reads_and_does_not_write(viewer, ongoing):
    program = Program(viewer)

    assert program.get(record_of(ongoing)).status_code == 200
    response = program.tell(ongoing, told(ongoing))

    assert response.status_code == 403
    assert response.json()["detail"] == "Your role reads everything and changes nothing."


def test_what_never_was_is_not_found(program):
    assert program.get(f"{LIST}nothing/").status_code == 404
    assert program.tell(Intervention(slug="nothing"), {}).status_code == 404


def test_other_methods_are_refused(program, ongoing):
    for method in ("put", "patch", "delete", "options"):
        for where in (LIST, record_of(ongoing), log_of(ongoing)):
            response = getattr(program.client, method)(where, headers=program.headers)

            assert (response.status_code, response["Content-Type"]) == (405, PROBLEM)
