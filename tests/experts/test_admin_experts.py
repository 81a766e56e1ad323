"""Profiles in the back-office: read, decided on, joined, erased; every look written down."""

import io
import uuid
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from acpmigration.pages.models import AuditEvent
from acpmigration.refusals import Gone, NotYours
from experts.domain.looks import VISIT, Look, PurposeMissing, note_look, note_page
from experts.enums import ExpertState, ExpertVerb, Level
from experts.models import Deployment, Expert, ExpertEvent, ExpertNote
from tests.experts.acting import NOW, audited
from tests.factories.experts import (
    SENT,
    ChoiceFactory,
    ConsentFactory,
    DeploymentFactory,
    ExpertFactory,
)
from tests.factories.files import archive, openxml, pdf, sent
from tests.factories.reference import CountryFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import change_page, form_errors, said, step_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:experts_expert_changelist")
QUEUE = reverse("admin:experts_expert_queue")
FIND = reverse("admin:experts_expert_find")
# Where allauth keeps by what somebody has proven who it is, and when.
SHOWN = "account_authentication_methods"
NOBODY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a13"


def send(client, expert, verb, **words):
    return client.post(step_of(expert, verb), {"key": uuid.uuid4(), **words})


def test_the_list_shows_who_was_sent_and_no_draft(editor_client):
    ExpertFactory(received=True, name="Ana Sol")
    ExpertFactory(told=True, name="A draft")

    shown = editor_client.get(LIST)

    assert "Ana Sol" in shown.text
    assert "A draft" not in shown.text
    assert [event for event, *_rest in audited()] == ["experts.roster-viewed"]


def test_the_list_is_narrowed_down_to_duplicates_and_states(editor_client):
    twice = [ExpertFactory(active=True, name=name, phone="+678 77777") for name in ("A1", "A2")]
    declined = ExpertFactory(declined=True, name="B1", phone="+678 88888")

    def listed(query):
        return set(editor_client.get(LIST + query).context["cl"].queryset)

    assert listed("?double=yes") == set(twice)
    assert listed("?state=declined") == {declined}
    assert listed("?q=b1") == {declined}


def test_a_search_is_written_down(editor_client, editor):
    editor_client.get(FIND)

    assert audited() == [("experts.searched", editor.pk, "", "")]


@pytest.mark.parametrize("where", [LIST, QUEUE, FIND])
def test_lists_take_a_fixed_number_of_queries(editor_client, where, django_assert_max_num_queries):
    def ask():
        with django_assert_max_num_queries(40) as asked:
            assert editor_client.get(where).status_code == 200
        return len(asked)

    def add():
        for trait in ("received", "active"):
            ExpertFactory(
                **{trait: True},
                topics=[TopicFactory()],
                countries_worked=[CountryFactory()],
                languages={"fr": Level.FLUENT},
            )

    add()
    with_one = ask()
    add()
    add()

    assert ask() == with_one


def test_the_queue_has_the_longest_wait_first_and_says_who_waits_too_long(editor_client):
    now = timezone.now()
    late = ExpertFactory(received=True, state_since=now - timedelta(days=16))
    due = ExpertFactory(under_review=True, state_since=now - timedelta(days=14))
    ExpertFactory(active=True)
    ExpertFactory(told=True)

    shown = editor_client.get(QUEUE)

    assert [(one, w.days, w.late_by) for one, w in shown.context["rows"]] == [
        (late, 16, 2),
        (due, 14, 0),
    ]
    assert "2 waiting. People are promised an answer within 14 days." in shown.text
    assert "2 days late" in shown.text
    assert audited()[-1][0] == "experts.queue-viewed"


