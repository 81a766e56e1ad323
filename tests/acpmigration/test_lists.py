"""Lists of the back-office: bounded counts, totals, dates, saved lists, changes of several rows."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from acpmigration.lists import BoundedPaginator
from acpmigration.pages.domain.saved_lists import change_list, save_list
from acpmigration.pages.models import SavedList
from acpmigration.reference.models import Organisation, Topic
from acpmigration.refusals import NotYours
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import EventFactory
from tests.factories.reference import OrganisationFactory, TopicFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory
from tests.technical_assistance.back_office import said

ORGANISATIONS = "admin:reference_organisation_changelist"
REQUESTS = "admin:technical_assistance_assistancerequest_changelist"
INTERVENTIONS = "admin:technical_assistance_intervention_changelist"
QUERIES_OF_AN_EMPTY_LIST = 5
COUNT = re.compile(r"COUNT\(", re.IGNORECASE)
BOUNDED = re.compile(r"COUNT\(\*\).* FROM \(SELECT .* LIMIT \d+\)", re.IGNORECASE | re.DOTALL)

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """A list is long from its third row on."""
    monkeypatch.setattr(BoundedPaginator, "most", 2)


def address(model):
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def test_a_long_list_is_not_counted_to_its_end(editor_client, few):
    OrganisationFactory.create_batch(3)

    page = editor_client.get(reverse(ORGANISATIONS))

    assert "more than 2 organisations" in page.text
    assert page.context["totals"] == []


def test_pages_beyond_what_is_counted_are_turned_one_by_one(editor_client, few, monkeypatch):
    monkeypatch.setattr(admin.site._registry[Organisation], "list_per_page", 1)
    rows = sorted(OrganisationFactory.create_batch(5), key=lambda row: row.name_en)

    shown = [
        list(editor_client.get(reverse(ORGANISATIONS), {"p": n}).context["cl"].result_list)
        for n in range(1, 6)
    ]
    first = editor_client.get(reverse(ORGANISATIONS))
    last = editor_client.get(reverse(ORGANISATIONS), {"p": 5})

    assert [row for [row] in shown] == rows
    assert 'href="?p=2"' in first.text
    assert 'href="?p=6"' not in last.text


@pytest.mark.parametrize("number", ["6", "0", "-1", "99999999999999999999", "x"])
def test_a_page_that_is_not_there_leads_back(editor_client, few, number):
    OrganisationFactory.create_batch(3)

    page = editor_client.get(reverse(ORGANISATIONS), {"p": number}, follow=True)

    assert page.status_code == 200


@pytest.mark.parametrize("model", admin.site._registry, ids=str)
def test_no_list_counts_a_whole_table(
    administrator_client, few, model, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15) as asked:
        administrator_client.get(address(model))

    counts = [query["sql"] for query in asked.captured_queries if COUNT.search(query["sql"])]
    assert [sql for sql in counts if not BOUNDED.search(sql) and "GROUP BY" not in sql] == []


def test_totals_are_those_of_the_list_and_lead_to_its_parts(editor_client):
    AssistanceRequestFactory.create_batch(2)
    declined = AssistanceRequestFactory(declined=True)

    page = editor_client.get(reverse(REQUESTS))

    totals = dict(page.context["totals"])["State"]
    assert [(total.label, total.number) for total in totals] == [("received", 2), ("declined", 1)]
    part = editor_client.get(reverse(REQUESTS) + totals[1].address)
    assert list(part.context["cl"].result_list) == [declined]


def selected(page, captured, *, table, by):
    """Of the page's queries those that choose rows by what was asked, not by keys known before."""
    keys = page.context["cl"].paginator.keys
    asked = [query["sql"] for query in captured.captured_queries if by in query["sql"]]
    known = re.compile(rf'"{table}"."id" IN \((?:{"|".join(map(str, keys))})\b')
    return [sql for sql in asked if not known.search(sql)]


