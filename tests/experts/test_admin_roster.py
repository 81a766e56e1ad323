"""Consent texts, settings and releases of the roster in the back-office."""

from datetime import date

import pytest
from django.urls import reverse

from experts.models import ConsentText, RosterRelease, RosterSettings
from tests.experts.acting import NOW
from tests.factories.experts import ConsentFactory, ConsentTextFactory
from tests.technical_assistance.back_office import change_page, typed

pytestmark = pytest.mark.django_db
ADD = reverse("admin:experts_consenttext_add")
SETTINGS = reverse("admin:experts_rostersettings_change", args=[1])
WORDS = {
    "key": "roster",
    "language": "fr",
    "body": "Je suis d’accord.",
    "in_force_from_0": "2019-06-01",
    "in_force_from_1": "00:00",
}


def test_a_new_text_takes_the_next_number_of_its_kind_and_language(editor_client):
    ConsentTextFactory(key="roster", language="fr", version=3)
    ConsentTextFactory(key="truth", language="fr", version=7)

    editor_client.post(ADD, WORDS)

    made = ConsentText.objects.get(body="Je suis d’accord.")
    assert (made.key, made.language, made.version) == ("roster", "fr", 4)


def test_a_text_is_never_changed(administrator_client):
    text = ConsentTextFactory(body="I agree.")

    answer = administrator_client.post(change_page(text), WORDS)

    text.refresh_from_db()
    assert (answer.status_code, text.body) == (403, "I agree.")
    assert administrator_client.get(change_page(text)).status_code == 200


def test_a_text_is_deleted_only_while_nobody_has_agreed_to_it(editor_client):
    agreed, unread = ConsentTextFactory(version=1), ConsentTextFactory(version=2)
    ConsentFactory(text=agreed)

    for text in (agreed, unread):
        page = reverse("admin:experts_consenttext_delete", args=[text.pk])
        editor_client.post(page, {"post": "yes"})

    assert list(ConsentText.objects.all()) == [agreed]


def test_there_is_one_row_of_settings_which_the_list_opens(editor_client):
    listed = editor_client.get(reverse("admin:experts_rostersettings_changelist"))
    shown = editor_client.get(SETTINGS)

    assert (listed.status_code, listed["Location"]) == (302, SETTINGS)
    assert 'name="review_days" value="14"' in shown.text
    assert not RosterSettings.objects.exists()


def test_settings_are_changed_and_the_change_is_remembered(editor_client):
    for days in (21, 20):
        editor_client.post(SETTINGS, typed(editor_client.get(SETTINGS), review_days=days))

    assert RosterSettings.objects.get().review_days == 20
    assert list(RosterSettings.history.values_list("review_days", flat=True)) == [20, 21]


def test_settings_that_make_no_sense_are_refused_in_words(editor_client):
    answer = editor_client.post(SETTINGS, typed(editor_client.get(SETTINGS), confirm_months=99))

    assert "The months have to rise" in answer.text
    assert RosterSettings.objects.get().confirm_months == 12


@pytest.mark.parametrize("verb", ["add", "delete"])
def test_settings_are_neither_added_nor_deleted(administrator_client, verb):
    RosterSettings.objects.create(pk=1)
    args = [] if verb == "add" else [1]
    page = reverse(f"admin:experts_rostersettings_{verb}", args=args)

    assert administrator_client.get(page).status_code == 403


def test_other_settings_are_missing(editor_client):
    page = reverse("admin:experts_rostersettings_change", args=[2])

    assert editor_client.get(page, follow=True).redirect_chain[-1][0] == reverse("admin:index")


def test_a_release_is_read_and_never_changed(administrator_client, system_user):
    release = RosterRelease.objects.create(
        as_of=date(2019, 4, 30), made_at=NOW, made_by=system_user
    )
    release.figures.create(table="total", value=331)

    shown = administrator_client.get(change_page(release))
    answer = administrator_client.post(change_page(release), {"as_of": "2019-05-01"})

    assert "331" in shown.text
    assert answer.status_code == 403


@pytest.mark.parametrize("model", ["consenttext", "rostersettings", "rosterrelease"])
@pytest.mark.parametrize("who", ["viewer", "coordinator"])
def test_viewers_and_coordinators_see_none_of_it(request, who, model):
    client = request.getfixturevalue(f"{who}_client")

    assert client.get(reverse(f"admin:experts_{model}_changelist")).status_code == 403