def test_the_page_of_a_profile_shows_all_of_it(editor_client, editor):
    expert = ExpertFactory(
        received=True,
        name="Ana Sol",
        topics=[TopicFactory(name="Remittances")],
        countries_worked=[CountryFactory(name="Vanuatu")],
        languages={"fr": Level.FLUENT},
    )
    ConsentFactory(expert=expert)
    expert.past_assignments.create(title="A survey", client="A ministry", first_year=2015)
    ExpertEvent.objects.create(expert=expert, verb=ExpertVerb.SUBMIT, at=SENT, by=expert.user)
    ExpertNote.objects.create(expert=expert, text="Speaks Bislama.", at=SENT, by=editor)
    DeploymentFactory(expert=expert, intervention__title="A census")
    ChoiceFactory(expert=expert, reason="Knows the ministry.")

    shown = editor_client.get(change_page(expert)).text

    for words in (
        *("Ana Sol", "Remittances", "Vanuatu", "French (fluent)", "A survey", "A ministry"),
        *("being in the roster, en, 1", "Speaks Bislama.", "A census", "Knows the ministry."),
        *("Met</strong> – At least 7 years", "To be judged</strong> – A proven track record"),
        *("<h1>Ana Sol (EXP-", "4 March 2019, 10:30", "1 June 2019", "No CV was sent."),
    ):
        assert words in shown
    assert audited() == [("experts.profile-viewed", editor.pk, str(expert.pk), "")]


def test_the_page_of_a_profile_takes_a_fixed_number_of_queries(
    editor_client, editor, django_assert_max_num_queries
):
    expert = ExpertFactory(received=True, user=None)

    def add():
        ExpertEvent.objects.create(expert=expert, verb=ExpertVerb.SUBMIT, at=SENT, by=editor)
        ExpertNote.objects.create(expert=expert, text="Seen.", at=SENT, by=editor)
        DeploymentFactory(expert=expert)
        ChoiceFactory(expert=expert)
        expert.past_assignments.create(title="Work", first_year=2015)
        ExpertFactory(active=True, phone=expert.phone)

    def ask():
        with django_assert_max_num_queries(23) as asked:
            assert editor_client.get(change_page(expert)).status_code == 200
        return len(asked)

    add()
    with_one = ask()
    add()
    add()

    assert ask() == with_one


def test_a_profile_is_read_and_never_rewritten(editor_client):
    expert = ExpertFactory(received=True, name="Ana Sol")

    answer = editor_client.post(change_page(expert), {"name": "Somebody else"})

    expert.refresh_from_db()
    assert (answer.status_code, expert.name) == (405, "Ana Sol")


@pytest.mark.parametrize(
    "key", [NOBODY, "nobody", "1", "' OR 1=1", "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a1"]
)
def test_a_profile_that_never_was_is_missing(editor_client, key):
    assert editor_client.get(reverse("admin:experts_expert_change", args=[key])).status_code == 404


def test_a_draft_is_missing(editor_client):
    assert editor_client.get(change_page(ExpertFactory(told=True))).status_code == 404


def buttons(response):
    return [step["label"] for step in response.context["steps"]]


def test_the_buttons_are_those_that_make_sense_now(editor_client, administrator_client, editor):
    received, active = ExpertFactory(received=True), ExpertFactory(active=True)
    own = ExpertFactory(received=True, user=editor)

    assert buttons(editor_client.get(change_page(received))) == [
        *("Put under review", "Accept", "Ask for a correction", "Decline", "Add a note")
    ]
    assert buttons(editor_client.get(change_page(active))) == ["Add a note", "Plan a deployment"]
    assert buttons(editor_client.get(change_page(own))) == []
    assert buttons(administrator_client.get(change_page(active)))[-1] == "Erase this person"


@pytest.mark.parametrize(
    ("verb", "state"), [("review", ExpertState.UNDER_REVIEW), ("accept", ExpertState.ACTIVE)]
)
def test_a_button_moves_the_profile(editor_client, verb, state):
    expert = ExpertFactory(received=True)

    answer = send(editor_client, expert, verb)

    expert.refresh_from_db()
    assert (expert.state, answer["Location"]) == (state, change_page(expert))


