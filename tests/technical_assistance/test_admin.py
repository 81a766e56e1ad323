"""The back-office of Component 1: lists, change pages, two editors, what is only shown."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from acpmigration.dates import DatedFact
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.publication import publish
from technical_assistance.domain.requests import accept_request, receive_request
from technical_assistance.enums import StageKind
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry
from tests.factories.reference import CountryFactory, OrganisationFactory, RegionFactory

TODAY = date(2019, 5, 8)
LIST = "admin:technical_assistance_intervention_changelist"
REQUESTS = "admin:technical_assistance_assistancerequest_changelist"


def opened(by, title="Remittances in Samoa", country=None):
    country = country or CountryFactory(region=RegionFactory(slug="pacific"))
    when = DatedFact.on(date(2018, 1, 15))
    request = receive_request(lead=country, by=by, when=when, today=TODAY)
    return accept_request(request=request, title=title, by=by, when=when, today=TODAY)


def change_page(record):
    name = f"admin:technical_assistance_{record._meta.model_name}_change"
    return reverse(name, args=[record.pk])


def typed(response, **changes):
    """What a browser would send of the page: every field as it is shown, but for the changes."""
    data = {}
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, list):
                value = [getattr(one, "pk", one) for one in value]
            if value is not None and value is not False and not hasattr(value, "storage"):
                data[field.html_name] = value
    return data | changes


@pytest.fixture
def intervention(editor):
    return opened(editor)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [(LIST, 9), (REQUESTS, 9)])
def test_lists_take_a_fixed_number_of_queries(
    editor, editor_client, count, name, queries, django_assert_num_queries
):
    for number in range(count):
        opened(editor, title=f"Intervention {number}")

    with django_assert_num_queries(queries):
        response = editor_client.get(reverse(name))

    assert len(response.context["cl"].result_list) == count


def test_long_search_is_cut_to_eight_words(editor_client, intervention):
    response = editor_client.get(reverse(LIST), {"q": "remittances " * 300})

    assert list(response.context["cl"].result_list) == [intervention]


@pytest.mark.parametrize(
    "query",
    ["received_until__year=99999999999999999999", "received_until__year=x", "p=x", "o=99.99"],
)
def test_odd_addresses_lead_back_to_the_list(editor_client, query):
    response = editor_client.get(f"{reverse(REQUESTS)}?{query}", follow=True)

    assert response.status_code == 200
    assert response.context["cl"].result_count == 0


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


def test_change_by_the_domain_is_seen_too(editor, editor_client, intervention):
    page = change_page(intervention)
    opened_form = editor_client.get(page)
    Intervention.objects.filter(pk=intervention.pk).update(summary_en="Two sentences.")
    publish(record=intervention, by=editor, at=datetime(2019, 5, 8, tzinfo=UTC))

    refused = editor_client.post(page, typed(opened_form, title_en="Another title"))

    form = refused.context["adminform"].form
    assert form.errors["summary_en"] == ["Stored now: Two sentences."]


def test_second_editor_of_a_partner_is_refused(
    editor_client, administrator_client, intervention
):
    partner = intervention.partnerships.create(organisation=OrganisationFactory())
    page = change_page(intervention)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, **{"partnerships-0-role": "funder"}))

    refused = administrator_client.post(page, typed(second))

    formset = refused.context["inline_admin_formsets"][2].formset
    assert formset.forms[0].errors["role"] == ["Stored now: funder"]
    partner.refresh_from_db()
    assert partner.role == "funder"


def test_saving_counts_the_version_and_keeps_the_lead_country_covered(
    editor_client, intervention
):
    page = change_page(intervention)
    other = CountryFactory()

    data = typed(editor_client.get(page)) | {"countries": [other.pk]}
    editor_client.post(page, data)

    stored = Intervention.objects.get(pk=intervention.pk)
    assert stored.version == intervention.version + 1
    assert set(stored.countries.all()) == {other, stored.country}


@pytest.mark.parametrize("field", ["status", "published_at", "country", "slug", "version"])
def test_what_the_domain_owns_is_not_taken_from_the_form(editor_client, intervention, field):
    page = change_page(intervention)
    data = typed(editor_client.get(page)) | {field: "2", f"{field}_0": "2019-01-01"}

    editor_client.post(page, data)

    stored = Intervention.objects.get(pk=intervention.pk)
    expected = intervention.version + 1 if field == "version" else getattr(intervention, field)
    assert getattr(stored, field) == expected


def test_log_is_not_edited_even_by_hand(editor_client, administrator_client, intervention):
    entry = intervention.entries.in_order().first()
    before = list(ProgressEntry.objects.in_order().values())
    page = change_page(intervention)
    by_hand = {
        "entries-TOTAL_FORMS": len(before) + 1,
        "entries-0-id": entry.pk,
        "entries-0-note": "Rewritten",
        "entries-0-DELETE": "on",
        f"entries-{len(before)}-verb": "note",
        f"entries-{len(before)}-note": "Smuggled in",
        "stages-0-state": "finished",
    }

    editor_client.post(page, typed(editor_client.get(page)) | by_hand)
    own_page = reverse("admin:technical_assistance_progressentry_change", args=[entry.pk])
    refused = administrator_client.post(own_page, {"note": "Rewritten"})

    assert refused.status_code == 403
    assert list(ProgressEntry.objects.in_order().values()) == before
    assert intervention.stages.get(kind=StageKind.CONCEPT_NOTE).state == "started"


@pytest.mark.parametrize("model", ["intervention", "assistancerequest", "progressentry"])
def test_nothing_of_the_record_is_deleted(administrator_client, intervention, model):
    rows = {
        "intervention": intervention,
        "assistancerequest": intervention.request,
        "progressentry": intervention.entries.first(),
    }
    address = reverse(f"admin:technical_assistance_{model}_delete", args=[rows[model].pk])

    response = administrator_client.post(address, {"post": "yes"})

    assert response.status_code == 403
    assert type(rows[model]).objects.filter(pk=rows[model].pk).exists()


def test_interventions_come_from_requests_only(administrator_client):
    response = administrator_client.get(reverse("admin:technical_assistance_intervention_add"))

    assert response.status_code == 403


def test_markup_in_a_title_is_shown_as_text(editor, editor_client):
    record = opened(editor, title="<script>alert(1)</script>")
    add_note(intervention=record, when=None, by=editor, note="<b>bold</b>")

    pages = [
        editor_client.get(address).text
        for address in (reverse(LIST), change_page(record), change_page(record).replace("change", "history"))
    ]

    assert all("<script>alert(1)" not in page for page in pages)
    assert "&lt;script&gt;alert(1)" in pages[0]
    assert "<b>bold</b>" not in pages[1]


def test_viewer_sees_all_and_changes_nothing(viewer_client, intervention):
    page = change_page(intervention)

    shown = viewer_client.get(page)
    refused = viewer_client.post(page, {"title_en": "Mine"})

    assert "Remittances in Samoa" in shown.text
    assert "steps" not in shown.context
    assert 'name="_save"' not in shown.text
    assert refused.status_code == 403


def test_history_says_what_was_changed_and_offers_no_way_back(
    editor_client, viewer_client, intervention
):
    page = change_page(intervention)
    editor_client.post(page, typed(editor_client.get(page), title_en="A better title"))
    address = reverse("admin:technical_assistance_intervention_history", args=[intervention.pk])

    response = viewer_client.get(address)

    assert "<del>Remittances in Samoa</del> <ins>A better title</ins>" in response.text
    assert "style=" not in response.text
    version = Intervention.history.first().pk
    assert viewer_client.post(f"{address}{version}/", {"title_en": "Mine"}).status_code != 200
    assert Intervention.objects.get(pk=intervention.pk).title_en == "A better title"


def test_draft_is_previewed_by_staff_and_kept_by_nobody(viewer_client, intervention):
    address = reverse("admin:technical_assistance_intervention_preview", args=[intervention.pk])

    response = viewer_client.get(address)

    assert "This is a draft" in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_actions_say_what_was_done_and_what_was_refused(editor, editor_client):
    ready, lacking = opened(editor, title="Ready"), opened(editor, title="Lacking")
    Intervention.objects.filter(pk=ready.pk).update(summary_en="What was done.")
    selected = {"action": "publish_selected", "_selected_action": [ready.pk, lacking.pk]}

    response = editor_client.post(reverse(LIST), selected, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "1 record is public now.",
        "Lacking: The summary is missing, in English at least.",
    ]
    assert list(Intervention.objects.published()) == [ready]


def test_coordinator_is_assigned_to_the_own_region_only(
    editor, editor_client, coordinator_elsewhere
):
    own = opened(editor, title="Own")
    foreign = opened(editor, title="Foreign", country=CountryFactory())
    selected = {
        "action": "assign_coordinator_selected",
        "_selected_action": [own.pk, foreign.pk],
    }

    asked = editor_client.post(reverse(LIST), selected)
    response = editor_client.post(
        reverse(LIST), selected | {"coordinator": coordinator_elsewhere.pk}, follow=True
    )

    assert asked.context["title"] == "Assign a regional coordinator"
    assert {str(message) for message in response.context["messages"]} == {
        "1 intervention was assigned.",
        "Foreign: coordinator-elsewhere@example.org does not coordinate the region of this "
        "intervention.",
    }
    assert list(Intervention.objects.filter(coordinator=coordinator_elsewhere)) == [own]


def test_lead_of_a_decided_request_is_fixed(editor_client, intervention):
    request = intervention.request
    page = change_page(request)
    data = typed(editor_client.get(page)) | {"country": CountryFactory().pk}

    editor_client.post(page, data)

    assert AssistanceRequest.objects.get(pk=request.pk).country == request.country
