from datetime import timedelta

import pytest

from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import NotNow, NotYours
from experts.domain.consents import (
    consents_of,
    give_consents,
    texts_in_force,
    withdraw_consent,
)
from experts.domain.registration import Incomplete, start_profile, submit
from experts.enums import ConsentKey, ExpertState
from experts.models import Expert, RosterSettings
from tests.experts.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.experts import ConsentTextFactory, ExpertFactory
from tests.smtp import dead_port
from tests.technical_assistance.at_once import at_once

KEYS = ConsentKey.values


def test_a_person_begins_with_an_empty_draft(expert_person):
    started = start_profile(user=expert_person, at=NOW)

    assert (started.state, started.user, started.changed_at) == ("draft", expert_person, NOW)


def test_beginning_twice_makes_one_profile(expert_person):
    first = start_profile(user=expert_person, at=NOW)

    assert start_profile(user=expert_person, at=NOW + timedelta(days=1)) == first
    assert Expert.objects.count() == 1


def test_a_closed_roster_takes_nobody_new(expert_person):
    RosterSettings.objects.create(pk=1, is_open=False)

    with pytest.raises(NotNow):
        start_profile(user=expert_person, at=NOW)
    assert Expert.objects.count() == 0


def test_a_closed_roster_lets_people_at_the_profile_they_have(draft):
    RosterSettings.objects.create(pk=1, is_open=False)

    assert start_profile(user=draft.user, at=NOW) == draft


def test_a_profile_is_sent_with_the_texts_that_were_agreed_to(draft, texts):
    agreed = [texts[ConsentKey.ROSTER], texts[ConsentKey.TRUTH]]

    submit(expert=draft, texts=agreed, by=draft.user, at=NOW)

    draft.refresh_from_db()
    assert (draft.state, draft.submitted_at, draft.state_since) == ("received", NOW, NOW)
    assert {key: one.given_at for key, one in consents_of(draft).items()} == {
        ConsentKey.ROSTER: NOW,
        ConsentKey.TRUTH: NOW,
    }


def test_a_receipt_goes_to_the_person_alone(draft, texts):
    submit(expert=draft, texts=texts.values(), by=draft.user, at=NOW)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template) == (draft.user.email, "experts/received")
    assert "14 days" in mail.body
    assert "José Canary" in mail.body


@pytest.mark.parametrize("missing", [ConsentKey.ROSTER, ConsentKey.TRUTH])
def test_nothing_is_sent_without_consent_and_statement(draft, texts, missing):
    agreed = [text for key, text in texts.items() if key != missing]

    with pytest.raises(Incomplete):
        submit(expert=draft, texts=agreed, by=draft.user, at=NOW)

    draft.refresh_from_db()
    assert draft.state == ExpertState.DRAFT
    assert draft.consents.count() == 0


@pytest.mark.parametrize(
    "answer", ["nationality", "residence", "years", "with_authorities", "international", "degree"]
)
def test_an_answer_that_is_needed_is_asked_for(draft, texts, answer):
    Expert.objects.update(**{answer: None})

    with pytest.raises(Incomplete) as refusal:
        submit(expert=draft, texts=texts.values(), by=draft.user, at=NOW)

    assert len(refusal.value.messages) == 1


def test_everything_that_is_missing_is_named_at_once(expert_person, texts):
    empty = start_profile(user=expert_person, at=NOW)

    with pytest.raises(Incomplete) as refusal:
        submit(expert=empty, texts=[], by=expert_person, at=NOW)

    assert len(refusal.value.messages) == 13


def test_a_profile_that_was_sent_is_not_sent_again(draft, texts):
    submit(expert=draft, texts=texts.values(), by=draft.user, at=NOW)

    with pytest.raises(NotNow):
        submit(expert=draft, texts=texts.values(), by=draft.user, at=NOW)

    assert draft.events.count() == 1


def test_a_draft_is_not_sent_while_the_roster_is_closed(draft, texts):
    RosterSettings.objects.create(pk=1, is_open=False)

    with pytest.raises(NotNow):
        submit(expert=draft, texts=texts.values(), by=draft.user, at=NOW)