@pytest.mark.parametrize("verb", ["decline", "ask"])
def test_a_decision_without_its_reason_comes_back(editor_client, verb):
    expert = ExpertFactory(received=True)

    answer = send(editor_client, expert, verb, reason="  ")

    expert.refresh_from_db()
    assert form_errors(answer) == {"reason": ["Say why: the expert reads it."]}
    assert expert.state == ExpertState.RECEIVED


def test_what_was_typed_is_kept_when_somebody_decided_meanwhile(editor_client):
    expert = ExpertFactory(active=True)

    answer = send(editor_client, expert, "decline", reason="Too few years.")

    assert form_errors(answer) == {"__all__": ["This profile is not waiting for a decision."]}
    assert "Too few years.</textarea>" in answer.text


def test_the_own_profile_is_decided_by_somebody_else(editor_client, editor):
    answer = send(editor_client, ExpertFactory(received=True, user=editor), "accept")

    assert form_errors(answer) == {
        "__all__": ["This is your own profile: somebody else has to decide on it."]
    }


def test_a_note_is_added_and_an_empty_one_comes_back(editor_client):
    expert = ExpertFactory(active=True)

    refused = send(editor_client, expert, "note", text="")
    send(editor_client, expert, "note", text="Speaks Bislama.")

    assert form_errors(refused) == {"text": ["Write the note."]}
    assert expert.notes.get().text == "Speaks Bislama."
    assert [event for event, *_rest in audited()] == ["experts.note-added"]


def test_a_deployment_is_planned_from_the_profile(editor_client):
    expert, intervention = ExpertFactory(active=True), InterventionFactory()
    page = f"{step_of(expert, 'deploy')}?intervention={intervention.pk}&stage=4"
    opened = editor_client.get(page)
    words = {
        "intervention": intervention.pk,
        "stage": 4,
        "starts_on": "2019-06-03",
        "ends_before": "2019-06-28",
        "days": 12,
    }

    answer = send(editor_client, expert, "deploy", **words)

    made = Deployment.objects.get()
    assert f'<option value="{intervention.pk}" selected>' in opened.text
    assert '<option value="4" selected>' in opened.text
    assert answer["Location"] == change_page(made)
    assert (made.expert, made.stage, made.days) == (expert, 4, 12)
    assert (made.last_day.isoformat(), made.ends_before.isoformat()) == ("2019-06-28", "2019-06-29")


def test_impossible_dates_come_back_as_they_were_typed(editor_client):
    words = {"intervention": InterventionFactory().pk, "stage": 3, "days": 40}
    dates = {"starts_on": "2019-06-03", "ends_before": "2019-06-28"}

    answer = send(editor_client, ExpertFactory(active=True), "deploy", **words, **dates)
    beyond = send(
        editor_client,
        ExpertFactory(active=True),
        "deploy",
        **words,
        starts_on="2019-06-03",
        ends_before="9999-12-31",
    )

    assert form_errors(answer) == {
        "days": ["There are fewer days between these dates than working days."]
    }
    assert 'value="2019-06-28"' in answer.text
    assert form_errors(beyond) == {"ends_before": ["Write a day as 2018-08-03."]}


# Warnings before somebody is assigned -----------------------------------------------------------


def deploy(client, expert, intervention, **words):
    """The form as it is opened and sent, or as it came back and is sent again."""
    dates = {"starts_on": "2019-06-03", "ends_before": "2019-06-28"}
    said = {"intervention": intervention.pk, "stage": 3, "days": 12}
    return send(client, expert, "deploy", **dates | said | words)


def told(answer):
    return [str(warning) for warning in answer.context["form"].warnings]


