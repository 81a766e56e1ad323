"""The home of the back-office, its navigation, and the page of data quality."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.enums import JobOutcome, MailState
from acpmigration.pages.models import JobRun, OutgoingMail
from acpmigration.publication import mark_ready, publish, schedule, unpublish
from acpmigration.search.models import FruitlessSearch
from knowledge.models import EditionDownloads
from tests.factories.experts import ExpertFactory
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
)
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import OrganisationFactory
from tests.factories.technical_assistance import AssistanceRequestFactory, InterventionFactory
from tests.spreadsheets.importing import read as import_of

HOME = "admin:index"

pytestmark = pytest.mark.django_db


class Counts(HTMLParser):
    """The links of a page that stand beside a number: ``found`` holds address and number."""

    def __init__(self, html):
        super().__init__()
        self.address, self.found, self.links = "", [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a":
            self.address = given["href"]
            self.links.append(self.address)
        if "data-count" in given:
            self.found.append((self.address, int(given["data-count"])))


def everything(number, editor):
    """One more of all that the home page tells of."""
    now = timezone.now()
    InterventionFactory(published=True)
    mark_ready(record=InterventionFactory(), by=editor, at=now)
    AssistanceRequestFactory()
    GrantProjectFactory(published=True)
    product = KnowledgeProductFactory(published=True)
    EditionDownloads.objects.create(
        edition=EditionFactory(product=product), on=timezone.now().date(), number=3
    )
    EventFactory(published=True)
    RecommendationFactory(published=True)
    OrganisationFactory(kind="other")
    ExpertFactory(received=True, name=f"Somebody {number}")
    publish(record=EventFactory(), by=editor, at=now)
    FruitlessSearch.objects.create(day=now.date(), language="en", words=f"nothing {number}")
    JobRun.objects.create(
        key="pages.audit", started_at=now, finished_at=now, outcome=JobOutcome.FAILED
    )
    mail = queue_mail(
        template="audit_head",
        to="x@example.org",
        language="en",
        context={"day": "2019-05-08", "count": 1, "hash": "x"},
        at=now,
    )
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED)


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_a_fixed_number_of_queries(
    editor, editor_client, count, django_assert_num_queries
):
    for number in range(count):
        everything(number, editor)

    with django_assert_num_queries(21):
        page = editor_client.get(reverse(HOME))

    assert page.status_code == 200


def test_each_number_is_that_of_its_list_and_each_link_opens(editor, editor_client):
    for number in range(2):
        everything(number, editor)

    counted = Counts(editor_client.get(reverse(HOME)).text)

    lists = [(link, n) for link, n in counted.found if link.startswith("/admin/") and "?" in link]
    assert len(lists) > 10
    for link, number in lists:
        assert (link, editor_client.get(link).context["cl"].result_count) == (link, number)
    links = {link for link in counted.links if link.startswith("/admin/")}
    assert {
        link for link in links if editor_client.get(link, follow=True).status_code != 200
    } == set()


def test_only_imports_that_can_be_confirmed_wait_for_it(editor, editor_client):
    import_of(editor, ["", "New", ""])
    import_of(editor, ["", "Another", ""], ["", "", ""], ["", "", "no name"])
    import_of(editor, [OrganisationFactory(name="There").slug, "There", ""])

    counted = dict(Counts(editor_client.get(reverse(HOME)).text).found)

    (link,) = [link for link in counted if "waits=confirm" in link]
    listed = editor_client.get(link).context["cl"].queryset
    assert counted[link] == 1
    assert [(batch.new, batch.refused) for batch in listed] == [(1, 0)]
    assert editor_client.get(link.replace("confirm", "x")).context["cl"].result_count == 3


def test_numbers_on_top_are_those_of_their_lines(editor, editor_client):
    ExpertFactory(received=True, state_since=timezone.now() - timedelta(days=20))
    InterventionFactory(completed=True)
    InterventionFactory(published=True)

    rows = editor_client.get(reverse(HOME)).context["panels"][0].rows

    stats = {stat.label: (stat.number, stat.weight) for stat in rows.stats}
    assert stats["experts to review"] == (1, "late")
    assert stats["wrong public numbers"] == (1, "wrong")
    assert stats["drafts"] == (1, "")
    assert rows.profiles.waiting[0].late_by == 20 - rows.profiles.promised


def test_numbers_on_top_are_those_of_what_they_lead_to(editor, editor_client):
    everything(1, editor)
    unpublish(record=InterventionFactory(published=True), by=editor, at=timezone.now())
    for day in (1, 2):
        schedule(
            record=EventFactory(),
            on=timezone.localdate() + timedelta(days=day),
            by=editor,
            at=timezone.now(),
        )

    home = editor_client.get(reverse(HOME))

    stats = {stat.label: stat for stat in home.context["panels"][0].rows.stats}
    assert stats["drafts"].number >= 5
    for stat in stats.values():
        page, _mark, anchor = stat.address.partition("#")
        there = editor_client.get(page) if page else home
        if "cl" in (there.context or {}):
            assert there.context["cl"].result_count == stat.number
        else:
            html = there.text.partition("<main")[2]
            if anchor:
                html = html.partition(f'id="{anchor}"')[2].partition("</section>")[0]
            assert sum(number for _link, number in Counts(html).found) == stat.number


def test_page_of_data_quality_is_narrowed_to_a_weight_and_nonsense_is_passed_over(editor_client):
    shown = {
        asked: [
            weight.value
            for weight, _faults in editor_client.get(
                reverse("admin:quality"), {"weight": asked}
            ).context["groups"]
        ]
        for asked in ("gap", "x")
    }

    assert shown == {"gap": ["gap"], "x": ["wrong", "gap", "polish"]}


def test_a_viewer_is_told_nothing_of_experts(editor, viewer_client):
    everything(1, editor)

    page = viewer_client.get(reverse(HOME))

    assert page.context["panels"][0].rows.profiles is None
    main = page.text.partition("<main")[2]
    assert "EXP-" not in page.text
    assert "experts_expert" not in page.text
    assert "/admin/experts/" not in main


def test_home_names_no_person_of_the_roster(editor_client):
    expert = ExpertFactory(received=True, name="Ana Lopes")

    page = editor_client.get(reverse(HOME))

    assert expert.reference in page.text
    assert "Ana Lopes" not in page.text
    assert expert.user.email not in page.text


def test_what_happened_is_told_with_who_and_leads_to_the_history(editor, editor_client):
    event = publish(record=EventFactory(title="A seminar"), by=editor, at=timezone.now())

    [change, *_others] = editor_client.get(reverse(HOME)).context["panels"][0].rows.changes

    assert (change.record, str(change.what), change.who) == ("A seminar", "published", str(editor))
    assert change.address == reverse("admin:knowledge_event_history", args=[event.pk])


def test_a_record_that_was_taken_back_for_a_reason_is_told_as_such(editor, editor_client):
    event = EventFactory(title="A seminar", published=True)
    unpublish(record=event, by=editor, at=timezone.now(), reason="The ministry asks: wait.")

    [change, *_others] = editor_client.get(reverse(HOME)).context["panels"][0].rows.changes

    assert (change.record, str(change.what)) == ("A seminar", "taken back from the public")


def test_what_was_looked_for_in_vain_long_ago_is_not_told(editor_client):
    today = timezone.now().date()
    for days, words in ((0, "now"), (29, "lately"), (31, "long ago")):
        FruitlessSearch.objects.create(
            day=today - timedelta(days=days), language="en", words=words, times=days + 1
        )

    rows = editor_client.get(reverse(HOME)).context["panels"][0].rows

    assert [line.label for line in rows.searches] == ["lately", "now"]


def test_public_numbers_are_those_of_the_public_pages(editor_client, client):
    InterventionFactory.create_batch(2, published=True)

    rows = editor_client.get(reverse(HOME)).context["panels"][0].rows

    figure = next(each for each in rows.numbers if each.name == "interventions-implemented")
    assert figure.value == 2
    assert f'data-count="{figure.value}"' in client.get(figure.link).text


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ("viewer", {"Today", "Records", "Texts", "Data quality"}),
        ("editor", {"Today", "Records", "Texts", "Data quality", "Experts"}),
        (
            "administrator",
            {
                *("Today", "Records", "Texts", "Data quality", "Experts"),
                *("People and roles", "Audit trail"),
            },
        ),
    ],
)
def test_navigation_leads_everybody_to_what_they_may_open(request, person, shown):
    own = request.getfixturevalue(f"{person}_client")

    places = own.get(reverse(HOME)).context["places"]

    told = {str(place.label) for place in places}
    assert shown - told == set()
    for place in places:
        assert own.get(place.address.partition("#")[0]).status_code == 200


def test_the_place_where_one_is_is_marked(editor_client):
    page = editor_client.get(reverse("admin:quality"))

    assert re.findall(r'<a href="([^"]*)" aria-current="page"', page.text) == ["/admin/quality/"]


def test_page_of_data_quality_tells_every_rule_in_few_queries(
    editor, editor_client, django_assert_max_num_queries
):
    InterventionFactory(published=True)

    with django_assert_max_num_queries(8):
        page = editor_client.get(reverse("admin:quality"))

    numbers = {f.rule.key: f.number for _weight, faults in page.context["groups"] for f in faults}
    assert numbers["intervention-topic"] == 1
    assert numbers["grant-topic"] == 0


def test_a_stranger_sees_neither(client, coordinator_client):
    for name in (HOME, "admin:quality"):
        assert client.get(reverse(name)).status_code == 302
        assert coordinator_client.get(reverse(name)).status_code == 403
