"""The back-office of Component 1: lists, change pages, actions, what is only shown."""

import pytest
from django.urls import reverse

from acpmigration.dates import DatedFact
from technical_assistance.admin.lists import NamedFilter
from technical_assistance.domain.interventions import add_note
from technical_assistance.enums import StageKind
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry
from tests.factories.accounts import UserFactory
from tests.factories.reference import CountryFactory, RegionFactory
from tests.factories.technical_assistance import FollowUpFactory, opened
from tests.technical_assistance.back_office import change_page, said, typed

BEGUN = DatedFact.parse("2018-01")
LIST = "admin:technical_assistance_intervention_changelist"
REQUESTS = "admin:technical_assistance_assistancerequest_changelist"


@pytest.fixture
def intervention(editor):
    return opened(by=editor, lead=CountryFactory(region=RegionFactory(slug="pacific")), when=BEGUN)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [(LIST, 14), (REQUESTS, 11)])
def test_lists_take_a_fixed_number_of_queries(
    editor, editor_client, count, name, queries, django_assert_num_queries
):
    for number in range(count):
        opened(by=editor, title=f"Intervention {number}")

    with django_assert_num_queries(queries):
        response = editor_client.get(reverse(name))

    assert len(response.context["cl"].result_list) == count


def test_long_search_is_cut_to_eight_words(editor_client, intervention):
    response = editor_client.get(reverse(LIST), {"q": "remittances " * 300})

    assert list(response.context["cl"].result_list) == [intervention]


@pytest.mark.parametrize(
    "query",
    [
        "received_until__year=99999999999999999999",
        "received_until__year=x",
        "published_at__year=0",
        "p=x",
        "o=99.99",
    ],
)
def test_odd_addresses_lead_back_to_the_list(editor_client, query):
    response = editor_client.get(f"{reverse(REQUESTS)}?{query}", follow=True)

    assert response.status_code == 200
    assert response.context["cl"].result_count == 0


@pytest.mark.parametrize("key", ["", "x", "NaN", "9" * 30])
def test_action_on_what_is_no_row_is_a_bad_request(editor_client, intervention, key):
    response = editor_client.post(
        reverse(LIST), {"action": "publish_selected", "_selected_action": [key]}
    )

    assert response.status_code == 400


def test_saving_counts_the_version_and_keeps_the_lead_country_covered(editor_client, intervention):
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
    record = opened(by=editor, title="<script>alert(1)</script>")
    add_note(intervention=record, when=None, by=editor, note="<b>bold</b>")

    pages = [
        editor_client.get(address).text
        for address in (
            reverse(LIST),
            change_page(record),
            change_page(record).replace("change", "history"),
        )
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


def test_viewer_is_shown_nothing_that_viewers_may_not_do(
    viewer_client, editor, editor_client, intervention
):
    add_note(intervention=intervention, when=BEGUN, by=editor, note="A call.")
    coordinator = UserFactory(name="Ana Silva", coordinator=True)
    Intervention.objects.filter(pk=intervention.pk).update(coordinator=coordinator)
    FollowUpFactory(intervention=intervention, owner=coordinator, text="Send it.")

    page = viewer_client.get(change_page(intervention)).text
    request = viewer_client.get(change_page(intervention.request)).text
    edited = editor_client.get(change_page(intervention)).text

    assert "A call." in page
    assert "Send it." in page
    assert page.count("Ana Silva") >= 2
    assert "/correct/" in edited
    assert "buttons on top" in edited
    for forbidden in ("/correct/", "buttons on top", "/admin/accounts/user/"):
        assert forbidden not in page
        assert forbidden not in request


def test_draft_is_previewed_by_staff_and_kept_by_nobody(viewer_client, intervention):
    address = reverse("admin:technical_assistance_intervention_preview", args=[intervention.pk])

    response = viewer_client.get(address)

    assert "This is a draft" in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_actions_say_what_was_done_and_what_was_refused(editor, editor_client):
    ready, lacking = opened(by=editor, title="Ready"), opened(by=editor, title="Lacking")
    Intervention.objects.filter(pk=ready.pk).update(summary_en="What was done.")
    selected = {"action": "publish_selected", "_selected_action": [ready.pk, lacking.pk]}

    asked = editor_client.post(reverse(LIST), selected)
    confirmed = selected | {"confirmed": asked.context["digest"]}
    response = editor_client.post(reverse(LIST), confirmed, follow=True)

    assert said(response) == [
        "1 record is public now.",
        "Lacking: The summary is missing, in English at least.",
    ]
    assert list(Intervention.objects.published()) == [ready]


def test_the_filter_by_coordinator_offers_those_who_are_named_and_reads_no_rows_for_it(
    editor_client, intervention, django_assert_max_num_queries
):
    named, _other = UserFactory.create_batch(2, coordinator=True)
    Intervention.objects.update(coordinator=named)

    with django_assert_max_num_queries(15) as asked:
        page = editor_client.get(reverse(LIST))

    [offered] = [f for f in page.context["cl"].filter_specs if isinstance(f, NamedFilter)]
    assert offered.lookup_choices == [(named.pk, str(named))]
    [sql] = [
        q["sql"] for q in asked.captured_queries if 'FROM "accounts_user" WHERE EXISTS' in q["sql"]
    ]
    assert '"coordinator_id" = ("accounts_user"."id")' in sql


def test_coordinator_is_assigned_to_the_own_region_only(
    editor, editor_client, coordinator_elsewhere
):
    pacific = CountryFactory(region=coordinator_elsewhere.regions.get())
    own = opened(by=editor, title="Own", lead=pacific)
    foreign = opened(by=editor, title="Foreign", lead=CountryFactory())
    selected = {
        "action": "assign_coordinator_selected",
        "_selected_action": [own.pk, foreign.pk],
    }

    asked = editor_client.post(reverse(LIST), selected)
    selected |= {"coordinator": coordinator_elsewhere.pk}
    told = editor_client.post(reverse(LIST), selected)
    response = editor_client.post(
        reverse(LIST), selected | {"confirmed": told.context["digest"]}, follow=True
    )

    assert asked.context["title"] == "Assign a regional coordinator"
    [(row, words)] = told.context["summary"].changed
    assert (row, words) == (own, f"coordinator: –, then {coordinator_elsewhere}")
    assert set(said(response)) == {
        "1 intervention was assigned.",
        f"Foreign: {coordinator_elsewhere} does not coordinate the region of this intervention.",
    }
    assert list(Intervention.objects.filter(coordinator=coordinator_elsewhere)) == [own]


def test_lead_of_a_decided_request_is_fixed(editor_client, intervention):
    request = intervention.request
    page = change_page(request)
    data = typed(editor_client.get(page)) | {"country": CountryFactory().pk}

    editor_client.post(page, data)

    assert AssistanceRequest.objects.get(pk=request.pk).country == request.country