def test_an_overlap_is_read_before_somebody_is_assigned(editor_client):
    expert, intervention = ExpertFactory(active=True), InterventionFactory()
    other = DeploymentFactory(
        expert=expert, starts_on=date(2019, 6, 20), ends_before=date(2019, 7, 1)
    )

    asked = deploy(editor_client, expert, intervention)
    shown = asked.context["form"]["shown"].value()
    unread = deploy(editor_client, expert, intervention, has_read="on")
    assert Deployment.objects.count() == 1
    answer = deploy(editor_client, expert, intervention, has_read="on", shown=shown)

    assert (
        form_errors(asked)
        == form_errors(unread)
        == {"has_read": ["Read the warnings above, and tick this if you go on."]}
    )
    assert f"Assigned to {other.intervention} from 20 June 2019" in asked.text
    assert 'type="checkbox" name="has_read"' in asked.text
    assert answer["Location"] == change_page(expert.deployments.latest("pk"))
    assert Deployment.objects.count() == 2


def test_a_tick_is_good_for_the_warnings_that_stood_beside_it(editor_client):
    vanuatu = CountryFactory(name="Vanuatu")
    intervention = InterventionFactory(country=vanuatu)
    expert = ExpertFactory(active=True, standing="official", government=vanuatu)
    page = f"{step_of(expert, 'deploy')}?intervention={intervention.pk}&stage=3"
    DeploymentFactory(expert=expert, starts_on=date(2019, 6, 20), ends_before=date(2019, 7, 1))

    opened = editor_client.get(page)
    shown = opened.context["form"]["shown"].value()
    asked = deploy(editor_client, expert, intervention, has_read="on", shown=shown)

    assert len(told(opened)) == 1
    assert "Official of the government of Vanuatu" in opened.text
    assert len(told(asked)) == 2
    assert asked.context["form"]["has_read"].value() is False
    assert Deployment.objects.count() == 1


def test_who_has_paused_is_warned_of_before_somebody_is_assigned(editor_client):
    asked = deploy(editor_client, ExpertFactory(paused=True), InterventionFactory())

    assert told(asked) == ["The person has paused the profile."]
    assert not Deployment.objects.exists()


def test_without_a_warning_nothing_is_to_be_ticked_and_the_days_are_told(editor_client):
    intervention = InterventionFactory()
    DeploymentFactory(intervention=intervention, days=50)
    page = f"{step_of(ExpertFactory(active=True), 'deploy')}?intervention={intervention.pk}"

    shown = editor_client.get(page)

    assert "50 of 60 days: little is left." in shown.text
    assert told(shown) == []
    assert 'type="checkbox"' not in shown.text


@pytest.mark.parametrize("key", ["", "x", "0", "99999999999999999999"])
def test_a_deployment_is_planned_for_an_intervention_that_is_chosen_later(editor_client, key):
    page = f"{step_of(ExpertFactory(active=True), 'deploy')}?intervention={key}"

    assert editor_client.get(page).context["form"].meter is None


# Finding and reading a profile -------------------------------------------------------------------


def test_a_profile_is_found_by_its_reference_and_by_the_address_of_the_log_in(editor_client):
    wanted = ExpertFactory(active=True, user__email="ana@example.org")
    ExpertFactory(active=True, user__email="tana@example.org")

    def listed(words):
        return list(editor_client.get(LIST, {"q": words}).context["cl"].queryset)

    assert listed(wanted.reference) == listed(f" {wanted.reference.lower()} ") == [wanted]
    assert listed("Ana@example.org") == [wanted]
    assert listed("EXP-0000000") == listed("ana@example") == []


def facts_of(response):
    """By the labels as they were read: they change with the language that is active."""
    told = [*response.context["standing"], *response.context["who"]]
    return {str(label): value for label, value in told}


