"""Registration as a browser meets it: its pages, what they keep, what they refuse."""

import gzip
import re
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from acpmigration.stylesheet import stylesheet
from experts.domain.consents import give_consents
from experts.enums import Level
from experts.models import Expert, RosterSettings
from experts.views import register
from tests.conftest import logged_in
from tests.experts.conftest import NOW
from tests.factories.experts import ConsentTextFactory, ExpertFactory
from tests.factories.files import pdf
from tests.factories.reference import CountryFactory, TopicFactory, TypologyFactory

START = reverse("experts:register")
ME = reverse("experts:me")
# Of four answers, as measured.
HEADS = 3_450
SOON = timezone.localdate() + timedelta(days=30)


def page(slug: str) -> str:
    return reverse("experts:answers", args=[slug])


ROWS = {"rows-INITIAL_FORMS": 0, "rows-MIN_NUM_FORMS": 0, "rows-MAX_NUM_FORMS": 15}


def rows(*given: dict[str, object], first: int = 0) -> dict[str, object]:
    sent = {**ROWS, "rows-TOTAL_FORMS": len(given), "rows-INITIAL_FORMS": first}
    for number, row in enumerate(given):
        sent |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return sent


def opened(client, slug: str) -> dict[str, object]:
    """What the page sends back if nothing is typed: its hidden fields."""
    response = client.get(page(slug))
    form, formset = response.context["form"], response.context["rows"]
    sent = {"seen": form["seen"].value()}
    for row in formset.initial_forms if formset is not None else []:
        sent |= {row.add_prefix("seen"): row["seen"].value()}
    return sent


def about(**changed: object) -> dict[str, object]:
    return {
        "name": "José Canary",
        "gender": "woman",
        "nationality": "ws",
        "residence": "ws",
        "phone": "+685 22345",
        "standing": "independent",
        "government": "",
    } | changed


@pytest.fixture
def samoa(db):
    return CountryFactory(iso2="ws", slug="samoa", name="Samoa")


@pytest.fixture
def begun(expert_client, expert_person, samoa) -> Expert:
    expert_client.post(START)
    return Expert.objects.get(user=expert_person)


def test_a_stranger_is_led_to_make_an_account_first_and_back(client, db):
    response = client.get(START)

    assert response.url == f"{reverse('account_signup')}?next=%2Fexperts%2Fregister%2F"


def test_opening_the_first_page_begins_nothing(expert_client):
    response = expert_client.get(START)

    assert "Six short pages" in response.text
    assert Expert.objects.count() == 0


def test_begin_makes_a_draft_and_leads_to_the_first_page(expert_client):
    response = expert_client.post(START)

    assert response.url == page("about-you")
    assert Expert.objects.get().state == "draft"


def test_whoever_comes_back_goes_on_where_something_is_missing(expert_client, begun):
    expert_client.post(page("about-you"), about() | {"go": 1} | opened(expert_client, "about-you"))

    assert expert_client.get(START).url == page("skills")


def test_whoever_has_sent_a_profile_is_led_to_the_own_page(expert_client, expert_person):
    ExpertFactory(user=expert_person, received=True)

    assert expert_client.get(START).url == ME


@pytest.mark.parametrize("who", ["client", "expert_client"])
def test_a_closed_roster_says_why_and_what_remains(request, db, who):
    RosterSettings.objects.create(pk=1, is_open=False, closed_note_en="The Action has ended.")

    response = request.getfixturevalue(who).get(START)

    assert "The Action has ended." in response.text
    assert "withdraw" in response.text


def test_a_closed_roster_begins_nothing_by_a_hand_made_post(expert_client):
    RosterSettings.objects.create(pk=1, is_open=False)

    expert_client.post(START)

    assert Expert.objects.count() == 0


def test_the_answers_of_a_page_are_kept_and_the_next_page_follows(expert_client, begun, samoa):
    sent = about() | {"go": 1} | opened(expert_client, "about-you")

    response = expert_client.post(page("about-you"), sent)

    assert response.url == page("skills")
    begun.refresh_from_db()
    assert (begun.name, begun.gender, begun.nationality, begun.phone) == (
        "José Canary",
        "woman",
        samoa,
        "+685 22345",
    )


def test_what_is_there_is_kept_by_save_and_go_on_later(expert_client, begun):
    sent = {"name": "José", "later": 1} | opened(expert_client, "about-you")

    response = expert_client.post(page("about-you"), sent)

    assert response.url == ME
    begun.refresh_from_db()
    assert (begun.name, begun.gender, begun.state) == ("José", "", "draft")


