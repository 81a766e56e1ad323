"""The audit trail: written in a chain, changed by nobody, and proven by a command."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from acpmigration import append_only
from acpmigration.pages.domain.audit import head, record
from acpmigration.pages.models import AuditEvent, Text
from tests.factories.accounts import UserFactory
from tests.factories.reference import TopicFactory
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 5, 8, 12, 30, 0, 250, tzinfo=UTC)
TABLE = AuditEvent._meta.db_table


def add(number=1, **given):
    values = {"event": "experts.cv-viewed", "by": None, "subject": None, "at": NOW} | given
    return [record(**values) for _time in range(number)]


def verified(**options):
    """The fault that the command names, nothing if there is none."""
    try:
        call_command("verify_audit", **options)
    except CommandError as fault:
        return f"{fault.returncode}: {fault}"
    return ""


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=TABLE), values)


@pytest.fixture
def _unguarded():
    """What somebody with the database's own rights could do."""
    append_only.remove()
    yield
    append_only.install()


def test_an_event_keeps_keys_and_words_of_lists_only(editor):
    topic = TopicFactory()

    [event] = add(by=editor, subject=topic, purpose="shortlist")

    assert (event.number, event.at, event.event) == (1, NOW, "experts.cv-viewed")
    assert (event.actor, event.actor_role, event.purpose) == (editor.pk, "editor", "shortlist")
    assert (event.subject_kind, event.subject_id) == ("reference.topic", str(topic.pk))
    assert event.previous == "0" * 64
    assert event.hash == event.expected_hash


def test_without_a_person_the_portal_did_it():
    [event] = add()

    assert (event.actor, event.actor_role, event.subject_kind, event.subject_id) == (
        None,
        *[""] * 3,
    )


@pytest.mark.parametrize(
    "given",
    [
        {"event": "Maria Canary was looked at"},
        {"event": "cv-viewed"},
        {"event": "experts.cv-viewed\n"},
        {"purpose": "asked by maria@example.org"},
        {"purpose": "for Maria"},
        {"subject": Text(pk="page/maria")},
        {"subject": Text()},
    ],
    ids=["sentence", "no app", "line", "address", "name", "key of words", "not stored"],
)
def test_free_text_is_refused_for_it_may_be_personal(given):
    with pytest.raises(ValueError, match="words from lists"):
        add(**given)

    assert not AuditEvent.objects.exists()


def test_events_are_found_by_what_they_are_about_the_newest_first():
    one, other = TopicFactory(), TopicFactory()
    [first, _elsewhere, last] = [add(subject=each)[0] for each in (one, other, one)]

    assert list(AuditEvent.objects.about(one).by_newest()) == [last, first]


def test_the_person_may_be_erased_and_the_event_stays():
    person = UserFactory(editor=True)
    [event] = add(by=person)
    number = person.pk

    person.delete()

    event.refresh_from_db()
    assert event.actor == number
    assert verified() == ""


@pytest.mark.parametrize(
    "change",
    ["UPDATE {table} SET purpose = 'x'", "DELETE FROM {table}"],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_or_delete_an_event(change):
    add()

    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        sql(change)


def test_an_untouched_trail_is_proven(capsys):
    events = add(3, at=NOW.astimezone(timezone(timedelta(hours=11))))

    assert verified() == ""
    assert capsys.readouterr().out == f"3 events, unbroken; the last hash is {events[-1].hash}\n"


def test_an_empty_trail_is_proven():
    assert verified() == ""
    assert head() == (0, "0" * 64)
    assert verified(head="0" * 64) == ""


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", NOW + timedelta(microseconds=1)),
        ("event", "experts.cv-viewee"),
        ("actor", 1),
        ("actor_role", "editor"),
        ("subject_kind", "a"),
        ("subject_id", "1"),
        ("purpose", "x"),
        ("previous", "f" * 64),
        ("hash", "f" * 64),
    ],
)
def test_one_changed_byte_is_found(column, value):
    add(3)

    AuditEvent.objects.filter(number=2).update(**{column: value})

    assert verified() == "1: Event 2 was changed."


@pytest.mark.usefixtures("_unguarded")
def test_an_event_that_was_changed_with_its_hash_breaks_the_chain_behind_it():
    events = add(3)
    events[1].purpose = "x"
    events[1].hash = events[1].expected_hash
    events[1].save()

    assert verified() == "1: Event 3 does not follow the one before it."


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize("number", [1, 2])
def test_a_missing_event_is_named(number):
    add(3)

    sql("DELETE FROM {table} WHERE number = %s", number)

    assert verified() == f"1: Event {number} is missing."


@pytest.mark.usefixtures("_unguarded")
def test_a_gap_that_was_closed_is_found():
    add(3)

    sql("DELETE FROM {table} WHERE number = 2")
    sql("UPDATE {table} SET number = 2 WHERE number = 3")

    assert verified() == "1: Event 2 does not follow the one before it."


@pytest.mark.usefixtures("_unguarded")
def test_another_order_is_found():
    add(4)

    for old, new in ((2, 9), (3, 2), (9, 3)):
        sql("UPDATE {table} SET number = %s WHERE number = %s", new, old)

    assert verified() == "1: Event 2 does not follow the one before it."


@pytest.mark.usefixtures("_unguarded")
def test_an_end_that_was_cut_off_is_found_by_the_hash_that_was_sent_off():
    sent_off = add(3)[-1].hash

    assert verified(head=sent_off) == ""
    sql("DELETE FROM {table} WHERE number = 3")

    assert verified() == ""
    assert verified(head=sent_off) == (
        "1: The hash that was sent off is not in the trail: its end is gone."
    )


def test_an_event_goes_with_the_transaction_that_it_is_about():
    with transaction.atomic():
        add()
        transaction.set_rollback(True)
    add()

    assert AuditEvent.objects.get().number == 1
    assert verified() == ""


@pytest.mark.django_db(transaction=True)
def test_eight_who_write_at_once_make_one_chain(tmp_path):
    made = at_once(tmp_path, *[add] * 8)

    assert sorted(event.number for [event] in made) == list(range(1, 9))
    assert verified() == ""


def test_administrators_read_the_trail_and_narrow_it_down(administrator_client, editor):
    add(by=editor, subject=TopicFactory())
    add(event="experts.exported")
    changelist = reverse("admin:pages_auditevent_changelist")

    shown = administrator_client.get(changelist, {"event": "experts.cv-viewed"})
    on_the_day = administrator_client.get(changelist, {"at__year": 2019, "at__month": 5})

    assert [event.event for event in shown.context["cl"].result_list] == ["experts.cv-viewed"]
    assert on_the_day.context["cl"].result_count == 2
    assert shown.context["cl"].formset is None
    assert not shown.context["has_add_permission"]


def test_the_list_of_events_takes_a_fixed_number_of_queries(
    administrator_client, django_assert_max_num_queries
):
    counted = []
    for _turn in (1, 2):
        add(2)
        with django_assert_max_num_queries(20) as asked:
            administrator_client.get(reverse("admin:pages_auditevent_changelist"))
        counted.append(len(asked))

    assert counted[0] == counted[1]