def test_days_and_moments_are_told_in_the_language_and_by_the_clock_of_the_reader(
    editor_client, editor
):
    editor.time_zone = "Pacific/Port_Moresby"
    editor.save()
    moment = datetime(2019, 3, 11, 20, tzinfo=UTC)
    expert = ExpertFactory(active=True, confirmed_at=moment, user__email="ana@example.org")

    english = facts_of(editor_client.get(change_page(expert)))
    with override("fr"):
        page = change_page(expert)
    french = facts_of(editor_client.get(page))

    assert english["confirmed"].startswith("12 March 2019")
    assert "06:00" in english["confirmed"]
    assert english["active until"] == "11 June 2020"
    assert english["paused"] is False
    assert english["log-in"] == "ana@example.org"
    assert "11 juin 2020" in french.values()


def test_who_has_paused_has_done_so_on_a_day(editor_client):
    facts = facts_of(editor_client.get(change_page(ExpertFactory(paused=True))))

    assert facts["paused"].startswith("11 March 2019")


# Two profiles of one person ----------------------------------------------------------------------


def merge_page(keep, other):
    return reverse("admin:experts_expert_merge", args=[keep.pk, other.pk])


def test_what_will_be_kept_is_shown_before_two_profiles_are_joined(editor_client):
    keep = ExpertFactory(active=True, phone="+678 77777", years=None, name="Ana Sol")
    other = ExpertFactory(received=True, phone="+678 77777", years=23)

    profile = editor_client.get(change_page(keep))
    shown = editor_client.get(merge_page(keep, other))

    assert merge_page(keep, other) in profile.text
    assert "Years of work in migration: 23" in shown.text
    assert f"{keep.reference} is kept, {other.reference} is erased" in shown.text
    assert Expert.objects.count() == 2


def compared(client, keep, other, **words):
    """The two profiles side by side, and the button under them pressed."""
    page = merge_page(keep, other)
    form = client.get(page).context["form"]
    seen = {name: form[name].value() for name in ("keep_version", "other_version")}
    return client.post(page, seen | words)


@pytest.fixture
def pair():
    return [ExpertFactory(active=True, phone="+678 77777", name=f"Ana {n}") for n in (1, 2)]


def test_two_profiles_are_joined(editor_client, pair):
    keep, other = pair

    answer = compared(editor_client, keep, other, is_same_person="on")

    assert answer["Location"] == change_page(keep)
    assert Expert.objects.get() == keep


def test_two_profiles_are_joined_only_by_who_says_that_they_are_one_person(editor_client, pair):
    answer = compared(editor_client, *pair)

    assert form_errors(answer) == {"is_same_person": ["Tick this if you are certain."]}
    assert "Tick this if you are certain." in answer.text
    assert Expert.objects.count() == 2


def test_a_profile_that_was_changed_since_is_compared_once_more(editor_client, pair):
    keep, other = pair
    words = {"is_same_person": "on", "keep_version": keep.version, "other_version": other.version}
    other.years, other.version = 31, 5
    other.save()

    answer = editor_client.post(merge_page(keep, other), words)

    assert "One of the two profiles was changed meanwhile. Compare them once more." in answer.text
    assert answer.context["form"]["other_version"].value() == 5
    assert not answer.context["form"]["is_same_person"].value()
    assert Expert.objects.count() == 2


def test_the_page_on_which_two_profiles_are_compared_tells_which_log_in_stays(
    editor_client, editor, pair
):
    keep, other = pair

    shown = editor_client.get(merge_page(keep, other)).text

    assert f"The log-in {keep.user.email} stays." in shown
    assert f"The log-in {other.user.email} is erased" in shown
    assert audited() == [
        ("experts.profile-viewed", editor.pk, str(one.pk), "") for one in (keep, other)
    ]


def test_a_profile_offers_to_keep_the_one_whose_log_in_was_used_last(editor_client, pair):
    early, late = pair
    for expert, day in ((early, SENT), (late, NOW)):
        expert.user.last_login = day
        expert.user.save()

    for expert in pair:
        assert merge_page(late, early) in editor_client.get(change_page(expert)).text