@pytest.mark.parametrize("most", [2, 100])
@pytest.mark.parametrize("per_page", [1, 100])
def test_a_search_reads_the_table_once_however_much_stands_around_its_rows(
    editor_client, monkeypatch, django_assert_max_num_queries, most, per_page
):
    monkeypatch.setattr(BoundedPaginator, "most", most)
    monkeypatch.setattr(admin.site._registry[Intervention], "list_per_page", per_page)
    for status in ("ongoing", "completed", "ongoing"):
        InterventionFactory(title="Visas", status=status, published=True)
    InterventionFactory(title="Remittances")

    with django_assert_max_num_queries(20) as captured:
        page = editor_client.get(reverse(INTERVENTIONS), {"q": "visas"})

    shown = page.context["cl"]
    assert [row.title for row in shown.result_list] == ["Visas"] * min(per_page, 3)
    assert (shown.paginator.is_capped, bool(page.context["totals"])) == (most < 3, most > 2)
    table = Intervention._meta.db_table
    assert len(selected(page, captured, table=table, by="visas")) == 1


def test_a_long_list_is_narrowed_down_by_year_without_reading_it(editor_client, few):
    for year in (2016, 2018, 2018):
        EventFactory(starts_from=f"{year}-05-08", starts_until=f"{year}-05-08")
    events = reverse("admin:knowledge_event_changelist")

    years = editor_client.get(events).context["dates"]["choices"]
    months = editor_client.get(events + years[2]["link"])

    assert [choice["title"] for choice in years] == ["2016", "2017", "2018"]
    assert months.context["cl"].result_count == 2


@pytest.mark.parametrize(
    ("model", "first"),
    [
        (Intervention, ["code", "title", "public", "translations_shown", "to_mend"]),
        (AssistanceRequest, ["lead_shown", "public", "to_mend"]),
        (Organisation, ["name", "translations_shown", "to_mend"]),
        (Topic, ["name", "translations_shown"]),
    ],
    ids=str,
)
def test_how_a_row_stands_is_told_beside_its_name(editor_client, model, first):
    columns = editor_client.get(address(model)).context["cl"].list_display

    assert [name for name in columns if name != "action_checkbox"][: len(first)] == first


# Saved lists -------------------------------------------------------------------------------------


def keep(client, **more):
    sent = {"kind": "reference.organisation", "query": "kind__exact=ngo&p=3", "name": "NGOs"}
    return client.post(reverse("admin:saved-list-add"), sent | more, follow=True)


def test_a_list_is_kept_under_a_name_and_stands_above_the_rows(editor, editor_client):
    page = keep(editor_client)

    saved = SavedList.objects.get()
    assert (saved.owner, saved.query, saved.is_shared) == (editor, "kind__exact=ngo", False)
    assert page.redirect_chain == [(f"{reverse(ORGANISATIONS)}?kind__exact=ngo", 302)]
    assert f'href="{reverse(ORGANISATIONS)}?kind__exact=ngo" aria-current="true"' in page.text


def test_a_list_of_the_same_name_is_refused_at_the_name(editor_client):
    keep(editor_client)

    page = keep(editor_client)

    assert page.status_code == 422
    assert page.context["form"].errors == {"name": ["You have a list of this name already."]}
    assert 'value="NGOs"' in page.text


def test_another_person_is_offered_what_is_shared_and_nothing_else(editor_client, viewer_client):
    keep(editor_client)
    keep(editor_client, name="For all", is_shared="on")

    page = viewer_client.get(reverse(ORGANISATIONS))

    assert [each.label for each in page.context["saved_lists"]] == ["For all"]


def test_nobody_changes_or_gives_up_the_list_of_another(editor_client, viewer_client):
    keep(editor_client, is_shared="on")
    saved = SavedList.objects.get()
    page = reverse("admin:saved-list", args=[saved.pk])

    changed = viewer_client.post(page, {f"{saved.pk}-name": "Mine"}, follow=True)
    deleted = viewer_client.post(page, {"delete": ""}, follow=True)

    assert said(changed) == said(deleted) == ["This list is somebody else’s."]
    assert SavedList.objects.get().name == "NGOs"