def test_going_on_with_a_draft_starts_its_time_anew(expert_client, begun):
    Expert.objects.update(times_asked=1, changed_at=datetime(2019, 1, 1, tzinfo=UTC))

    expert_client.post(
        page("about-you"), {"name": "José", "later": 1} | opened(expert_client, "about-you")
    )

    begun.refresh_from_db()
    assert begun.times_asked == 0
    assert begun.changed_at > datetime(2019, 1, 1, tzinfo=UTC)


def test_what_is_missing_is_said_at_the_field_and_on_top_and_nothing_is_lost(expert_client, begun):
    sent = about(gender="", phone="call me") | {"go": 1} | opened(expert_client, "about-you")

    response = expert_client.post(page("about-you"), sent)

    assert response.status_code == 200
    assert 'href="#id_gender_0"' in response.text
    assert response.text.count("Choose your gender, or that you prefer not to say.") == 2
    assert 'value="call me"' in response.text
    assert 'value="José Canary"' in response.text
    begun.refresh_from_db()
    assert begun.name == ""


def test_an_official_is_asked_for_the_government(expert_client, begun):
    sent = about(standing="official") | {"go": 1} | opened(expert_client, "about-you")

    response = expert_client.post(page("about-you"), sent)

    assert response.context["form"].errors == {"government": ["Name the government you work for."]}


def test_who_is_independent_works_for_no_government(expert_client, begun):
    sent = about(government="ws") | {"go": 1} | opened(expert_client, "about-you")

    response = expert_client.post(page("about-you"), sent)

    assert response.context["form"].errors == {
        "government": ["Only an official works for a government."]
    }


def test_topics_kinds_of_work_and_languages_are_kept(expert_client, begun):
    visas, training = TopicFactory(slug="visas"), TypologyFactory()
    sent = rows({"language": "pt", "level": 4}, {"language": "", "level": ""})
    sent |= {"topics": [visas.pk], "typologies": [training.pk], "go": 1}

    response = expert_client.post(page("skills"), sent | opened(expert_client, "skills"))

    assert response.url == page("experience")
    assert list(begun.topics.all()) == [visas]
    assert list(begun.typologies.all()) == [training]
    assert [(one.language, one.level) for one in begun.languages.all()] == [
        ("pt", Level.MOTHER_TONGUE)
    ]


def test_a_language_is_asked_for(expert_client, begun):
    sent = rows({"language": "", "level": ""}) | {"topics": [TopicFactory().pk], "go": 1}

    response = expert_client.post(page("skills"), sent | opened(expert_client, "skills"))

    assert 'href="#id_rows-0-language"' in response.text
    assert begun.topics.count() == 0


def test_a_language_that_is_named_twice_is_refused_and_the_page_kept(expert_client, begun):
    sent = rows({"language": "pt", "level": 4}, {"language": "pt", "level": 1})
    sent |= {"topics": [TopicFactory().pk], "go": 1}

    response = expert_client.post(page("skills"), sent | opened(expert_client, "skills"))

    assert "This language is named twice." in response.text
    assert begun.languages.count() == 0


def test_a_language_is_taken_out_by_its_box(expert_client, begun):
    spoken = begun.languages.create(language="pt", level=4)
    begun.languages.create(language="en", level=3)
    kept = begun.languages.get(language="en")
    hidden = opened(expert_client, "skills")
    sent = rows(
        {"id": spoken.pk, "language": "pt", "level": 4, "DELETE": "on"},
        {"id": kept.pk, "language": "en", "level": 3},
        first=2,
    )
    sent |= {"topics": [TopicFactory().pk], "go": 1}

    expert_client.post(page("skills"), sent | hidden)

    assert [one.language for one in begun.languages.all()] == ["en"]


def test_more_rows_are_there_when_they_are_asked_for(expert_client, begun):
    sent = rows({"language": "pt", "level": 4}) | {"add": 1}

    response = expert_client.post(page("skills"), sent | opened(expert_client, "skills"))
    more = expert_client.get(response.url.partition("#")[0])

    assert begun.languages.count() == 1
    assert len(more.context["rows"].forms) == 4


@pytest.mark.parametrize("asked", ["-1", "9999999999", "x", "²", "99"])
def test_odd_numbers_of_rows_are_as_good_as_none(expert_client, begun, asked):
    response = expert_client.get(page("skills"), {"rows": asked})

    assert len(response.context["rows"].forms) <= 12