def test_joining_the_own_profile_is_refused_in_words(editor_client, editor, pair):
    keep, other = pair
    other.user = editor
    other.save()

    answer = compared(editor_client, keep, other, is_same_person="on")

    assert "somebody else has to decide on it" in answer.text
    assert Expert.objects.count() == 2


# Erasing by hand ---------------------------------------------------------------------------------


def test_an_administrator_erases_a_person_who_is_named_before(administrator_client, administrator):
    expert = ExpertFactory(active=True, name="Ana Sol")
    DeploymentFactory(expert=expert, agreed=True)

    asked = administrator_client.get(step_of(expert, "erase"))
    looked = audited()
    refused = send(administrator_client, expert, "erase")
    answer = send(administrator_client, expert, "erase", is_certain="on")

    assert "Ana Sol" in asked.text
    assert looked == [("experts.profile-viewed", administrator.pk, str(expert.pk), "")]
    assert form_errors(refused) == {"is_certain": ["Tick this if you mean it."]}
    assert answer["Location"] == LIST
    assert not Expert.objects.exists()
    assert Deployment.objects.get().expert is None
    assert audited()[-1] == ("experts.erased", administrator.pk, str(expert.pk), "by-hand")


def test_before_somebody_is_erased_it_is_told_what_becomes_of_deployments(administrator_client):
    coming = DeploymentFactory(ends_before=date(2999, 1, 1), intervention__title="A census")
    DeploymentFactory(expert=coming.expert, agreed=True, intervention__title="A survey")

    shown = administrator_client.get(step_of(coming.expert, "erase")).text

    assert "Is cancelled, and whoever planned it is told: A census" in shown
    assert "Stays without the name: A survey" in shown


def test_what_cannot_be_taken_back_and_a_cv_want_the_password_again(
    administrator_client, pair, with_cv
):
    keep, other = pair
    session = administrator_client.session
    session[SHOWN] = [one | {"at": one["at"] - 600} for one in session[SHOWN]]
    session.save()
    before = AuditEvent.objects.count()

    for page in (
        *(step_of(keep, "erase"), merge_page(keep, other), cv_of(with_cv, query="?for=review")),
        cv_of(with_cv, "cv_file", "?for=review"),
        reverse("admin:experts_expert_cv_page", args=[with_cv.pk, 1]) + "?for=review",
    ):
        assert "/reauthenticate/" in administrator_client.get(page).url, page
    words = {"key": uuid.uuid4(), "is_certain": "on", "is_same_person": "on"}
    words |= {"keep_version": keep.version, "other_version": other.version}
    for page in (step_of(keep, "erase"), merge_page(keep, other)):
        assert "/reauthenticate/" in administrator_client.post(page, words).url, page
    assert Expert.objects.count() == 3
    assert AuditEvent.objects.count() == before


def test_an_editor_erases_nobody(editor_client):
    expert = ExpertFactory(active=True)

    assert editor_client.get(step_of(expert, "erase")).status_code == 403
    assert send(editor_client, expert, "erase", is_certain="on").status_code == 403
    assert Expert.objects.exists()


def test_an_administrator_withdraws_the_own_profile_as_everybody_does(
    administrator_client, administrator
):
    expert = ExpertFactory(active=True, user=administrator)

    answer = send(administrator_client, expert, "erase", is_certain="on")

    assert form_errors(answer) == {
        "__all__": ["This is your own profile: withdraw it on your own page."]
    }


def test_a_step_of_a_person_who_withdrew_leads_to_the_list_as_one_of_nobody_does(editor_client):
    expert = ExpertFactory(received=True)
    pages = [step_of(expert, "accept"), step_of(Expert(pk=NOBODY), "accept")]
    expert.delete()

    answers = [editor_client.post(page, {"key": uuid.uuid4()}, follow=True) for page in pages]

    assert [each.redirect_chain for each in answers] == [[(LIST, 302)]] * 2
    assert [said(each) for each in answers] == [[str(Gone())]] * 2


