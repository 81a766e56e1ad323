"""Two people on one record: the second is shown the first's change, and loses nothing typed."""

from datetime import UTC, datetime

import pytest

from acpmigration.changes import GONE
from acpmigration.pages.models import Text
from acpmigration.publication import publish
from technical_assistance.models import Intervention, StageDocument
from tests.factories.reference import OrganisationFactory
from tests.factories.technical_assistance import (
    FollowUpFactory,
    PartnershipFactory,
    PictureFactory,
    StageDocumentFactory,
    opened,
)
from tests.technical_assistance.back_office import change_page, typed

TAKEN = "Somebody changed this: it is what is stored now."


@pytest.fixture
def intervention(editor):
    return opened(by=editor)


def test_second_editor_sees_the_first_change_and_loses_nothing(
    editor, editor_client, administrator_client, intervention
):
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, title_en="The first title"))

    refused = administrator_client.post(page, typed(second, title_en="The second title"))

    form = refused.context["adminform"].form
    assert form["title_en"].value() == "The second title"
    assert form.errors["title_en"] == ["Stored now: The first title"]
    assert form.non_field_errors()[0].startswith("editor@example.org changed this at ")
    assert "(Europe/Brussels)" in form.non_field_errors()[0]
    intervention.refresh_from_db()
    assert intervention.title_en == "The first title"


def test_who_has_seen_the_other_change_may_decide(
    editor_client, administrator_client, intervention
):
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, title_en="The first title"))
    refused = administrator_client.post(page, typed(second, title_en="The second title"))

    response = administrator_client.post(page, typed(refused))

    assert response.status_code == 302
    intervention.refresh_from_db()
    assert intervention.title_en == "The second title"


def test_what_only_the_first_has_changed_stays_when_the_second_decides(
    editor_client, administrator_client, intervention
):
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, code="TA/001/2016", summary_en="Two sentences."))

    refused = administrator_client.post(page, typed(second, title_en="The second title"))
    administrator_client.post(page, typed(refused))

    errors = refused.context["adminform"].form.errors
    assert errors["code"] == errors["summary_en"] == [TAKEN]
    assert "Stored now:" not in refused.text
    intervention.refresh_from_db()
    assert (intervention.code, intervention.summary_en, intervention.title_en) == (
        "TA/001/2016",
        "Two sentences.",
        "The second title",
    )


@pytest.mark.parametrize("seen", ["", "x", "-", "9" * 40, "0-", "1", "²-"])
def test_whatever_is_sent_as_seen_is_answered(editor_client, intervention, seen):
    page = change_page(intervention)

    answered = editor_client.post(page, typed(editor_client.get(page), seen=seen))

    assert answered.status_code == 200


def test_change_by_the_domain_is_seen_too(editor, editor_client, intervention):
    page = change_page(intervention)
    opened_form = editor_client.get(page)
    Intervention.objects.filter(pk=intervention.pk).update(summary_en="Two sentences.")
    publish(record=intervention, by=editor, at=datetime(2019, 5, 8, tzinfo=UTC))

    refused = editor_client.post(page, typed(opened_form, title_en="Another title"))

    form = refused.context["adminform"].form
    assert form["summary_en"].value() == "Two sentences."
    assert form.errors["summary_en"] == [TAKEN]


def test_summary_of_a_public_record_cannot_be_emptied(editor, editor_client, intervention):
    Intervention.objects.filter(pk=intervention.pk).update(summary_en="Two sentences.")
    publish(record=intervention, by=editor, at=datetime(2019, 5, 8, tzinfo=UTC))
    page = change_page(intervention)

    refused = editor_client.post(page, typed(editor_client.get(page), summary_en=" "))

    form = refused.context["adminform"].form
    assert form.errors["summary_en"] == ["The summary is missing, in English at least."]


def test_second_editor_of_a_partner_is_refused(editor_client, administrator_client, intervention):
    partner = intervention.partnerships.create(organisation=OrganisationFactory())
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, **{"partnerships-0-role": "funder"}))

    other = {"partnerships-0-role": "beneficiary"}
    refused = administrator_client.post(page, typed(second, **other))

    formset = refused.context["inline_admin_formsets"][2].formset
    assert formset.forms[0].errors["role"] == ["Stored now: funder"]
    partner.refresh_from_db()
    assert partner.role == "funder"