def test_the_owner_renames_shares_and_gives_up(editor_client):
    keep(editor_client)
    saved = SavedList.objects.get()
    page = reverse("admin:saved-list", args=[saved.pk])

    editor_client.post(page, {f"{saved.pk}-name": "All NGOs", f"{saved.pk}-is_shared": "on"})
    saved.refresh_from_db()
    editor_client.post(page, {"delete": ""})

    assert (saved.name, saved.is_shared) == ("All NGOs", True)
    assert not SavedList.objects.exists()


def test_a_name_that_is_no_name_is_said_at_the_field(editor_client):
    keep(editor_client)
    saved = SavedList.objects.get()

    page = editor_client.post(
        reverse("admin:saved-list", args=[saved.pk]), {f"{saved.pk}-name": "x" * 81}
    )

    assert page.status_code == 422
    assert "x" * 81 in page.text


@pytest.mark.parametrize(
    ("kind", "status"),
    [("", 400), ("auth.group", 400), ("accounts.user", 403), ("//elsewhere.example", 400)],
)
def test_a_list_that_the_person_has_not_is_not_kept(editor_client, kind, status):
    assert keep(editor_client, kind=kind).status_code == status
    assert not SavedList.objects.exists()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Narrow the list down first: this is the whole of it."),
        ("p=3&e=1", "Narrow the list down first: this is the whole of it."),
        ("no_such_column=1", "The back-office has no such list: nothing was kept."),
        ("kind__exact__nonsense=1", "The back-office has no such list: nothing was kept."),
        ("q=a%00b", "The back-office has no such list: nothing was kept."),
        (
            "//elsewhere.example/?x=javascript:alert(1)#",
            "The back-office has no such list: nothing was kept.",
        ),
    ],
)
def test_a_list_that_cannot_be_opened_again_is_refused_in_words(editor_client, query, words):
    page = keep(editor_client, query=query)

    assert page.status_code == 422
    assert page.context["form"].errors == {"name": [words]}
    assert not SavedList.objects.exists()


def test_a_viewer_keeps_a_list_alone_and_is_not_asked_to_share_it(viewer, viewer_client):
    page = keep(viewer_client, is_shared="on")
    saved = SavedList.objects.get()
    address = reverse("admin:saved-list", args=[saved.pk])
    own = viewer_client.get(reverse("admin:saved-lists"))
    viewer_client.post(address, {f"{saved.pk}-name": "Mine", f"{saved.pk}-is_shared": "on"})
    saved.refresh_from_db()

    assert 'name="is_shared"' not in viewer_client.get(reverse(ORGANISATIONS), {"q": "a"}).text
    assert "is_shared" not in own.text
    assert page.status_code == 200
    assert (saved.owner, saved.name, saved.is_shared) == (viewer, "Mine", False)


def test_only_editors_share(viewer):
    told = {"kind": "reference.topic", "name": "All", "query": "q=a", "by": viewer}
    saved = save_list(is_shared=False, **told)

    with pytest.raises(NotYours, match="Only editors share"):
        save_list(is_shared=True, **told)
    with pytest.raises(NotYours, match="Only editors share"):
        change_list(saved=saved, name="All", is_shared=True, by=viewer)


@pytest.mark.parametrize("count", [1, 3])
def test_a_shared_list_says_whose_it_is(
    editor_client, viewer_client, count, django_assert_num_queries
):
    for number in range(count):
        keep(editor_client, name=f"List {number}", query=f"q={number}", is_shared="on")
        other = UserFactory(editor=True, name=f"Ana Silva {number}")
        SavedList.objects.filter(name=f"List {number}").update(owner=other)

    viewer_client.get(reverse(ORGANISATIONS))

    with django_assert_num_queries(QUERIES_OF_AN_EMPTY_LIST):
        page = viewer_client.get(reverse(ORGANISATIONS))

    assert [each.whose for each in page.context["saved_lists"]] == [
        f"Ana Silva {number}" for number in range(count)
    ]
    assert "Ana Silva 0" in page.text


