"""The audit trail as administrators read it, and as it is proven."""

import ast
import re
from datetime import UTC, datetime
from fnmatch import fnmatchcase

import pytest
from django.db import connection

from acpmigration import append_only, events
from acpmigration.pages.domain.audit import EVENT, head, record
from acpmigration.pages.enums import JobOutcome
from acpmigration.pages.models import AuditEvent, JobRun
from tests.factories.accounts import UserFactory
from tests.factories.reference import OrganisationFactory
from tests.technical_assistance.back_office import form_errors, said
from tests.test_house import CODE, named

TRAIL, PROVE = "/admin/pages/auditevent/", "/admin/pages/auditevent/prove/"
AT = datetime(2019, 5, 8, 10, tzinfo=UTC)


def names_in(tree, known):
    """The events that a module records: words, words with gaps, and its own constants."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "record":
            continue
        [event] = [each.value for each in node.keywords if each.arg == "event"]
        if isinstance(event, ast.Constant):
            yield event.value
        elif isinstance(event, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "*" for p in event.values]
            yield "".join(parts)
        else:
            yield from known


def constants(tree):
    return {
        constant.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for constant in ast.walk(node.value)
        if isinstance(constant, ast.Constant)
        and isinstance(constant.value, str)
        and EVENT.match(constant.value)
        and not re.match(r".*\.(invitation|confirmation|withdrawal)\Z", constant.value)
    }


def test_every_event_that_the_code_records_has_a_label():
    found = {}
    for path in CODE:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name in names_in(tree, constants(tree)):
            found.setdefault(name, named(path))

    labels = events.labels()
    unnamed = {
        name: path
        for name, path in found.items()
        if not any(fnmatchcase(label, name) for label in labels)
    }
    # An event that nothing records, and those of an app that came by a variable alone.
    unused = [label for label in labels if not any(fnmatchcase(label, name) for name in found)]
    assert unnamed == {}
    assert [label for label in unused if label not in BY_FIELD] == []
    assert len(found) > 20


# Recorded by the name of what was changed.
BY_FIELD = {"accounts.address-changed", "accounts.role-changed", "accounts.regions-changed"}


def test_trail_says_in_words_who_did_what_to_what(administrator_client, editor):
    organisation = OrganisationFactory()
    gone = UserFactory(viewer=True)
    record(event="reference.organisations-merged", by=editor, subject=organisation, at=AT)
    record(event="accounts.access-taken", by=gone, subject=None, at=AT)
    record(event="pages.forgotten", by=None, subject=None, at=AT)
    gone.delete()

    text = administrator_client.get(TRAIL).text

    assert "Organisations merged" in text
    assert f"Organisation {organisation.pk}" in text
    assert f"/admin/reference/organisation/{organisation.pk}/change/" in text
    assert editor.email in text
    assert re.search(r"account [0-9]+, erased", text)
    assert "the portal itself" in text
    assert "Pages.forgotten" in text


@pytest.mark.parametrize("count", [1, 3])
def test_trail_takes_a_fixed_number_of_queries(
    administrator_client, editor, count, django_assert_num_queries
):
    for _number in range(count):
        record(event="accounts.invited", by=editor, subject=UserFactory(), at=AT)

    with django_assert_num_queries(9):
        administrator_client.get(TRAIL)


def test_trail_is_filtered_by_event_and_day(administrator_client):
    record(event="accounts.invited", by=None, subject=None, at=AT)
    record(event="experts.erased", by=None, subject=None, at=AT.replace(day=9))

    by_event = administrator_client.get(TRAIL, {"event": "experts.erased"})
    by_day = administrator_client.get(TRAIL, {"at__year": 2019, "at__month": 5, "at__day": 8})

    assert [each.event for each in by_event.context["cl"].result_list] == ["experts.erased"]
    assert [each.event for each in by_day.context["cl"].result_list] == ["accounts.invited"]


def test_each_event_has_its_page(administrator_client, editor):
    record(event="accounts.invited", by=editor, subject=editor, at=AT)

    page = administrator_client.get(f"{TRAIL}1/change/")

    assert "Person invited" in page.text
    assert AuditEvent.objects.get().hash in page.text


def test_last_proof_and_head_are_shown(administrator_client):
    record(event="accounts.invited", by=None, subject=None, at=AT)
    assert "The daily job has not proven it yet." in administrator_client.get(TRAIL).text

    run = JobRun.objects.create(
        key="pages.audit", started_at=AT, finished_at=AT, outcome=JobOutcome.DONE
    )
    page = administrator_client.get(TRAIL)
    assert (page.context["head_number"], page.context["head_hash"]) == head()
    assert head()[1] in page.text
    assert "The daily job has proven it last on" in page.text

    JobRun.objects.filter(pk=run.pk).update(outcome=JobOutcome.FAILED)
    assert "the daily job found it broken" in administrator_client.get(TRAIL).text


def test_whole_trail_is_proven(administrator_client):
    record(event="accounts.invited", by=None, subject=None, at=AT)

    for sent in ({}, {"head": head()[1]}):
        assert said(administrator_client.post(PROVE, sent, follow=True)) == [
            "The trail is whole: 1 events, none changed or missing."
        ]


def test_hash_that_is_not_there_shows_that_the_end_was_cut_off(administrator_client):
    answered = administrator_client.post(PROVE, {"head": "a" * 64}, follow=True)

    assert said(answered) == ["This hash is not in the trail: its end was cut off."]


def test_what_is_no_hash_is_said_at_the_field(administrator_client):
    answered = administrator_client.post(PROVE, {"head": "yesterday’s"})

    assert form_errors(answered) == {"head": ["A hash has 64 digits and letters from a to f."]}
    assert answered.context["form"]["head"].value() == "yesterday’s"


@pytest.mark.django_db(transaction=True)
def test_first_number_that_was_changed_is_named(administrator_client):
    for _number in range(3):
        record(event="accounts.invited", by=None, subject=None, at=AT)
    append_only.remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pages_auditevent SET event = 'accounts.other' WHERE number = 2")

    answered = administrator_client.post(PROVE, follow=True)

    assert said(answered) == ["The trail is broken at number 2: Event 2 was changed."]


@pytest.mark.parametrize("who", ["editor", "viewer"])
@pytest.mark.parametrize("page", [TRAIL, PROVE])
def test_others_do_not_read_it(request, who, page):
    client = request.getfixturevalue(f"{who}_client")

    assert [client.get(page).status_code, client.post(page).status_code] == [403, 403]