def test_a_correction_is_sent_also_while_the_roster_is_closed(draft, texts):
    Expert.objects.update(state=ExpertState.CORRECTION_ASKED, submitted_at=NOW)
    RosterSettings.objects.create(pk=1, is_open=False)
    later = NOW + timedelta(days=3)

    submit(expert=draft, texts=texts.values(), by=draft.user, at=later)

    draft.refresh_from_db()
    assert (draft.state, draft.submitted_at, draft.state_since) == ("received", NOW, later)


def test_nobody_sends_the_profile_of_somebody_else(draft, texts):
    with pytest.raises(NotYours):
        submit(expert=draft, texts=texts.values(), by=UserFactory(), at=NOW)


def test_the_newest_text_in_force_is_asked_for_in_the_language_of_the_reader(texts):
    soon = NOW + timedelta(days=1)
    ConsentTextFactory(key=ConsentKey.ROSTER, version=2, body="Newer")
    ConsentTextFactory(key=ConsentKey.ROSTER, version=3, body="To come", in_force_from=soon)
    french = ConsentTextFactory(key=ConsentKey.TRUTH, language="fr", body="En vérité")

    in_english = texts_in_force(language="en", at=NOW)
    in_french = texts_in_force(language="fr", at=NOW)

    assert {key: text.body for key, text in in_english.items()} == {
        "roster": "Newer",
        "other_programmes": "Text of other_programmes",
        "truth": "Text of truth",
    }
    assert in_french["truth"] == french
    assert in_french["roster"].body == "Newer"


def test_a_newer_text_takes_the_place_of_the_older_one(draft, texts):
    newer = ConsentTextFactory(key=ConsentKey.ROSTER, version=2, body="Newer")
    give_consents(expert=draft, texts=texts.values(), by=draft.user, at=NOW)
    later = NOW + timedelta(days=1)

    give_consents(expert=draft, texts=[newer], by=draft.user, at=later)

    assert consents_of(draft)["roster"].text == newer
    replaced = draft.consents.get(text=texts["roster"])
    assert replaced.withdrawn_at == later


def test_agreeing_again_to_the_same_text_keeps_the_first_time(draft, texts):
    give_consents(expert=draft, texts=texts.values(), by=draft.user, at=NOW)

    give_consents(expert=draft, texts=texts.values(), by=draft.user, at=NOW + timedelta(days=1))

    assert [one.given_at for one in draft.consents.all()] == [NOW, NOW, NOW]


def test_what_is_a_choice_can_be_taken_back(draft, texts):
    give_consents(expert=draft, texts=texts.values(), by=draft.user, at=NOW)
    later = NOW + timedelta(days=1)

    withdraw_consent(expert=draft, key=ConsentKey.OTHER_PROGRAMMES, by=draft.user, at=later)

    assert sorted(consents_of(draft)) == ["roster", "truth"]
    assert draft.consents.get(text=texts["other_programmes"]).withdrawn_at == later


@pytest.mark.parametrize("key", [ConsentKey.ROSTER, ConsentKey.TRUTH])
def test_what_the_roster_needs_is_taken_back_by_withdrawing_only(draft, texts, key):
    give_consents(expert=draft, texts=texts.values(), by=draft.user, at=NOW)

    with pytest.raises(NotNow):
        withdraw_consent(expert=draft, key=key, by=draft.user, at=NOW)


def test_nobody_agrees_for_somebody_else(draft, texts, editor):
    with pytest.raises(NotYours):
        give_consents(expert=draft, texts=texts.values(), by=editor, at=NOW)
    with pytest.raises(NotYours):
        withdraw_consent(expert=draft, key=ConsentKey.OTHER_PROGRAMMES, by=editor, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_tabs_that_begin_at_once_make_one_profile(tmp_path):
    user = UserFactory()

    made = at_once(tmp_path, *[lambda: start_profile(user=user, at=NOW)] * 4)

    assert len({one.pk for one in made}) == 1
    assert Expert.objects.count() == 1


def test_samples_without_a_log_in_get_no_mail(db, editor):
    expert = ExpertFactory(received=True, user=None)

    assert expert.user is None
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_registration_is_kept_while_the_mail_server_is_down(draft, texts, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", dead_port()

    submit(expert=draft, texts=texts.values(), by=draft.user, at=NOW)

    draft.refresh_from_db()
    assert draft.state == ExpertState.RECEIVED
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts, mail.template) == ("waiting", 1, "experts/received")
