from datetime import date, timedelta

import pytest

from acpmigration.pages.models import OutgoingMail
from acpmigration.publication import mark_ready, schedule
from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.saving import CannotTakeBack
from acpmigration.spreadsheets.sheets import sheet_of, sheets
from experts.enums import DeploymentState
from experts.models import Deployment
from knowledge.models import Event, KnowledgeProduct
from nsa_grants.models import GrantProject
from technical_assistance.enums import RequestState, Status
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.experts import DeploymentFactory, ExpertFactory
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.spreadsheets import NOW, carried_out, drawn, problems_of
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory

pytestmark = pytest.mark.django_db


def test_there_are_eight_kinds():
    assert sorted(sheet.key for sheet in sheets()) == [
        "countries",
        "deployments",
        "events",
        "grants",
        "interventions",
        "organisations",
        "products",
        "requests",
    ]


def test_viewers_take_out_what_they_read_and_bring_nothing_in(viewer, editor, coordinator):
    for sheet in sheets():
        assert sheet.may_export(viewer) == (sheet.key != "deployments")
        assert (sheet.may_use(viewer), sheet.may_use(coordinator)) == (False, False)
        assert (sheet.may_use(editor), sheet.may_export(editor)) == (True, True)


def test_a_new_grant_covers_its_country_and_is_a_draft(editor):
    samoa = CountryFactory(name="Samoa")
    TopicFactory(slug="thb", name="Trafficking")
    intervention = InterventionFactory(country=samoa, code="TA/003/2017")
    line = {
        "title_en": "A play",
        "kind": "national",
        "country": "samoa",
        "topics": "Trafficking",
        "intervention": "TA/003/2017",
        "amount": "12 500,50",
        "is_amount_public": "sim",
        "started": "2018",
    }

    carried_out(sheet_of("grants"), line, by=editor)

    made = GrantProject.objects.get()
    assert (made.slug, made.is_published, made.is_amount_public) == ("a-play", False, True)
    assert (str(made.amount), made.started.written) == ("12500.50", "2018")
    assert (list(made.countries.all()), made.intervention) == ([samoa], intervention)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ({"intervention": "elsewhere"}, "intervention"),
        ({"intervention": "no-such"}, "intervention"),
        ({"country": None}, "country"),
        ({"no_intervention_reason": None}, "no_intervention_reason"),
        ({"amount": "1,234"}, "amount"),
        ({"amount": -1}, "amount"),
        ({"is_amount_public": "perhaps"}, "is_amount_public"),
        ({"started": "2018", "ended": "2017"}, "ended"),
        ({"started": "2018", "cancelled": "2017"}, "cancelled"),
        ({"kind": None}, "kind"),
    ],
)
def test_the_rules_of_a_grant_are_said_in_words(editor, line, column):
    grant = GrantProjectFactory()
    InterventionFactory(slug="elsewhere")

    (difference,) = drawn(sheet_of("grants"), {"slug": grant.slug} | line, by=editor)

    assert difference.outcome == RowOutcome.REFUSED
    assert [where for where, _sentence in problems_of(difference)] == [column]
    assert difference.problems[0].cell == f"{'ABC'[len(line)]}2"


def test_a_product_covers_the_regions_of_its_countries(editor):
    pacific = RegionFactory(slug="pacific")
    CountryFactory(name="Samoa", region=pacific)
    product = KnowledgeProductFactory()

    carried_out(sheet_of("products"), {"slug": product.slug, "countries": "Samoa"}, by=editor)

    assert list(product.regions.all()) == [pacific]


def test_a_product_is_no_extract_of_itself(editor):
    whole = KnowledgeProductFactory(slug="whole")
    KnowledgeProductFactory(slug="part", extract_of=whole)

    (difference,) = drawn(sheet_of("products"), {"slug": "whole", "extract_of": "part"}, by=editor)

    assert [column for column, _sentence in problems_of(difference)] == ["extract_of"]