def test_experience_is_kept(expert_client, begun, samoa):
    sent = {"years": 12, "with_authorities": "False", "international": "True", "go": 1}
    sent |= {"countries_worked": [samoa.pk]}

    response = expert_client.post(page("experience"), sent | opened(expert_client, "experience"))

    assert response.url == page("education")
    begun.refresh_from_db()
    assert (begun.years, begun.with_authorities, begun.international) == (12, False, True)
    assert list(begun.countries_worked.all()) == [samoa]


def test_the_countries_stand_under_their_regions_and_one_with_a_tick_is_open(
    expert_client, begun, samoa
):
    begun.countries_worked.add(samoa)

    response = expert_client.get(page("experience"))

    region = next(one for one in response.context["regions"] if one.name == samoa.region.name)
    assert region.number_ticked == 1
    assert '<details class="fold" open>' in response.text


@pytest.mark.parametrize("years", ["-1", "71", "twelve", "7.5", "99999999999999999999"])
def test_impossible_years_are_refused_in_words(expert_client, begun, years):
    sent = {"years": years, "with_authorities": "True", "international": "True", "go": 1}

    response = expert_client.post(page("experience"), sent | opened(expert_client, "experience"))

    assert list(response.context["form"].errors) == ["years"]
    assert f'value="{years}"' in response.text


def test_education_and_past_work_are_kept(expert_client, begun):
    sent = rows({"title": "A law", "client": "IOM", "place": "Apia", "first_year": 2016})
    sent |= {"degree": 3, "degree_subject": "Law", "certificates": "A course, 2015", "go": 1}

    response = expert_client.post(page("education"), sent | opened(expert_client, "education"))

    assert response.url == page("availability")
    begun.refresh_from_db()
    assert (begun.degree, begun.degree_subject) == (3, "Law")
    past = begun.past_assignments.get()
    assert (past.title, past.place, past.first_year, past.last_year) == (
        "A law",
        "Apia",
        2016,
        None,
    )


def test_availability_and_cv_are_kept(expert_client, begun, media):
    sent = {"available_from": SOON.isoformat(), "days_a_month": 10, "can_travel": "True", "go": 1}
    sent |= {"cv": SimpleUploadedFile("../my cv.pdf", pdf())}

    response = expert_client.post(
        page("availability"), sent | opened(expert_client, "availability")
    )

    assert response.url == reverse("experts:send")
    begun.refresh_from_db()
    assert (begun.available_from, begun.days_a_month) == (SOON, 10)
    assert begun.cv_scan == "not_scanned"
    assert media() == [begun.cv.name]
    assert re.fullmatch(r"cvs/[0-9a-f]{32}\.pdf", begun.cv.name)


def test_a_cv_of_another_kind_is_refused_and_the_page_kept(expert_client, begun, media):
    sent = {"available_from": SOON.isoformat(), "days_a_month": 10, "go": 1}
    sent |= {"cv": SimpleUploadedFile("cv.pdf", b"MZ this is a program")}

    response = expert_client.post(
        page("availability"), sent | opened(expert_client, "availability")
    )

    assert "Send your CV as PDF or DOCX, up to 5 MB." in response.text
    assert f'value="{SOON}"' in response.text
    assert media() == []


def test_an_infected_cv_is_refused_and_not_kept(expert_client, begun, media, scanner):
    scanner.answer = b"stream: Eicar FOUND"
    sent = {"days_a_month": 10, "go": 1, "cv": SimpleUploadedFile("cv.pdf", pdf())}

    response = expert_client.post(
        page("availability"), sent | opened(expert_client, "availability")
    )

    assert "The scanner found a virus in this file" in response.text
    assert media() == []


@pytest.mark.parametrize("days", [-400, 6 * 366])
def test_a_day_far_away_is_refused_in_words(expert_client, begun, days):
    day = timezone.localdate() + timedelta(days=days)
    sent = {"available_from": day.isoformat(), "go": 1} | opened(expert_client, "availability")

    response = expert_client.post(page("availability"), sent)

    assert response.context["form"].errors == {
        "available_from": ["Write a day from one year ago to five years from now."]
    }


def test_a_day_that_was_near_when_it_was_said_is_kept(expert_client, begun):
    Expert.objects.update(available_from="2019-06-01")
    sent = {"available_from": "2019-06-01", "go": 1} | opened(expert_client, "availability")

    assert expert_client.post(page("availability"), sent).status_code == 302


