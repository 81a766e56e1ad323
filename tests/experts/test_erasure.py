"""A canary withdraws: afterwards nothing of the person is left where the portal keeps anything."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from acpmigration.accounts.models import User
from acpmigration.pages.domain.kept import keep_form
from acpmigration.pages.models import AuditEvent, KeptForm, OutgoingMail
from acpmigration.refusals import NotYours
from experts.domain.consents import give_consents
from experts.domain.erasure import erase, withdraw
from experts.domain.registration import submit
from experts.enums import DeploymentState
from experts.models import Choice, Deployment, Expert, ExpertNote, Shortlist
from tests.experts.acting import audited
from tests.experts.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.experts import DeploymentFactory, ExpertFactory
from tests.factories.files import pdf
from tests.factories.reference import TopicFactory
from tests.factories.technical_assistance import InterventionFactory

CANARIES = ["Qanarix", "qanarix@example.org", "+68577990011", "Qanarixology", "Qanarix-Konsult"]


def canary(texts, editor) -> Expert:
    """A profile with something in every table that can hold something."""
    user = UserFactory(email="qanarix@example.org", name="Qanarix")
    expert = ExpertFactory(
        user=user,
        told=True,
        name="Qanarix",
        phone="+68577990011",
        certificates="Qanarixology",
        languages={"en": 3},
    )
    expert.topics.add(TopicFactory())
    expert.past_assignments.create(title="Qanarix-Konsult", first_year=2010)
    expert.cv = ContentFile(pdf(), "Qanarix.pdf")
    expert.save()
    give_consents(expert=expert, texts=texts.values(), by=user, at=NOW)
    submit(expert=expert, texts=texts.values(), by=user, at=NOW)
    ExpertNote.objects.create(expert=expert, text="Qanarix is good", at=NOW, by=editor)
    intervention = InterventionFactory()
    DeploymentFactory(expert=expert, intervention=intervention)
    shortlist = Shortlist.objects.create(
        intervention=intervention, stage=3, made_at=NOW, made_by=editor
    )
    Choice.objects.create(
        shortlist=shortlist, expert=expert, reason="Qanarix knows", at=NOW, by=editor
    )
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr="qanarix@example.org",
        action_flag=CHANGE,
        change_message="",
    )
    keep_form(
        owner=user,
        path="/experts/me/skills/",
        fields={"certificates": ["Qanarixology"]},
        files={"cv": SimpleUploadedFile("Qanarix.pdf", pdf())},
        at=NOW,
    )
    return expert


def everything_stored() -> str:
    """All rows of all tables, as the database would write them out."""
    names = connection.introspection.table_names()
    written = []
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            written += [repr(row) for row in cursor.fetchall()]
    return "\n".join(written)


def test_nothing_is_left_in_any_table_nor_among_the_files(texts, editor, media):
    expert = canary(texts, editor)
    key = expert.pk
    before = everything_stored()
    assert all(word in before for word in CANARIES)

    withdraw(expert=expert, by=expert.user, at=NOW)

    after = everything_stored()
    assert not KeptForm.objects.exists()
    assert [word for word in CANARIES if word in after] == []
    deployment = Deployment.objects.get()
    assert (deployment.expert, deployment.days) == (None, 10)
    last = AuditEvent.objects.by_newest().first()
    assert (last.event, last.purpose) == ("experts.erased", "withdrawn")
    assert last.subject_id == str(key)


@pytest.mark.django_db
@pytest.mark.parametrize("trait", [{}, {"invited": True}, {"agreed": True}])
def test_what_the_person_would_still_have_done_is_cancelled_and_told_without_the_name(trait):
    dates = {"starts_on": NOW.date(), "ends_before": NOW.date() + timedelta(days=1)}
    made_by = UserFactory(editor=True, language="fr")
    deployment = DeploymentFactory(expert__name="Qanarix", made_by=made_by, **dates, **trait)

    erase(expert=deployment.expert, by=None, at=NOW, why="time-over")

    version = deployment.version
    deployment.refresh_from_db()
    assert (deployment.expert, deployment.state) == (None, DeploymentState.CANCELLED)
    assert deployment.version == version + 1
    mail = OutgoingMail.objects.get()
    assert (mail.template, mail.to) == ("experts/deployment_erased", made_by.email)
    assert mail.language == "fr"
    assert deployment.intervention.title in mail.body
    assert "Qanarix" not in mail.subject + mail.body
    assert [event for event, *_rest in audited()] == [
        "experts.deployment-cancelled",
        "experts.erased",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more", [{"agreed": True, "ends_before": NOW.date()}, {"state": DeploymentState.REFUSED}]
)
def test_what_has_ended_or_was_turned_down_stays_without_the_name(more):
    dates = {"starts_on": date(2019, 5, 1), "ends_before": date(2019, 6, 1)}
    deployment = DeploymentFactory(**dates | more)

    erase(expert=deployment.expert, by=None, at=NOW, why="time-over")

    state, version = deployment.state, deployment.version
    deployment.refresh_from_db()
    assert (deployment.expert, deployment.state, deployment.version) == (None, state, version)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_files_of_the_cv_and_of_what_was_typed_are_gone(texts, editor, media):
    expert = canary(texts, editor)
    assert [name.partition("/")[0] for name in media()] == ["cvs", "kept"]

    withdraw(expert=expert, by=expert.user, at=NOW)

    assert media() == []


def test_nobody_withdraws_for_somebody_else(texts, editor, administrator, media):
    expert = canary(texts, editor)

    for by in (editor, administrator, UserFactory()):
        with pytest.raises(NotYours):
            withdraw(expert=expert, by=by, at=NOW)
    assert Expert.objects.count() == 1


def test_a_former_coordinator_leaves_the_log_but_not_the_name(texts, editor, media):
    """Entries of the log are never deleted, so they keep pointing at somebody without a name."""
    expert = canary(texts, editor)
    user = expert.user
    expert.events.all().delete()
    other = ExpertFactory(received=True)
    other.events.create(verb="pause", at=NOW, by=user)

    erase(expert=expert, by=None, at=NOW, why="time-over")

    user.refresh_from_db()
    assert user.email.endswith("@acpmigration.invalid")
    assert (user.name, user.is_active, user.has_usable_password()) == ("", False, False)
    assert [word for word in CANARIES if word in everything_stored()] == []


def test_mails_that_still_wait_are_not_sent_any_more(texts, editor, media):
    expert = canary(texts, editor)
    assert OutgoingMail.objects.count() == 1

    withdraw(expert=expert, by=expert.user, at=NOW)

    assert OutgoingMail.objects.count() == 0


def test_an_unfinished_log_in_with_the_address_is_forgotten_too(client, texts, editor, media):
    expert = canary(texts, editor)
    address = expert.user.email
    kept = Client()
    kept.post(reverse("account_request_login_code"), {"email": "somebody@example.org"})
    client.post(reverse("account_request_login_code"), {"email": address.upper()})
    assert any(address in json.dumps(one.get_decoded()) for one in Session.objects.all())
    number = Session.objects.count()

    withdraw(expert=expert, by=expert.user, at=NOW)

    assert not any(address in json.dumps(one.get_decoded()) for one in Session.objects.all())
    assert Session.objects.count() == number - 1
