"""Mails in the words of staff: which there are, what they know, and that text stays text."""

import re
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from hypothesis import given
from hypothesis import settings as slow
from hypothesis import strategies as st

from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.domain.mail_texts import (
    LANGUAGES,
    Written,
    faults,
    mail_of,
    mail_templates,
    own_words,
    rewritten,
    sample,
)
from acpmigration.pages.models import MailText, OutgoingMail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 5, 8, 12, 30, tzinfo=UTC)
ACTIVE = "experts/active"
PAGE = "/admin/pages/mailtext/"
FOLDER = settings.BASE_DIR / "templates"


def queue(template=ACTIVE, *, language="en", **context):
    words = {"name": "Maria", "active_until": date(2020, 5, 8)} | context
    return queue_mail(
        template=template, to="maria@example.org", language=language, context=words, at=NOW
    )


def write(template=ACTIVE, **words):
    return MailText.objects.create(template=template, **words)


# Which mails -------------------------------------------------------------------------------------


def test_every_mail_is_offered_and_says_when_it_is_sent():
    ours = {
        path.relative_to(FOLDER / "mail").with_suffix("").as_posix()
        for path in (FOLDER / "mail").rglob("*.txt")
        if not path.name.startswith("_")
    }
    on_accounts = {
        path.relative_to(FOLDER).as_posix().removesuffix("_subject.txt")
        for path in (FOLDER / "account" / "email").glob("*_subject.txt")
    }

    assert set(mail_templates()) == ours | on_accounts
    sentences = [str(mail_of(template).about) for template in mail_templates()]
    assert all(sentence.startswith("Sent ") for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


def test_what_is_no_mail_is_not_known():
    with pytest.raises(KeyError):
        mail_of("experts/_assignment")


@pytest.mark.parametrize("template", mail_templates())
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_words_of_every_mail_are_shown_with_its_names(template, language):
    mail, own = mail_of(template), own_words(template, language)

    assert own.subject
    assert own.body.strip()
    # Taken over as they are, they are words that staff could have written.
    assert [*faults(mail, subject=own.subject, body=own.body)] == []


def test_no_mail_that_leads_somewhere_can_do_without_the_way():
    """Whatever holds an address has a name, and the name is needed."""
    for template in mail_templates():
        own = own_words(template, "en")
        leading = {name for name, value in own.values.items() if "http" in value}

        assert leading <= mail_of(template).needed, template
        assert "http" not in own.body.replace(settings.SITE_URL + "\n", ""), template


def test_a_mail_on_an_account_is_sent_in_the_words_of_staff(client):
    person = UserFactory(language="fr")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    text = write("account/email/password_reset_key", subject_fr="Clef", body_fr="Ici : {link}")

    client.post("/accounts/password/reset/", {"email": person.email})

    mail = OutgoingMail.objects.get()
    assert (mail.template, mail.subject) == (text.template, "Clef")
    assert re.fullmatch(r"Ici : http://testserver/accounts/password/reset/\S+\n", mail.body)


@pytest.mark.parametrize("template", mail_templates())
def test_every_mail_is_sent_in_the_words_of_staff(template):
    mail = mail_of(template)
    values = {name: f"<{name}>" for name in mail.names}
    own = Written("Own subject", "Own body\n", values)
    write(template, subject_fr="Objet", body_fr=" ".join(f"{{{name}}}" for name in mail.names))

    found = rewritten(template, "fr", own)

    assert found.subject == "Objet"
    assert found.body == f"{' '.join(values.values())}\n"
    assert rewritten(template, "en", own) == own


# Words -------------------------------------------------------------------------------------------


def test_a_mail_is_sent_in_the_words_of_staff_in_its_readers_language():
    write(
        subject_en="Welcome, {name}",
        body_en="Dear {name},\r\n\r\nuntil {day}: {link}",
        subject_fr="Bienvenue",
    )

    english, french, spanish = (queue(language=code) for code in ("en", "fr", "es"))

    assert english.subject == "Welcome, Maria"
    assert english.body.replace("\r", "") == (
        f"Dear Maria,\n\nuntil 8 May 2020: {settings.SITE_URL}/experts/me/\n"
    )
    assert french.subject == "Bienvenue"
    assert f"{settings.SITE_URL}/fr/experts/me/" in french.body
    assert spanish.subject not in ("Welcome, Maria", "Bienvenue", "")


def test_without_words_of_staff_the_portals_own_are_sent():
    before = queue()
    write(subject_en="", body_en="  ")

    after = queue()

    assert (after.subject, after.body) == (before.subject, before.body)
    assert before.subject == "You are in the roster"
    assert "Dear Maria," in before.body
    assert "active until 8 May 2020;" in before.body


@pytest.mark.parametrize(
    "attack",
    [
        "{{ settings.SECRET_KEY }}",
        "{% load i18n %}",
        "{name.__class__}",
        "{name!r}",
        "{name[0]}",
        "{0}",
        "%(name)s",
        "${name}",
        "{% include 'mail/audit_head.txt' %}",
    ],
)
def test_text_stays_text(attack):
    """Promise 29: neither what staff write nor a reader's own name is run as a template."""
    write(subject_en=f"S {attack}", body_en=f"B {attack} {{name}} {{link}}")

    mail = queue(name=attack)

    assert mail.subject == f"S {attack.replace('{name}', attack)}"
    assert mail.body.startswith(f"B {attack.replace('{name}', attack)} {attack} http")


def test_a_value_is_not_looked_through_for_names():
    write(body_en="Dear {name}, {link}")

    assert queue(name="{link}{day}").body.startswith("Dear {link}{day}, http")


def test_a_name_that_a_mail_knows_no_more_is_left_out():
    write(body_en="Dear {gone}{name}, {link}")

    assert queue().body.startswith("Dear Maria, http")


def test_a_value_of_several_lines_ends_no_subject():
    """Promise 27."""
    write("experts/declined", subject_en="Because: {reason}")

    mail = queue("experts/declined", reason="one\r\nBcc: all@example.org\n\ntwo")

    assert mail.subject == "Because: one Bcc: all@example.org two"


@slow(max_examples=50, deadline=None)
@given(st.text(alphabet="{}%ab_name \n\r\u2028", max_size=40))
def test_whatever_staff_write_a_mail_has_a_subject_of_one_line_and_a_text(text):
    mail = sample(MailText(template=ACTIVE, subject_en=text, body_en=text), "en")

    assert mail.subject.strip()
    assert not re.search(r"[\r\n\u2028]", mail.subject)
    assert mail.body.strip()


@slow(max_examples=50, deadline=None)
@given(st.text(alphabet="{}%ab_name ", max_size=40))
def test_what_has_no_fault_is_written_to_the_letter_but_for_its_names(text):
    mail = sample(MailText(template=ACTIVE, subject_en=text, body_en=text), "en")

    is_whole = not list(faults(mail_of(ACTIVE), subject=text))
    if is_whole and text.strip():
        assert mail.subject == text.replace("{name}", mail.values["name"]).strip()


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ({"subject": "For {name}"}, []),
        ({"body": "{link}"}, []),
        ({"subject": "{nobody}"}, ["This mail knows no {nobody}."]),
        ({"body": "Dear {name}"}, ["The mail is of no use without {link}."]),
        ({"body": "{{name}} {link}"}, ["A brace stands around a name only, such as {name}."]),
        ({"body": "{name.x} {link}"}, ["A brace stands around a name only, such as {name}."]),
        ({"subject": "{"}, ["A brace stands around a name only, such as {name}."]),
        ({"subject": "One\r\nBcc: all@example.org"}, ["A subject is one line."]),
        ({"subject": "One\u2028two"}, ["A subject is one line."]),
        ({}, []),
    ],
)
def test_words_that_would_not_do_are_told(words, sentences):
    assert list(faults(mail_of(ACTIVE), **words)) == sentences