@pytest.mark.parametrize("days", ["0", "32", "99999", "-1", "ten"])
def test_impossible_days_are_refused_in_words(expert_client, begun, days):
    sent = {"days_a_month": days, "go": 1} | opened(expert_client, "availability")

    response = expert_client.post(page("availability"), sent)

    assert response.context["form"].errors == {
        "days_a_month": ["Write a number of days from 1 to 31."]
    }


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("", "Write the first year."),
        ("99999", "Write a year with four digits, such as 2017."),
        ("-5", "Write a year with four digits, such as 2017."),
        ("MMXVI", "Write a year with four digits, such as 2017."),
        (str(timezone.localdate().year + 2), "Write a year that is not in the future."),
    ],
)
def test_a_year_that_cannot_be_is_refused_in_words(expert_client, begun, year, words):
    sent = rows({"title": "A law", "first_year": year}) | {"degree": 3, "go": 1}

    response = expert_client.post(page("education"), sent | opened(expert_client, "education"))

    assert response.context["rows"].errors[0] == {"first_year": [words]}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("J", "Write your name with two letters at least."),
        ("123", "Write your name with two letters at least."),
        ("José\u200b Canary", "Leave out invisible characters and line breaks."),
        ("José\r\nCanary", "Leave out invisible characters and line breaks."),
        ("José\x07Canary", "Leave out invisible characters and line breaks."),
    ],
)
def test_a_name_that_cannot_be_read_is_refused_in_words(expert_client, begun, name, words):
    sent = about(name=name) | {"go": 1} | opened(expert_client, "about-you")

    response = expert_client.post(page("about-you"), sent)

    assert response.context["form"].errors == {"name": [words]}


def test_certificates_may_have_lines_but_nothing_invisible(expert_client, begun):
    sent = rows() | {"degree": 3, "go": 1, "certificates": "One\r\nTwo\u200b"}

    response = expert_client.post(page("education"), sent | opened(expert_client, "education"))
    sent["certificates"] = "One\r\nTwo"
    kept = expert_client.post(page("education"), sent | opened(expert_client, "education"))

    assert response.context["form"].errors == {"certificates": ["Leave out invisible characters."]}
    assert kept.status_code == 302


def test_a_step_is_done_where_something_is_said_only(expert_client, begun):
    def done() -> list[bool]:
        steps = expert_client.get(page("about-you")).context["steps"]
        return [step["is_done"] for step in steps]

    before = done()
    Expert.objects.update(days_a_month=10)

    assert before == [False] * 6
    assert done() == [False, False, False, False, True, False]


def test_to_remove_a_row_is_not_called_optional(expert_client, begun):
    begun.languages.create(language="pt", level=4)

    assert "<span>Remove</span>" in expert_client.get(page("skills")).text


def test_a_cv_can_be_taken_away_with_what_the_scanner_said_of_it(expert_client, begun, media):
    begun.cv, begun.cv_scan = ContentFile(pdf(), "cv.pdf"), "not_scanned"
    begun.save()
    sent = {"days_a_month": 10, "cv-clear": "on", "go": 1}

    expert_client.post(page("availability"), sent | opened(expert_client, "availability"))

    begun.refresh_from_db()
    assert (begun.cv.name, begun.cv_scan) == ("", "")


def test_two_tabs_show_the_second_what_the_first_has_stored(expert_client, begun):
    first, second = opened(expert_client, "about-you"), opened(expert_client, "about-you")
    expert_client.post(page("about-you"), about(phone="+685 111111") | {"go": 1} | first)

    response = expert_client.post(
        page("about-you"), about(phone="+685 222222") | {"go": 1} | second
    )

    assert "Stored now: +685 111111" in response.text
    assert "You or another tab changed this meanwhile." in response.text
    assert "Somebody" not in response.text
    assert 'value="+685 222222"' in response.text
    begun.refresh_from_db()
    assert begun.phone == "+685 111111"