def test_an_address_that_is_too_long_is_refused(editor_client):
    page = keep(editor_client, query="q=" + "x" * 2_000)

    assert page.status_code == 422
    assert "more than can be kept" in page.text


# Changes of several rows -------------------------------------------------------------------------


def chosen(action, *rows, **more):
    return {"action": action, "_selected_action": [row.pk for row in rows]} | more


def summed_up(page, part):
    return [(str(row), str(words)) for row, words in getattr(page.context["summary"], part)]


def confirm(client, page, sent):
    confirmed = sent | {"confirmed": page.context["digest"]}
    return client.post(reverse(INTERVENTIONS), confirmed, follow=True)


def test_a_summary_says_what_changes_what_is_refused_and_what_stays_and_changes_nothing(
    editor_client,
):
    draft, public = InterventionFactory(title="Draft"), InterventionFactory(published=True)
    lacking = InterventionFactory(title="Lacking", summary="")
    before = list(Intervention.objects.order_by("pk").values())

    page = editor_client.post(
        reverse(INTERVENTIONS), chosen("publish_selected", draft, public, lacking)
    )

    assert summed_up(page, "changed") == [("Draft", "becomes public")]
    assert summed_up(page, "refused") == [
        ("Lacking", "The summary is missing, in English at least.")
    ]
    assert summed_up(page, "staying") == [(str(public), "This record is public already.")]
    assert list(Intervention.objects.order_by("pk").values()) == before
    assert Intervention.history.filter(history_change_reason="publish").count() == 0


def test_a_summary_is_in_one_order_however_the_list_is(editor_client):
    drafts = InterventionFactory.create_batch(3)
    sent = chosen("publish_selected", *reversed(drafts))

    # Of two that tick the same rows in other orders, each would wait for the other.
    for order in ("1", "-1"):
        page = editor_client.post(f"{reverse(INTERVENTIONS)}?o={order}", sent)
        assert summed_up(page, "changed") == [(str(row), "becomes public") for row in drafts]


def test_what_was_confirmed_is_done(editor_client):
    draft = InterventionFactory()
    sent = chosen("publish_selected", draft)

    answer = confirm(editor_client, editor_client.post(reverse(INTERVENTIONS), sent), sent)

    assert said(answer) == ["1 record is public now."]
    assert list(Intervention.objects.published()) == [draft]


def test_a_summary_that_is_no_longer_true_is_shown_again(editor_client):
    draft = InterventionFactory()
    sent = chosen("publish_selected", draft)
    page = editor_client.post(reverse(INTERVENTIONS), sent)
    Intervention.objects.filter(pk=draft.pk).update(version=7, summary_en="")

    again = confirm(editor_client, page, sent)

    assert "Somebody changed these records meanwhile" in again.text
    assert summed_up(again, "changed") == []
    assert not Intervention.objects.published().exists()


def test_a_confirmation_of_other_rows_or_of_another_topic_counts_for_nothing(editor_client):
    one, other = InterventionFactory.create_batch(2)
    topic, another = TopicFactory.create_batch(2)
    asked = editor_client.post(
        reverse(INTERVENTIONS), chosen("add_topic_selected", one, topic=topic.pk)
    )

    confirm(editor_client, asked, chosen("add_topic_selected", other, topic=topic.pk))
    confirm(editor_client, asked, chosen("add_topic_selected", one, topic=another.pk))

    assert not Intervention.topics.through.objects.exists()


def test_a_confirmation_of_another_action_counts_for_nothing(editor_client):
    draft = InterventionFactory()
    asked = editor_client.post(reverse(INTERVENTIONS), chosen("mark_ready_selected", draft))

    again = confirm(editor_client, asked, chosen("publish_selected", draft))

    assert summed_up(again, "changed") == [(str(draft), "becomes public")]
    assert not Intervention.objects.published().exists()