def test_what_several_cells_name_is_refused_word_by_word(editor):
    event = EventFactory(slug="seminar")
    KnowledgeProductFactory(slug="known")

    (difference,) = drawn(
        sheet_of("events"), {"slug": event.slug, "products_discussed": "known; knowm"}, by=editor
    )

    (problem,) = difference.problems
    assert problem.sentence == "“knowm” is not known here."


def test_rich_text_is_compared_as_it_would_be_kept(editor):
    event = EventFactory(slug="seminar", outcomes="<p>Agreed.</p>")
    line = {"slug": event.slug, "outcomes_en": "<p>Agreed.</p><script>alert(1)</script>"}

    (difference,) = drawn(sheet_of("events"), line, by=editor)

    assert difference.outcome == RowOutcome.SAME


def test_events_and_products_that_were_new_are_gone_after_they_were_taken_back(editor):
    for key, model in (("events", Event), ("products", KnowledgeProduct)):
        kind = {"events": "forum", "products": "guide"}[key]
        rows = carried_out(sheet_of(key), {"title_en": "New", "kind": kind}, by=editor)
        assert model.objects.count() == 1

        sheet_of(key).take_back(rows, by=editor, at=NOW)

        assert not model.objects.exists()


def test_a_new_request_is_received_and_decides_nothing(editor):
    CountryFactory(name="Samoa", slug="samoa")
    line = {"country": "Samoa", "received": "2018-03", "sources": "A letter."}

    carried_out(sheet_of("requests"), line, by=editor)

    made = AssistanceRequest.objects.get()
    assert (made.slug, made.state, made.is_published) == ("samoa", RequestState.RECEIVED, False)
    assert made.received.written == "2018-03"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ({"state": "accepted"}, "state"),
        ({"country": "Togo"}, "country"),
        ({"received": "2018-04"}, "received"),
        ({"decided": "2018-04"}, "decided"),
    ],
)
def test_what_was_decided_of_a_request_is_not_typed_over(editor, line, column):
    CountryFactory(name="Togo")
    request = AssistanceRequestFactory(declined=True)

    (difference,) = drawn(sheet_of("requests"), {"slug": request.slug} | line, by=editor)

    assert [where for where, _sentence in problems_of(difference)] == [column]


@pytest.fixture
def deployment():
    return DeploymentFactory(
        intervention=InterventionFactory(slug="borders"), expert=ExpertFactory(active=True)
    )


def line_of(deployment) -> dict:
    return {
        "expert": deployment.expert.reference,
        "intervention": "borders",
        "stage": "baseline assessment",
        "starts_on": "1 April 2019",
        "last_day": date(2019, 4, 14),
        "days": 10,
    }


def test_a_deployment_is_found_by_who_where_and_when(deployment, editor):
    (same,) = drawn(sheet_of("deployments"), line_of(deployment), by=editor)
    (changed,) = drawn(sheet_of("deployments"), line_of(deployment) | {"days": 9}, by=editor)

    assert (same.outcome, changed.outcome) == (RowOutcome.SAME, RowOutcome.CHANGED)
    assert [(c.column, c.old, c.new) for c in changed.changes] == [("days", "10", "9")]
    assert deployment.expert.name not in changed.label


def test_deployments_are_planned_and_changed_by_the_domain(deployment, editor):
    sheet = sheet_of("deployments")
    new = line_of(deployment) | {"starts_on": "2019-06-01", "last_day": "2019-06-10", "days": 5}

    rows = carried_out(sheet, line_of(deployment) | {"days": 9}, new, by=editor)

    assert sorted(Deployment.objects.values_list("days", flat=True)) == [5, 9]
    sheet.take_back(rows, by=editor, at=NOW)
    states = Deployment.objects.order_by("pk").values_list("days", "state")
    assert list(states) == [(10, DeploymentState.PLANNED), (5, DeploymentState.CANCELLED)]


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        ({"days": 15}, "days", "There are fewer days between these dates than working days."),
        ({"stage": "concept note"}, "stage", "Experts are deployed to stages iii and iv only."),
        ({"expert": "EXP-00000000"}, "expert", "“EXP-00000000” is not known here."),
        ({"last_day": "2019-03-01"}, "last_day", "The end is before the beginning."),
        ({"last_day": "2019-08"}, "last_day", "“2019-08” is not a day. Write it as 2018-08-03."),
        (
            {"last_day": "2019-12-31", "days": 61},
            "days",
            "With these the intervention takes 1 day more than 60. Say why.",
        ),
    ],
)
def test_what_no_deployment_can_be_is_refused(deployment, editor, line, column, sentence):
    (difference,) = drawn(sheet_of("deployments"), line_of(deployment) | line, by=editor)

    assert (column, sentence) in problems_of(difference)
    assert all(problem.cell for problem in difference.problems)
    assert Deployment.objects.get().days == 10


