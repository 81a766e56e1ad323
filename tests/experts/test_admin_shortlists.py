"""Shortlists and deployments in the back-office, from the page of an intervention on."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from experts.enums import Decision, DeploymentState, Gender, Level, Standing
from experts.models import Choice, Deployment, Shortlist
from tests.experts.acting import audited
from tests.factories.experts import (
    ChoiceFactory,
    DeploymentFactory,
    ExpertFactory,
    ShortlistFactory,
)
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import change_page, form_errors, said, step_of

pytestmark = pytest.mark.django_db
VIEWED = "experts.profile-viewed"
FIND = reverse("admin:experts_expert_find")


def send(client, page, **words):
    return client.post(page, {"key": uuid.uuid4(), **words})


def make_page(intervention, stage=3):
    return reverse("admin:experts_shortlist_make", args=[intervention.pk, stage])


def add_page(shortlist, expert):
    return reverse("admin:experts_shortlist_person", args=[shortlist.pk, expert.pk])


def test_a_shortlist_is_made_from_the_page_of_the_intervention(editor_client):
    intervention = InterventionFactory(topics=[TopicFactory()])

    page = editor_client.get(change_page(intervention))
    asked = editor_client.get(make_page(intervention))
    answer = send(editor_client, make_page(intervention))
    again = editor_client.get(make_page(intervention))

    made = Shortlist.objects.get()
    assert f'href="{make_page(intervention)}"' in page.text
    assert "Make a shortlist" in asked.text
    assert answer["Location"] == again["Location"] == change_page(made)
    assert list(made.topics.all()) == list(intervention.topics.all())


@pytest.mark.parametrize("stage", [0, 1, 2, 5])
def test_other_stages_have_no_shortlist(editor_client, stage):
    assert editor_client.get(make_page(InterventionFactory(), stage)).status_code == 404


def test_the_page_of_the_intervention_shows_meter_and_people_to_editors_only(
    editor_client, viewer_client
):
    intervention = InterventionFactory()
    ChoiceFactory(shortlist__intervention=intervention)
    DeploymentFactory(intervention=intervention, expert__name="Ana Sol", days=49)

    editor, viewer = (
        client.get(change_page(intervention)).text for client in (editor_client, viewer_client)
    )

    assert "Ana Sol" in editor
    assert "Shortlist with 1 person" in editor
    assert "49 of 60 days: little is left." in editor
    for private in ("Ana Sol", "Shortlist", "49 of 60", 'id="experts"'):
        assert private not in viewer


@pytest.fixture
def pacific():
    return RegionFactory(slug="pacific", name="Pacific")


@pytest.fixture
def vanuatu(pacific):
    return CountryFactory(region=pacific, name="Vanuatu")


@pytest.fixture
def shortlist(vanuatu):
    return ShortlistFactory(
        intervention__country=vanuatu,
        topics=[TopicFactory(slug="visas", name="Visas")],
        language="fr",
        level=Level.FLUENT,
        starts_on=date(2019, 6, 3),
        ends_before=date(2019, 7, 1),
    )


def test_each_person_stands_beside_the_criteria_in_words_without_a_score(
    editor_client, shortlist, vanuatu
):
    topic = shortlist.topics.get()
    expert = ExpertFactory(
        active=True,
        topics=[topic],
        countries_worked=[CountryFactory()],
        standing=Standing.OFFICIAL,
        government=vanuatu,
    )
    ChoiceFactory(shortlist=shortlist, expert=expert)

    shown = editor_client.get(change_page(shortlist))

    [row] = shown.context["rows"]
    assert [(str(cell.asked), cell.word) for cell in row["line"].cells] == [
        ("Visas", "met"),
        ("Worked in Vanuatu", "not met"),
        ("Worked in the region Pacific", "not met"),
        ("French, at least fluent", "unknown"),
        ("Available in these dates", "met"),
    ]
    assert "Official of the government of Vanuatu, where this intervention works." in shown.text
    assert "The profile was not confirmed for a year." in shown.text
    assert audited()[-1][0] == "experts.shortlist-viewed"


def test_the_gender_balance_counts_who_was_not_dropped(editor_client, shortlist):
    for gender, decision in (
        (Gender.WOMAN, Decision.LISTED),
        (Gender.WOMAN, Decision.CHOSEN),
        (Gender.MAN, Decision.LISTED),
        (Gender.MAN, Decision.DROPPED),
    ):
        expert = ExpertFactory(active=True, gender=gender)
        ChoiceFactory(shortlist=shortlist, expert=expert, decision=decision)

    shown = editor_client.get(change_page(shortlist))

    assert shown.context["genders"] == [
        ("woman", 2),
        ("man", 1),
        ("another", 0),
        ("not said", 0),
    ]
    assert "woman: 2, man: 1, another: 0, not said: 0." in shown.text


def test_people_are_sorted_by_name_or_freshness(editor_client, shortlist):
    old = ExpertFactory(active=True, name="A")
    fresh = ExpertFactory(active=True, name="B", confirmed_at=old.confirmed_at + timedelta(days=1))
    for expert in (fresh, old):
        ChoiceFactory(shortlist=shortlist, expert=expert)

    def order(query):
        rows = editor_client.get(change_page(shortlist) + query).context["rows"]
        return [row["line"].expert for row in rows]

    assert order("") == order("?sort=name") == order("?sort=score") == [old, fresh]
    assert order("?sort=fresh") == [fresh, old]


def test_a_shortlist_takes_a_fixed_number_of_queries(
    editor_client, shortlist, django_assert_max_num_queries
):
    def add():
        choice = ChoiceFactory(shortlist=shortlist)
        choice.events.create(decision="listed", reason="Why.", at=choice.at, by=choice.by)
        DeploymentFactory(expert=choice.expert)

    def ask():
        with django_assert_max_num_queries(23) as asked:
            assert editor_client.get(change_page(shortlist)).status_code == 200
        return len(asked)

    add()
    with_one = ask()
    add()
    add()

    assert ask() == with_one


def test_candidates_are_looked_for_with_the_criteria_of_the_shortlist(
    editor_client, shortlist, vanuatu
):
    topic = shortlist.topics.get()
    told = {"topics": [topic], "countries_worked": [vanuatu], "languages": {"fr": Level.FLUENT}}
    expert = ExpertFactory(active=True, name="Ana Sol", **told)
    ExpertFactory(active=True, **{**told, "languages": {"fr": Level.BASIC}})

    page = editor_client.get(change_page(shortlist)).context["find"]
    found = editor_client.get(page)

    assert [line.expert for line in found.context["rows"]] == [expert]
    assert f'href="{add_page(shortlist, expert)}"' in found.text
    assert '<h2 data-count="1">' in found.text


def test_a_person_is_added_with_a_reason_and_then_known_to_be_on_the_list(
    editor_client, editor, shortlist
):
    expert = ExpertFactory(active=True, name="Ana Sol")
    page = add_page(shortlist, expert)

    asked = editor_client.get(page)
    refused = send(editor_client, page, reason="")
    answer = send(editor_client, page, reason="Knows the ministry.")
    again = send(editor_client, page, reason="Once more.")
    found = editor_client.get(f"{FIND}?shortlist={shortlist.pk}")

    choice = Choice.objects.get()
    assert "Ana Sol" in asked.text
    assert form_errors(refused) == {"reason": ["Say why."]}
    assert answer["Location"] == change_page(shortlist)
    assert (choice.expert, choice.reason, choice.by) == (expert, "Knows the ministry.", editor)
    assert form_errors(again) == {"__all__": ["This expert is on the shortlist already."]}
    assert page not in found.text
    assert "on it" in found.text


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("choose", Decision.LISTED, Decision.CHOSEN),
        ("drop", Decision.CHOSEN, Decision.DROPPED),
        ("relist", Decision.DROPPED, Decision.LISTED),
    ],
)
def test_a_decision_is_made_with_its_reason(editor_client, shortlist, verb, before, after):
    choice = ChoiceFactory(shortlist=shortlist, decision=before)
    page = step_of(shortlist, verb, choice.pk)

    listed = editor_client.get(change_page(shortlist))
    refused = send(editor_client, page, reason="")
    send(editor_client, page, reason="Free in June.")

    choice.refresh_from_db()
    assert f'href="{page}"' in listed.text
    assert form_errors(refused) == {"reason": ["Say why."]}
    assert (choice.decision, choice.reason) == (after, "Free in June.")


def test_whoever_is_named_was_looked_at(editor_client, editor, shortlist):
    choice = ChoiceFactory(shortlist=shortlist)
    deployment = DeploymentFactory()
    looked = [
        (change_page(shortlist), "experts.shortlist-viewed", str(shortlist.pk)),
        (step_of(shortlist, "choose", choice.pk), VIEWED, str(choice.expert_id)),
        (add_page(shortlist, deployment.expert), VIEWED, str(deployment.expert_id)),
        (change_page(deployment), "experts.deployment-viewed", str(deployment.pk)),
        (reverse("admin:experts_deployment_changelist"), "experts.deployments-listed", ""),
        (
            change_page(shortlist.intervention),
            "experts.panel-viewed",
            str(shortlist.intervention_id),
        ),
    ]

    for page, event, subject in looked:
        editor_client.get(page)
        assert audited()[-1] == (event, editor.pk, subject, ""), page
    assert len(audited()) == len(looked)


def test_a_viewer_sees_the_intervention_and_nobody_was_looked_at(viewer_client, shortlist):
    viewer_client.get(change_page(shortlist.intervention))

    assert audited() == []


def test_a_choice_of_another_shortlist_is_missing(editor_client, shortlist):
    page = step_of(shortlist, "choose", ChoiceFactory().pk)

    assert editor_client.get(page).status_code == 404


def test_who_was_chosen_can_be_deployed_at_once(editor_client, shortlist):
    choice = ChoiceFactory(shortlist=shortlist, decision=Decision.CHOSEN)

    shown = editor_client.get(change_page(shortlist))

    page = step_of(choice.expert, "deploy")
    query = f"intervention={shortlist.intervention_id}&amp;stage=3"
    assert f'href="{page}?{query}"' in shown.text


def test_what_somebody_does_for_the_stage_already_is_no_overlap_with_it(editor_client, shortlist):
    expert = ChoiceFactory(shortlist=shortlist).expert
    dates = {"starts_on": shortlist.starts_on, "ends_before": shortlist.ends_before}
    DeploymentFactory(expert=expert, intervention=shortlist.intervention, agreed=True, **dates)

    def line():
        [row] = editor_client.get(change_page(shortlist)).context["rows"]
        assigned = [words for words in row["line"].warnings if words.startswith("Assigned")]
        return row["line"].cells[-1].word, len(assigned)

    assert line() == ("met", 0)
    DeploymentFactory(
        expert=expert, intervention=shortlist.intervention, stage=4, agreed=True, **dates
    )
    assert line() == ("not met", 1)


def test_nobody_is_offered_to_decide_on_oneself(editor_client, editor, shortlist):
    ChoiceFactory(shortlist=shortlist, expert__user=editor)

    [row] = editor_client.get(change_page(shortlist)).context["rows"]

    assert row["links"] == []


def test_criteria_are_changed_in_a_form_that_is_filled_in(editor_client, shortlist):
    page = step_of(shortlist, "criteria")
    form = editor_client.get(page).context["form"]
    words = {"topics": [], "language": "es", "level": 2, "starts_on": "2019-06-03"}
    words |= {"ends_before": "2019-06-30", "version": form["version"].value()}

    send(editor_client, page, **words)
    stale = send(editor_client, page, **words | {"language": "pt"})

    shortlist.refresh_from_db()
    assert (form["language"].value(), form["ends_before"].value()) == ("fr", date(2019, 6, 30))
    assert (shortlist.language, shortlist.level) == ("es", 2)
    assert shortlist.ends_before == date(2019, 7, 1)
    assert form_errors(stale) == {
        "__all__": ["Somebody changed these criteria meanwhile. Open them again to see how."]
    }


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999", "-1"])
def test_a_search_for_a_shortlist_that_never_was_is_missing(editor_client, key):
    assert editor_client.get(f"{FIND}?shortlist={key}").status_code == 404


def test_a_search_that_is_not_understood_says_why_and_keeps_what_was_typed(editor_client):
    ExpertFactory(active=True)

    shown = editor_client.get(f"{FIND}?starts=2019-06-03&q=Ana")

    assert shown.context["form"].errors == {
        "ends": ["These two belong together: fill in both or neither."]
    }
    assert 'value="2019-06-03"' in shown.text
    assert '<h2 data-count="0">' in shown.text


def test_a_search_goes_on_to_the_next_page_with_what_was_asked(editor_client):
    ExpertFactory.create_batch(51, active=True, gender=Gender.WOMAN)

    first = editor_client.get(f"{FIND}?gender=woman&sort=name")
    second = editor_client.get(f"{FIND}?gender=woman&sort=name&p=2")

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 1)
    assert 'href="?gender=woman&amp;sort=name&amp;p=2"' in first.text


# Deployments -------------------------------------------------------------------------------------


def test_an_assignment_is_offered_changed_and_cancelled(editor_client):
    deployment = DeploymentFactory(ends_before=date(2999, 1, 1))
    words = {"stage": 4, "starts_on": "2019-06-03", "ends_before": "2998-06-28", "days": 12}

    def state():
        deployment.refresh_from_db()
        return deployment.state

    send(editor_client, step_of(deployment, "invite"))
    assert state() == DeploymentState.INVITED
    page = step_of(deployment, "alter")
    version = editor_client.get(page).context["form"]["version"].value()
    send(editor_client, page, **words, version=version)
    assert (state(), deployment.stage, deployment.days) == (DeploymentState.PLANNED, 4, 12)
    stale = send(editor_client, page, **words | {"days": 3}, version=version)
    assert (state(), deployment.days) == (DeploymentState.PLANNED, 12)
    assert "Somebody changed this deployment meanwhile" in stale.text
    send(editor_client, step_of(deployment, "cancel"))
    assert state() == DeploymentState.CANCELLED


@pytest.mark.parametrize(
    ("trait", "labels"),
    [
        ({}, ["Send the offer", "Change the assignment", "Cancel the assignment"]),
        ({"invited": True}, ["Send the offer", "Change the assignment", "Cancel the assignment"]),
        ({"agreed": True}, ["Change the assignment", "Cancel the assignment"]),
        ({"state": "refused"}, ["Change the assignment"]),
        ({"state": "cancelled"}, []),
    ],
)
def test_the_buttons_of_an_assignment_are_those_that_make_sense_now(editor_client, trait, labels):
    shown = editor_client.get(change_page(DeploymentFactory(**trait)))

    assert [step["label"] for step in shown.context["steps"]] == labels


def test_of_a_cancelled_intervention_what_is_left_is_only_cancelled(editor_client):
    deployment = DeploymentFactory(intervention__cancelled=True)
    intervention, sentence = deployment.intervention, "This intervention was cancelled, but not"

    shown = editor_client.get(change_page(intervention)).text
    steps = editor_client.get(change_page(deployment)).context["steps"]
    send(editor_client, step_of(deployment, "cancel"))
    afterwards = editor_client.get(change_page(intervention)).text

    assert sentence in shown
    assert "Make a shortlist" not in shown
    assert [step["label"] for step in steps] == ["Cancel the assignment"]
    assert sentence not in afterwards


def test_the_page_of_an_assignment_warns_of_days_and_overlaps(editor_client):
    deployment = DeploymentFactory(days=50, expert__name="Ana Sol")
    other = DeploymentFactory(expert=deployment.expert)

    shown = editor_client.get(change_page(deployment))

    assert "Ana Sol" in shown.text
    assert said(shown) == ["50 of 60 days: little is left."]
    assert f"Assigned to {other.intervention}" in shown.text


def test_the_assignment_of_an_erased_person_stays_without_the_name(editor_client):
    deployment = DeploymentFactory(expert__name="Ana Sol", agreed=True)
    deployment.expert.delete()

    shown = editor_client.get(change_page(deployment)).text
    listed = editor_client.get(reverse("admin:experts_deployment_changelist")).text

    assert "erased" in shown
    assert "Ana Sol" not in shown + listed


def test_sixty_days_are_said_at_the_field_for_the_reason(editor_client):
    deployment = DeploymentFactory(days=55)
    words = {"intervention": deployment.intervention_id, "stage": 3, "days": 12}
    dates = {"starts_on": "2019-06-03", "ends_before": "2019-06-28"}
    page = step_of(ExpertFactory(active=True), "deploy")

    refused = send(editor_client, page, **words, **dates)
    send(editor_client, page, **words, **dates, limit_reason="A second country joined.")

    assert form_errors(refused) == {
        "limit_reason": ["With these the intervention takes 7 days more than 60. Say why."]
    }
    assert Deployment.objects.count() == 2


@pytest.mark.parametrize("model", ["deployment", "shortlist"])
def test_lists_take_a_fixed_number_of_queries(editor_client, model, django_assert_max_num_queries):
    factory = {"deployment": DeploymentFactory, "shortlist": ShortlistFactory}[model]
    where = reverse(f"admin:experts_{model}_changelist")

    def ask():
        with django_assert_max_num_queries(30) as asked:
            assert editor_client.get(where).status_code == 200
        return len(asked)

    factory()
    with_one = ask()
    factory()
    factory()

    assert ask() == with_one


@pytest.mark.parametrize("who", ["viewer", "coordinator", "expert"])
def test_viewers_coordinators_and_experts_see_none_of_it(request, who, shortlist):
    client = request.getfixturevalue(f"{who}_client")
    choice, deployment = ChoiceFactory(shortlist=shortlist), DeploymentFactory()
    pages = [
        *(change_page(shortlist), change_page(deployment), FIND),
        *(make_page(shortlist.intervention), make_page(deployment.intervention)),
        *(add_page(shortlist, choice.expert), step_of(shortlist, "choose", choice.pk)),
        *(step_of(shortlist, "criteria"), step_of(deployment, "invite")),
        reverse("admin:experts_deployment_changelist"),
        reverse("admin:experts_shortlist_changelist"),
    ]

    for where in pages:
        assert client.get(where).status_code == 403, where


def test_page_of_a_deployment_tells_what_happened_to_it_and_not_who_looked(editor_client, editor):
    deployment = DeploymentFactory(ends_before=date(2999, 1, 1))
    editor_client.get(change_page(deployment))
    send(editor_client, step_of(deployment, "invite"))
    send(editor_client, step_of(deployment, "cancel"), reason="Not needed.")

    told = editor_client.get(change_page(deployment)).context["told"]

    assert [(line.who, line.what) for line in told] == [
        (str(editor), "Deployment cancelled"),
        (str(editor), "Deployment offered"),
    ]