@pytest.mark.parametrize(
    ("slug", "sent"),
    [
        ("about-you", {}),
        ("skills", rows({"language": "pt", "level": 4})),
        ("education", rows({"title": "A law", "first_year": 2016}) | {"degree": 3}),
    ],
)
def test_a_page_that_is_sent_twice_is_kept_once_and_nothing_is_wrong(
    expert_client, begun, slug, sent
):
    sent = (about() | sent if slug == "about-you" else sent) | {"go": 1}
    sent |= {"topics": [TopicFactory().pk]} if slug == "skills" else {}
    sent |= opened(expert_client, slug)

    first = expert_client.post(page(slug), sent)
    second = expert_client.post(page(slug), sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url
    assert begun.languages.count() + begun.past_assignments.count() == (slug != "about-you")


def test_a_cv_that_is_sent_twice_is_kept_once(expert_client, begun, media):
    hidden = opened(expert_client, "availability")

    for _press in range(2):
        cv = SimpleUploadedFile("cv.pdf", pdf())
        response = expert_client.post(page("availability"), {"go": 1, "cv": cv} | hidden)
        assert response.status_code == 302

    begun.refresh_from_db()
    assert media() == [begun.cv.name]


def test_another_level_of_a_language_that_is_there_is_not_lost_without_a_word(expert_client, begun):
    hidden = opened(expert_client, "skills") | {"topics": [TopicFactory().pk], "go": 1}
    expert_client.post(page("skills"), rows({"language": "pt", "level": 4}) | hidden)

    response = expert_client.post(page("skills"), rows({"language": "pt", "level": 1}) | hidden)

    assert "This language is named twice." in response.text


def test_what_a_form_does_not_ask_cannot_be_set_through_it(expert_client, begun, editor):
    sent = about() | {"go": 1, "state": "active", "user": editor.pk, "confirmed_at": "2019-01-01"}
    sent |= {"is_staff": "1", "role": "administrator", "active_until": "2099-01-01"}

    expert_client.post(page("about-you"), sent | opened(expert_client, "about-you"))

    begun.refresh_from_db()
    begun.user.refresh_from_db()
    assert (begun.state, begun.active_until, begun.confirmed_at) == ("draft", None, None)
    assert begun.user.role == ""


def test_a_page_that_is_none_is_not_found(expert_client, begun):
    assert expert_client.get(page("secrets")).status_code == 404


@pytest.mark.parametrize("address", [page("about-you"), reverse("experts:send"), ME])
def test_without_a_profile_everything_leads_to_the_start(expert_client, address):
    assert expert_client.get(address).url == START


def test_the_last_page_shows_all_answers_each_with_its_way_to_change(client, draft, texts):
    response = logged_in(draft.user).get(reverse("experts:send"))

    assert "José Canary" in response.text
    assert "English (fluent), French (good enough to work in)" in response.text
    assert response.text.count('class="sum-c"') == 5
    for text in texts.values():
        assert text.body in response.text
    assert " checked" not in response.text


def agree(client, *keys: str) -> dict[str, object]:
    seen = client.get(reverse("experts:send")).context["form"]["seen"].value()
    return {"seen": seen} | dict.fromkeys(keys, "on")


def test_sending_leads_to_the_own_page_which_says_so(draft, texts):
    client = logged_in(draft.user)

    response = client.post(reverse("experts:send"), agree(client, "roster", "truth"), follow=True)

    assert response.redirect_chain == [(ME, 302)]
    assert "We have received your profile" in response.text
    assert sorted(one.text.key for one in draft.consents.all()) == ["roster", "truth"]


def test_without_a_tick_nothing_is_sent(draft, texts):
    client = logged_in(draft.user)

    response = client.post(reverse("experts:send"), agree(client, "truth"))

    assert 'href="#id_roster"' in response.text
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_text_that_changed_while_it_was_read_is_read_again(draft, texts):
    client = logged_in(draft.user)
    sent = agree(client, "roster", "truth")
    ConsentTextFactory(key="roster", version=2, body="Newer words")

    response = client.post(reverse("experts:send"), sent)

    assert "The texts have changed" in response.text
    assert "Newer words" in response.text
    assert " checked" not in response.text
    assert draft.consents.count() == 0


def test_what_is_missing_is_named_with_the_way_to_it(begun, expert_client, texts):
    response = expert_client.post(reverse("experts:send"), agree(expert_client, "roster", "truth"))

    assert response.status_code == 200
    assert f'href="{page("skills")}"' in response.text
    begun.refresh_from_db()
    assert begun.state == "draft"


def test_answers_of_a_profile_that_another_tab_has_erased_lead_to_the_start(
    expert_client, begun, monkeypatch
):
    hidden = opened(expert_client, "about-you")
    found = register.own_profile

    def found_and_then_erased(request):
        expert = found(request)
        Expert.objects.all().delete()
        return expert

    monkeypatch.setattr(register, "own_profile", found_and_then_erased)

    response = expert_client.post(page("about-you"), about() | {"go": 1} | hidden)

    assert response.url == START


def sent_profile(user, texts, state="correction_asked") -> Expert:
    expert = ExpertFactory(user=user, topics=[TopicFactory()], languages={"en": 3}, **{state: True})
    give_consents(expert=expert, texts=[texts["roster"], texts["truth"]], by=user, at=NOW)
    return expert


def test_a_correction_asks_for_no_consent_a_second_time(expert_client, expert_person, texts):
    expert = sent_profile(expert_person, texts)

    shown = expert_client.get(reverse("experts:send"))
    expert_client.post(reverse("experts:send"), agree(expert_client))

    assert shown.text.count("You agreed on 8 May 2019.") == 2
    assert re.findall(r'type="checkbox" name="(\w+)"', shown.text) == ["other_programmes"]
    expert.refresh_from_db()
    assert expert.state == "received"
    assert [one.given_at for one in expert.consents.all()] == [NOW, NOW]


def test_a_correction_asks_for_a_text_that_was_renewed(expert_client, expert_person, texts):
    expert = sent_profile(expert_person, texts)
    ConsentTextFactory(key="roster", version=2, body="Newer words")

    response = expert_client.post(reverse("experts:send"), agree(expert_client))

    assert 'href="#id_roster"' in response.text
    expert.refresh_from_db()
    assert expert.state == "correction_asked"


@pytest.mark.parametrize("state", ["received", "under_review", "active", "expired"])
def test_what_was_sent_is_not_sent_again_and_nothing_is_wrong(
    expert_client, expert_person, texts, state
):
    ExpertFactory(user=expert_person, **{state: True})

    pressed = expert_client.post(reverse("experts:send"), {"roster": "on", "truth": "on"})
    opened_again = expert_client.get(reverse("experts:send"))

    assert (pressed.url, opened_again.url) == (ME, ME)
    assert Expert.objects.get().state == state


@pytest.mark.parametrize("state", ["received", "correction_asked", "active", "declined"])
@pytest.mark.parametrize("button", ["go", "later", "add", "none"])
def test_a_profile_that_was_sent_is_not_emptied(expert_client, expert_person, texts, state, button):
    expert = sent_profile(expert_person, texts, state)
    emptied = {"about-you": {}, "experience": {}, "education": rows(), "skills": rows()}

    for slug, sent in emptied.items():
        response = expert_client.post(page(slug), sent | {button: 1} | opened(expert_client, slug))
        assert response.status_code == 200

    after = Expert.objects.get(pk=expert.pk)
    assert (after.gender, after.standing, after.years, after.degree, after.topics.count()) == (
        expert.gender,
        expert.standing,
        expert.years,
        expert.degree,
        1,
    )


def test_a_language_is_asked_for_also_where_a_hand_made_page_has_no_row(expert_client, begun):
    sent = rows() | {"topics": [TopicFactory().pk], "go": 1}

    response = expert_client.post(page("skills"), sent | opened(expert_client, "skills"))

    assert "Name at least one language." in response.text
    assert begun.topics.count() == 0


def test_what_the_roster_asks_for_is_told_while_the_form_is_filled_in(expert_client, begun):
    Expert.objects.update(years=3, degree=4)

    told = expert_client.get(page("experience")).text

    assert "At least 7 years of work in migration – <b>not met</b>" in told
    assert "or long proven experience – <b>met</b>" in told
    assert "A proven track record – <b>to be judged</b>" in told


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("slug", ["skills", "education"])
def test_a_page_takes_as_many_queries_however_many_rows_there_are(
    expert_client, begun, django_assert_num_queries, count, slug
):
    for language in ["en", "fr", "pt"][:count]:
        begun.languages.create(language=language, level=3)
        begun.past_assignments.create(title=language, first_year=2010)
    expert_client.get(page(slug))

    with django_assert_num_queries(QUERIES[slug]):
        expert_client.get(page(slug))


QUERIES = {"skills": 14, "education": 12}


@pytest.mark.parametrize("language", ["", "/fr", "/pt", "/es"])
def test_the_heaviest_page_stays_light_with_all_countries_of_the_world(
    reference, expert_client, language
):
    """All that a first visit loads: the page, the stylesheet, the type, the icon, their heads."""
    expert_client.post(START)
    static = settings.BASE_DIR / "static"
    loaded = len(brotli.compress(stylesheet().encode())) + HEADS
    loaded += sum(file.stat().st_size for file in (static / "fonts").glob("*.woff2"))
    loaded += len(gzip.compress((static / "img" / "favicon.svg").read_bytes(), 6))

    page_itself = expert_client.get(language + page("about-you")).content

    assert page_itself.count(b"<option") > 3 * 249
    assert loaded + len(gzip.compress(page_itself, 6)) <= 35_000