def test_two_sends_at_once_are_told_apart(editor_client, administrator_client, intervention):
    """The row is read anew under its lock: the second send meets what the first has stored."""
    page = change_page(intervention)
    forms = [typed(client.get(page)) for client in (editor_client, administrator_client)]

    first = editor_client.post(page, forms[0] | {"topics": []})
    second = administrator_client.post(page, forms[1])

    assert [first.status_code, second.status_code] == [302, 200]
    assert Intervention.history.filter(id=intervention.pk).latest("history_id").version == (
        intervention.version + 1
    )


def test_loaded_text_has_no_history_but_is_protected_too(editor_client, administrator_client):
    text = Text(key="page/about", title_en="About", body_en="<p>The Action</p>")
    Text.objects.bulk_create([text])
    page = change_page(text)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, body_en="<p>Mine</p>"))

    refused = administrator_client.post(page, typed(second, title_en="About us"))

    form = refused.context["adminform"].form
    assert form.errors["body_en"] == ["Stored now: <p>Mine</p>"]
    assert form["body_en"].value() == "<p>The Action</p>"
    assert "Stored now: &lt;p&gt;Mine&lt;/p&gt;" in refused.text


def with_parts_of_every_kind(intervention, owner):
    StageDocumentFactory(stage=intervention.stages.get(kind=1))
    PictureFactory(intervention=intervention)
    PartnershipFactory(intervention=intervention)
    FollowUpFactory(intervention=intervention, owner=owner)


def test_whoever_is_alone_is_not_refused(editor, editor_client, intervention, media):
    with_parts_of_every_kind(intervention, editor)
    page = change_page(intervention)
    sent = typed(editor_client.get(page), **{"follow_ups-0-text": "Ask for the minutes."})

    assert editor_client.post(page, sent).status_code == 302
    assert intervention.follow_ups.get().text == "Ask for the minutes."


def test_who_has_seen_what_became_of_a_partner_may_decide(
    editor_client, administrator_client, intervention
):
    PartnershipFactory(intervention=intervention)
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, **{"partnerships-0-role": "funder"}))
    refused = administrator_client.post(
        page, typed(second, **{"partnerships-0-role": "beneficiary"})
    )

    response = administrator_client.post(page, typed(refused))

    assert response.status_code == 302
    assert intervention.partnerships.get().role == "beneficiary"


@pytest.fixture
def refused(editor_client, administrator_client, intervention):
    """The second of three partners was deleted while another editor added to its name and title."""
    for name in ("First", "Second", "Third"):
        PartnershipFactory(intervention=intervention, organisation__name=name)
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, **{"partnerships-1-DELETE": "on"}))
    mine = {"partnerships-1-role": "funder", "title_en": "Another title"}
    return administrator_client.post(page, typed(second, **mine))


def partners(intervention):
    return list(
        intervention.partnerships.order_by("pk").values_list("organisation__name_en", "role")
    )


def test_partner_that_was_deleted_meanwhile_comes_back_filled_in(refused, intervention):
    forms = refused.context["inline_admin_formsets"][2].formset.forms

    assert [form.non_field_errors() for form in forms[:-1]] == [[], [], []]
    assert forms[-1].non_field_errors() == [GONE]
    assert forms[-1]["role"].value() == "funder"
    assert refused.context["adminform"].form["title_en"].value() == "Another title"
    assert partners(intervention) == [("First", "partner"), ("Third", "partner")]


def test_who_saves_again_keeps_the_deleted_partner(refused, administrator_client, intervention):
    response = administrator_client.post(change_page(intervention), typed(refused))

    assert response.status_code == 302
    assert partners(intervention) == [
        ("First", "partner"),
        ("Third", "partner"),
        ("Second", "funder"),
    ]


def test_who_empties_the_deleted_partner_leaves_it_out(refused, administrator_client, intervention):
    empty = {"partnerships-3-organisation": "", "partnerships-3-role": "partner"}

    response = administrator_client.post(change_page(intervention), typed(refused, **empty))

    assert response.status_code == 302
    assert partners(intervention) == [("First", "partner"), ("Third", "partner")]


def test_part_that_both_delete_is_deleted(editor_client, administrator_client, intervention, media):
    StageDocumentFactory(stage=intervention.stages.get(kind=1))
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, **{"documents-0-DELETE": "on"}))
    refused = administrator_client.post(page, typed(second, **{"documents-0-DELETE": "on"}))

    response = administrator_client.post(page, typed(refused))

    assert response.status_code == 302
    assert not StageDocument.objects.exists()