@pytest.mark.parametrize("verb", ["add", "delete"])
def test_nobody_is_added_or_deleted_by_hand(administrator_client, verb):
    args = [] if verb == "add" else [ExpertFactory(active=True).pk]

    answer = administrator_client.post(reverse(f"admin:experts_expert_{verb}", args=args))

    assert answer.status_code == 403


# Who may not -------------------------------------------------------------------------------------


def pages_of(expert):
    pages = [LIST, QUEUE, FIND, change_page(expert), step_of(expert, "accept")]
    return [*pages, reverse("admin:experts_expert_cv", args=[expert.pk])]


@pytest.mark.parametrize("who", ["viewer", "coordinator", "expert"])
def test_viewers_coordinators_and_experts_are_refused_whether_somebody_is_there_or_not(
    request, who
):
    client = request.getfixturevalue(f"{who}_client")
    there, nobody = ExpertFactory(active=True), Expert(pk=NOBODY)

    for where in (*pages_of(there), *pages_of(nobody)):
        assert client.get(where).status_code == 403, where
    assert not AuditEvent.objects.exists()


def test_a_viewer_has_no_menu_entry(viewer_client, editor_client):
    index = reverse("admin:index")

    assert LIST not in viewer_client.get(index).text
    assert LIST in editor_client.get(index).text


@pytest.mark.parametrize("who", ["viewer", "coordinator"])
def test_names_do_not_leak_through_the_choosing_by_name(request, who):
    ExpertFactory(active=True, name="Ana Sol")
    query = {"app_label": "experts", "model_name": "deployment", "field_name": "expert", "term": ""}

    answer = request.getfixturevalue(f"{who}_client").get(reverse("admin:autocomplete"), query)

    assert (answer.status_code, "Ana Sol" in answer.text) == (403, False)


def test_a_look_without_a_right_or_a_purpose_is_refused(editor, viewer):
    expert = ExpertFactory(active=True)

    with pytest.raises(NotYours):
        note_look(look=Look.PROFILE, by=viewer, at=SENT, subject=expert)
    with pytest.raises(PurposeMissing):
        note_look(look=Look.CV_FILE, by=editor, at=SENT, subject=expert, purpose="because")
    assert audited() == []


# The CV ------------------------------------------------------------------------------------------


DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>&lt;b&gt;Five years in Apia&lt;/b&gt;</w:t></w:r></w:p></w:body></w:document>"
)


def paper():
    """A Word file with words in it."""
    types = "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(openxml())) as empty:
        return archive([(types, empty.read(types)), ("word/document.xml", DOCUMENT.encode())])


@pytest.fixture
def with_cv(media):
    expert = ExpertFactory(active=True)
    expert.cv = sent(pdf(), "cv.pdf")
    expert.cv_scan = "clean"
    expert.save()
    return expert


def cv_of(expert, page="cv", query=""):
    return reverse(f"admin:experts_expert_{page}", args=[expert.pk]) + query


def test_a_cv_is_opened_after_its_purpose_is_said(editor_client, editor, with_cv):
    asked = editor_client.get(cv_of(with_cv))
    refused = editor_client.get(cv_of(with_cv, query="?for=curiosity"))
    assert audited() == []
    opened = editor_client.get(cv_of(with_cv, query="?for=review"))

    assert cv_of(with_cv, "cv_file") not in asked.text + refused.text
    assert f"{cv_of(with_cv, 'cv_file')}?for=review" in opened.text
    assert "Scanned: clean." in opened.text
    assert audited() == [("experts.cv-viewed", editor.pk, str(with_cv.pk), "review")]


def test_the_file_is_a_download_that_keeps_still_and_is_written_down(
    editor_client, editor, with_cv
):
    answer = editor_client.get(cv_of(with_cv, "cv_file", "?for=matching"))

    name = f"{with_cv.reference}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer["Cache-Control"]
    assert audited() == [("experts.cv-downloaded", editor.pk, str(with_cv.pk), "matching")]