def test_more_rows_than_a_form_may_hold_are_refused_in_the_same_words(editor_client):
    sent = {"action": "publish_selected", "_selected_action": list(range(1, 2_001))}

    answer = editor_client.post(
        f"{reverse(INTERVENTIONS)}?status__exact=ongoing", sent, follow=True
    )

    assert answer.redirect_chain == [(f"{reverse(INTERVENTIONS)}?status__exact=ongoing", 302)]
    assert said(answer) == [
        "At most 500 records are changed at once. Narrow the list down, or choose fewer."
    ]


def test_other_forms_that_hold_too_much_are_still_refused(editor_client):
    sent = {f"field_{number}": "" for number in range(2_001)}

    assert editor_client.post(reverse("admin:saved-list-add"), sent).status_code == 400


def test_a_rule_of_quality_that_there_is_not_is_said_and_shows_no_row(editor_client):
    InterventionFactory()

    unknown = editor_client.get(reverse(INTERVENTIONS), {"quality": "no-such-rule"})
    none = editor_client.get(reverse(INTERVENTIONS))

    assert said(unknown) == ["There is no such rule of data quality: no row is shown."]
    assert (unknown.context["cl"].result_count, none.context["cl"].result_count) == (0, 1)
    assert said(none) == []


def test_too_many_rows_at_once_are_refused_in_words(editor_client, monkeypatch):
    monkeypatch.setattr("acpmigration.several.MOST_AT_ONCE", 2)
    rows = InterventionFactory.create_batch(3)
    every = chosen("publish_selected", rows[0], select_across="1")

    answer = editor_client.post(reverse(INTERVENTIONS), every, follow=True)

    assert said(answer) == [
        "At most 2 records are changed at once. Narrow the list down, or choose fewer."
    ]


def test_filters_survive_a_change(editor_client):
    draft = InterventionFactory()
    sent = chosen("publish_selected", draft)
    here = f"{reverse(INTERVENTIONS)}?status__exact=ongoing"
    page = editor_client.post(here, sent)

    answer = editor_client.post(here, sent | {"confirmed": page.context["digest"]})

    assert answer.headers["Location"] == here


def test_a_topic_is_given_with_one_line_of_history(editor, editor_client):
    row, topic = InterventionFactory(), TopicFactory(name="Remittances")
    lines = row.history.count()
    sent = chosen("add_topic_selected", row, topic=topic.pk)

    asked = editor_client.post(reverse(INTERVENTIONS), chosen("add_topic_selected", row))
    page = editor_client.post(reverse(INTERVENTIONS), sent)
    confirm(editor_client, page, sent)

    assert "Show what will change" in asked.text
    assert summed_up(page, "changed") == [(str(row), "gets the topic Remittances")]
    row.refresh_from_db()
    assert (list(row.topics.all()), row.version) == ([topic], 1)
    assert row.history.count() == lines + 1
    assert row.history.first().history_user == editor


def test_a_topic_is_taken_away(editor_client):
    row, topic = InterventionFactory(), TopicFactory()
    row.topics.add(topic)
    sent = chosen("remove_topic_selected", row, topic=topic.pk)

    confirm(editor_client, editor_client.post(reverse(INTERVENTIONS), sent), sent)

    assert not row.topics.exists()


@pytest.mark.parametrize("topic", ["", "x", "999999"])
def test_a_topic_that_is_none_is_said_at_the_field(editor_client, topic):
    row = InterventionFactory()

    page = editor_client.post(
        reverse(INTERVENTIONS), chosen("add_topic_selected", row, topic=topic)
    )

    assert list(page.context["form"].errors) == ["topic"]


def test_a_viewer_is_offered_no_change(viewer_client):
    row = AssistanceRequestFactory()

    viewer_client.post(
        reverse(REQUESTS), chosen("add_topic_selected", row, topic=TopicFactory().pk)
    )

    assert not AssistanceRequest.topics.through.objects.exists()


def test_a_shared_list_outlives_nobody(editor_client):
    owner = UserFactory()
    SavedList.objects.create(owner=owner, kind="reference.organisation", name="x", is_shared=True)

    owner.delete()

    assert not SavedList.objects.exists()