# The back-office ---------------------------------------------------------------------------------


def sent_of(response):
    return {box.html_name: box.value() or "" for box in response.context["adminform"].form}


def change(client, text, **words):
    page = f"{PAGE}{text.pk}/change/"
    return client.post(page, sent_of(client.get(page)) | words)


def test_a_mail_is_chosen_first_and_its_words_come_next(editor_client):
    write()
    form = editor_client.get(f"{PAGE}add/").context["adminform"].form
    offered = dict(form.fields["template"].choices)

    response = editor_client.post(f"{PAGE}add/", {"template": "experts/received"})

    assert offered["experts/received"] == "Sent when a profile arrives."
    assert ACTIVE not in offered
    assert response["Location"] == f"{PAGE}{MailText.objects.latest('pk').pk}/change/"


@pytest.mark.parametrize("template", ["", "nothing", ACTIVE, "../base"])
def test_no_other_mail_can_be_chosen(editor_client, template):
    write()

    response = editor_client.post(f"{PAGE}add/", {"template": template})

    assert list(response.context["adminform"].form.errors) == ["template"]
    assert MailText.objects.count() == 1


def test_the_form_shows_what_the_mail_knows_and_the_own_words(editor_client):
    text = write()

    response = editor_client.get(f"{PAGE}{text.pk}/change/")

    assert [(name["word"], name["is_needed"]) for name in response.context["names"]] == [
        ("{name}", False),
        ("{day}", False),
        ("{link}", True),
    ]
    assert "Vous êtes dans le fichier" in response.text or "{link}" in response.text
    assert "Dear {name}," in response.text