def test_nobody_is_planned_who_is_not_active_or_where_all_is_over(deployment, editor):
    new = line_of(deployment) | {"starts_on": "2019-06-01", "last_day": "2019-06-10", "days": 5}
    idle = ExpertFactory(received=True)

    (of_idle,) = drawn(sheet_of("deployments"), new | {"expert": idle.reference}, by=editor)
    Intervention.objects.update(status=Status.CANCELLED)
    (cancelled,) = drawn(sheet_of("deployments"), new, by=editor)

    assert problems_of(of_idle) == [
        ("expert", "Only people whose profile is active can be deployed.")
    ]
    assert problems_of(cancelled) == [("intervention", "The intervention was cancelled.")]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("invited", "was asked to do this: change it on its page, which asks again."),
        ("agreed", "has agreed to this: change it on its page, which asks again."),
        ("refused", "has turned this down: change it on its page, which plans it again."),
    ],
)
def test_a_cell_undoes_no_answer_of_an_expert(deployment, editor, state, sentence):
    Deployment.objects.update(
        state=state,
        invited_at=NOW,
        invited_by=editor,
        answered_at=None if state == "invited" else NOW,
    )

    same, changed = (
        drawn(sheet_of("deployments"), line_of(deployment) | {"days": days}, by=editor)[0]
        for days in (10, 9)
    )

    assert same.outcome == RowOutcome.SAME
    assert problems_of(changed) == [("days", f"{deployment.expert.reference} {sentence}")]
    assert changed.problems[0].cell == "F2"
    assert not OutgoingMail.objects.exists()


def test_what_an_expert_agreed_to_since_is_not_taken_back(deployment, editor):
    rows = carried_out(sheet_of("deployments"), line_of(deployment) | {"days": 9}, by=editor)
    Deployment.objects.update(state="agreed", invited_at=NOW, invited_by=editor, answered_at=NOW)

    with pytest.raises(CannotTakeBack, match="has agreed to this"):
        sheet_of("deployments").take_back(rows, by=editor, at=NOW)

    assert Deployment.objects.get().state == DeploymentState.AGREED


def test_a_published_event_is_not_taken_back_by_an_import(editor):
    rows = carried_out(sheet_of("events"), {"title_en": "New", "kind": "forum"}, by=editor)
    Event.objects.update(published_at=NOW, published_by=editor)

    with pytest.raises(CannotTakeBack, match="It is public meanwhile"):
        sheet_of("events").take_back(rows, by=editor, at=NOW)


ON_THEIR_WAY = {
    "public": lambda by: GrantProjectFactory(published=True),
    "ready": lambda by: mark_ready(record=GrantProjectFactory(), by=by, at=NOW),
    "scheduled": lambda by: schedule(
        record=GrantProjectFactory(), on=NOW.date() + timedelta(days=7), by=by, at=NOW
    ),
}


@pytest.mark.parametrize("make", ON_THEIR_WAY.values(), ids=ON_THEIR_WAY.keys())
def test_no_import_takes_from_what_is_on_its_way_what_its_page_needs(editor, make):
    grant = make(editor)

    (difference,) = drawn(sheet_of("grants"), {"slug": grant.slug, "summary_en": None}, by=editor)

    assert [column for column, _sentence in problems_of(difference)] == ["summary_en"]