def test_the_file_is_not_given_without_a_purpose(editor_client, with_cv):
    answer = editor_client.get(cv_of(with_cv, "cv_file"))

    assert (answer.status_code, answer["Location"]) == (302, cv_of(with_cv))
    assert audited() == []


def test_the_words_of_a_cv_and_its_pages_are_shown_and_each_is_written_down(
    editor_client, editor, with_cv
):
    with_cv.cv = sent(paper(), "cv.docx")
    with_cv.save()
    words = editor_client.get(cv_of(with_cv, query="?for=request-of-the-person"))
    with_cv.cv = sent(pdf(), "cv.pdf")
    with_cv.save()
    page = reverse("admin:experts_expert_cv_page", args=[with_cv.pk, 1])
    shown = editor_client.get(cv_of(with_cv, query="?for=review"))
    picture = editor_client.get(f"{page}?for=review")

    assert "&lt;b&gt;Five years in Apia&lt;/b&gt;" in words.text
    assert f'src="{page}?for=review"' in shown.text
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert picture["Content-Security-Policy"].startswith("sandbox")
    # The pages of one visit are one look.
    assert audited() == [
        ("experts.cv-viewed", editor.pk, str(with_cv.pk), "request-of-the-person"),
        ("experts.cv-viewed", editor.pk, str(with_cv.pk), "review"),
    ]


def test_a_page_that_is_opened_by_itself_or_later_or_by_somebody_else_is_a_look_of_its_own(
    editor, administrator
):
    expert, told = ExpertFactory(active=True), {"purpose": "review"}

    note_page(expert=expert, by=editor, at=NOW, **told)
    note_page(expert=expert, by=editor, at=NOW + VISIT - timedelta(seconds=1), **told)
    assert len(audited()) == 1
    note_page(expert=expert, by=editor, at=NOW + VISIT, **told)
    note_page(expert=expert, by=administrator, at=NOW + VISIT, **told)
    note_page(expert=expert, by=editor, at=NOW + VISIT, purpose="matching")
    assert len(audited()) == 4


def test_a_page_is_missing_without_a_purpose_or_past_the_last(editor_client, with_cv):
    pages = [
        reverse("admin:experts_expert_cv_page", args=[with_cv.pk, number]) for number in (1, 9, 0)
    ]

    for where in (pages[0], f"{pages[1]}?for=review", f"{pages[2]}?for=review"):
        assert editor_client.get(where).status_code == 404


def test_a_file_that_cannot_be_read_is_said_to_be_so(editor_client, with_cv):
    with_cv.cv.storage.delete(with_cv.cv.name)
    with_cv.cv.storage.save(with_cv.cv.name, ContentFile(b"%PDF-1.7 broken"))

    shown = editor_client.get(cv_of(with_cv, query="?for=review"))

    assert "The portal could not read this file." in shown.text


@pytest.mark.parametrize("page", ["cv", "cv_file"])
def test_there_is_no_cv_where_none_was_sent_or_it_has_a_virus(editor_client, with_cv, page):
    with_cv.cv_scan = "infected"
    with_cv.save()

    for expert in (with_cv, ExpertFactory(active=True)):
        assert editor_client.get(cv_of(expert, page, "?for=review")).status_code == 404
    profile = editor_client.get(change_page(with_cv)).text
    assert "Scanned: infected, locked away." in profile
    assert cv_of(with_cv) not in profile


def test_a_form_sent_twice_is_carried_out_once(editor_client):
    expert = ExpertFactory(received=True)

    form = {"key": uuid.uuid4(), "text": "Seen."}
    for _time in range(2):
        editor_client.post(step_of(expert, "note"), form)

    assert said(editor_client.get(change_page(expert))) == [
        "The note was added.",
        "This form was sent already.",
    ]
    assert expert.notes.count() == 1