def test_words_are_saved(editor_client):
    text = write()

    change(editor_client, text, subject_fr="Bienvenue", body_fr="{link}")

    stored = MailText.objects.get()
    assert (stored.subject_fr, stored.body_fr, stored.version) == ("Bienvenue", "{link}", 1)


def test_a_fault_is_said_at_its_field_and_what_was_typed_is_kept(editor_client):
    text = write()

    response = change(
        editor_client, text, subject_fr="a\r\nBcc: b@example.org", body_pt="Olá {nome}"
    )

    assert dict(response.context["adminform"].form.errors) == {
        "subject_fr": ["A subject is one line."],
        "body_pt": ["This mail knows no {nome}.", "The mail is of no use without {link}."],
    }
    assert "Olá {nome}" in response.text
    assert MailText.objects.get().body_pt is None


def test_a_preview_shows_examples(viewer_client):
    text = write(subject_fr="Pour {name}")

    response = viewer_client.get(f"{PAGE}{text.pk}/preview/")

    subjects = [one["mail"].subject for one in response.context["mails"]]
    assert subjects[:2] == ["You are in the roster", "Pour Awa Diop"]
    assert "Send it to me" not in response.text


def test_an_editor_sends_an_example_to_oneself(editor_client, editor):
    text = write(subject_fr="Pour {name}")

    editor_client.post(f"{PAGE}{text.pk}/preview/", {"language": "fr"})

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language, mail.template) == (editor.email, "fr", ACTIVE)


@pytest.mark.parametrize("language", ["", "de", "../fr"])
def test_a_mail_is_sent_in_no_other_language(editor_client, language):
    text = write()

    editor_client.post(f"{PAGE}{text.pk}/preview/", {"language": language})

    assert not OutgoingMail.objects.exists()


def test_a_viewer_sends_nothing(viewer_client):
    text = write()

    response = viewer_client.post(f"{PAGE}{text.pk}/preview/", {"language": "fr"})

    assert response.status_code == 403
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999"])
def test_what_does_not_exist_has_no_preview(editor_client, key):
    assert editor_client.get(f"{PAGE}{key}/preview/").status_code == 404


def test_words_of_a_mail_that_is_no_more_are_shown_and_have_no_preview(editor_client):
    text = write("experts/gone", subject_en="Old")

    assert "experts/gone" in editor_client.get(PAGE).text
    assert editor_client.get(f"{PAGE}{text.pk}/change/").status_code == 200
    assert editor_client.get(f"{PAGE}{text.pk}/preview/").status_code == 404


def test_words_are_taken_back_by_deleting_them(editor_client):
    text = write(subject_en="Other")

    editor_client.post(f"{PAGE}{text.pk}/delete/", {"post": "yes"})

    assert queue().subject == "You are in the roster"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    editor_client, count, django_assert_max_num_queries
):
    for template in mail_templates()[:count]:
        write(template, subject_fr="Objet")
    editor_client.get(PAGE)

    with django_assert_max_num_queries(8):
        response = editor_client.get(PAGE)

    assert response.text.count(">French<") == count


def test_examples_of_days_are_written_as_the_language_of_the_mail_does():
    text = MailText(template="experts/expired")

    days = {code: sample(text, code).values["day"] for code in ("en", "fr", "pt", "es")}

    assert days == {
        "en": "8 May 2019",
        "fr": "8 mai 2019",
        "pt": "8 de maio de 2019",
        "es": "8 de mayo de 2019",
    }
