"""The sample roster: the factsheet's numbers, invented people, each true to what can happen."""

import io
import re
import zipfile
from collections import Counter
from datetime import timedelta

import pypdfium2
import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext, override_settings

from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.dates import today
from acpmigration.permissions import edits_everything
from experts.domain.transitions import TRANSITIONS, Actor
from experts.enums import ConsentKey, CVScan, Decision, ExpertState, ExpertVerb, Gender
from experts.models import (
    Choice,
    Consent,
    ConsentText,
    Deployment,
    Expert,
    ExpertNote,
    ReleaseFigure,
    RosterRelease,
    RosterSettings,
    Shortlist,
)
from experts.models.expert import validate_phone

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
ROSTER = FIXTURES / "sample_experts.yaml"
WRITTEN = yaml.load(ROSTER.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
LIMIT_OF_DAYS = 60
BACKUP_DAYS = 35


@pytest.fixture(scope="module", autouse=True)
def _sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once, for it is only read here."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        call_command("load_portfolio", str(FIXTURES / "sample.yaml"), verbosity=0)
        call_command("load_consents", verbosity=0)
        media = tmp_path_factory.mktemp("media")
        # Tells the storage, too, which remembers where it keeps files.
        with override_settings(DEMO=True, MEDIA_ROOT=media, SENDFILE_ROOT=media):
            call_command("load_experts", str(ROSTER), verbosity=0)
            yield
        transaction.set_rollback(True)


def registered():
    return Expert.objects.registered()


def test_the_numbers_are_the_factsheets():
    assert Counter(registered().values_list("gender", flat=True)) == {
        Gender.MAN: 189,
        Gender.WOMAN: 142,
    }


def test_the_first_release_tells_them_as_of_the_factsheets_day():
    release = RosterRelease.objects.get()
    told = {
        (row.table, row.key): row.value for row in ReleaseFigure.objects.filter(release=release)
    }

    assert release.as_of == WRITTEN["release"]
    assert (told["total", ""], told["gender", "man"], told["gender", "woman"]) == (331, 189, 142)
    for table, groups in {"topic": 5, "region": 5}.items():
        assert sum(key[0] == table for key in told) == groups
    assert told["language", "merged"] == 8


def test_there_are_profiles_in_every_state_and_drafts_on_top():
    states = Counter(Expert.objects.values_list("state", flat=True))

    assert states == WRITTEN["states"] | {
        ExpertState.ACTIVE: 272,
        ExpertState.CORRECTION_ASKED: 6,
        ExpertState.DRAFT: 12,
    }
    assert Expert.objects.filter(paused_at__isnull=False).count() == WRITTEN["paused"]


def test_nobody_could_be_taken_for_a_real_person():
    for expert in Expert.objects.select_related("user"):
        assert expert.name.startswith("Sample Expert ")
        assert expert.name.endswith("(Exemple, Exemplo, Muestra)")
        assert expert.user.email.endswith("@demo.invalid")
        assert expert.phone.startswith("+999 ")
        validate_phone(expert.phone)
    assert not [note for note in ExpertNote.objects.all() if not note.text.startswith("Sample: ")]


def test_what_happened_to_each_profile_is_what_may_happen_and_leads_to_its_state():
    system = User.objects.get(email=SYSTEM_EMAIL)
    for expert in registered().select_related("user").prefetch_related("events__by"):
        state = ExpertState.DRAFT
        events = sorted(expert.events.all(), key=lambda event: event.pk)
        assert [event.at for event in events] == sorted(event.at for event in events)
        for event in events:
            transition = TRANSITIONS[ExpertVerb(event.verb)]
            assert state in transition.sources, (expert, event)
            assert {
                Actor.OWN: event.by == expert.user,
                Actor.STAFF: edits_everything(event.by),
                Actor.SYSTEM: event.by == system,
            }[transition.actor]
            assert bool(event.note) >= transition.needs_note
            state = transition.target or state
        assert expert.state == state
        assert events[-1].at == expert.changed_at
        assert events[-1].at.date() <= today()


def test_no_profile_is_overdue_for_erasure_when_it_is_loaded():
    kept = RosterSettings()
    day = timedelta(days=1)
    for expert in Expert.objects.all():
        days = {
            ExpertState.DRAFT: kept.draft_days,
            ExpertState.DECLINED: kept.declined_months * 30,
            ExpertState.CORRECTION_ASKED: kept.declined_months * 30,
            ExpertState.EXPIRED: 10_000,
        }.get(expert.state, 10_000)
        assert expert.state_since.date() + days * day > today()
        if expert.confirmed_at:
            assert expert.confirmed_at.date() + kept.erase_months * 30 * day > today()
        if expert.state == ExpertState.ACTIVE:
            assert expert.active_until > today()


def test_each_has_agreed_to_what_the_roster_needs_in_the_own_language():
    consents = Consent.objects.select_related("text", "expert")
    keys = {}
    for consent in consents:
        keys.setdefault(consent.expert_id, set()).add(consent.text.key)
        assert consent.given_at >= consent.text.in_force_from

    assert set(keys) == set(registered().values_list("pk", flat=True))
    needed = {ConsentKey.ROSTER, ConsentKey.TRUTH}
    assert {frozenset(each) for each in keys.values()} == {
        frozenset(needed),
        frozenset(needed | {ConsentKey.OTHER_PROGRAMMES}),
    }
    assert {consent.text.language for consent in consents} == {"en", "fr", "pt", "es"}


def test_the_demo_log_ins_have_a_profile_each():
    first, second = (Expert.objects.get(user__email=email) for email in WRITTEN["log_ins"])

    assert first.state == ExpertState.ACTIVE
    assert timedelta(days=350) < today() - first.confirmed_at.date() < timedelta(days=365)
    assert second.state == ExpertState.CORRECTION_ASKED
    assert second.events.get(verb=ExpertVerb.ASK).note in WRITTEN["corrections"]


def test_a_few_have_a_cv_that_says_it_is_a_sample():
    with_cv = Expert.objects.exclude(cv="").select_related("user")

    assert Counter(expert.cv_ending for expert in with_cv) == {".pdf": 3, ".docx": 2}
    for expert in with_cv:
        assert expert.cv_scan == CVScan.NOT_SCANNED
        with expert.cv.open("rb") as file:
            assert "Sample CV" in words_of(file.read(), expert.cv_ending)


def words_of(content, ending):
    if ending == ".docx":
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    with pypdfium2.PdfDocument(content) as document:
        return document[0].get_textpage().get_text_range()


def test_deployments_keep_to_sixty_days_and_nobody_is_in_two_places():
    per_intervention = Deployment.objects.counting().values("intervention").annotate(n=Sum("days"))

    assert max(row["n"] for row in per_intervention) <= LIMIT_OF_DAYS
    assert Deployment.objects.filter(limit_reason="").count() == len(WRITTEN["deployments"])
    experts = Deployment.objects.exclude(expert=None).values_list("expert", flat=True)
    assert len(set(experts)) == len(experts) == len(WRITTEN["deployments"]) - 1
    for deployment in Deployment.objects.exclude(expert=None).select_related("expert"):
        accepted = deployment.expert.events.filter(verb=ExpertVerb.ACCEPT).first()
        assert accepted.at < deployment.made_at


def test_each_shortlist_has_one_of_each_decision_with_its_reason():
    decisions = {
        shortlist.pk: set(shortlist.choices.values_list("decision", flat=True))
        for shortlist in Shortlist.objects.all()
    }

    assert list(decisions.values()) == [set(Decision.values)] * len(WRITTEN["shortlists"])
    assert not Choice.objects.filter(at__lt=F("shortlist__made_at")).exists()


def test_each_shortlist_asks_for_what_its_intervention_is_about_and_every_decision_is_kept():
    for shortlist in Shortlist.objects.all():
        assert set(shortlist.topics.all()) == set(shortlist.intervention.topics.all())
        for choice in shortlist.choices.all():
            event = choice.events.get()
            assert (event.decision, event.reason) == (choice.decision, choice.reason)


def test_loading_again_changes_nothing(settings):
    settings.DEMO = True
    withdrawn = registered().filter(choices=None, deployments=None).last()
    withdrawn.delete()
    before = set(Expert.objects.values_list("pk", flat=True))

    call_command("load_experts", str(ROSTER), verbosity=0)

    assert set(Expert.objects.values_list("pk", flat=True)) == before
    assert RosterRelease.objects.count() == 1


def test_a_real_site_is_never_filled_with_sample_people(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="on a demo site only"):
        call_command("load_experts", str(ROSTER), verbosity=0)


def test_each_consent_is_there_in_four_languages_and_loaded_once(capsys):
    texts = ConsentText.objects.values_list("key", "language", "version")

    assert sorted(texts) == sorted(
        (key, language, 1) for key in ConsentKey.values for language in ("en", "fr", "pt", "es")
    )
    call_command("load_consents")
    assert "0 new, 12 kept" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["en", "fr", "pt", "es"])
def test_the_consent_names_the_times_that_hold_until_staff_change_them(language):
    kept = RosterSettings()
    body = ConsentText.objects.get(key="roster", language=language).body

    named = [int(number) for number in re.findall(r"\d+", body)]
    assert named == [
        kept.expire_months,
        kept.erase_months,
        kept.declined_months,
        kept.draft_days,
        BACKUP_DAYS,
    ]


def test_a_consent_that_people_agreed_to_stays_to_the_letter():
    ConsentText.objects.filter(key="truth", language="en").update(body="As it was.")

    call_command("load_consents", verbosity=0)

    assert ConsentText.objects.get(key="truth", language="en").body == "As it was."


def test_the_roster_is_loaded_in_few_statements(settings, media):
    settings.DEMO = True
    RosterRelease.objects.all().delete()
    for model in (Choice, Shortlist, Deployment, Expert):
        model.objects.all().delete()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        call_command("load_experts", str(ROSTER), verbosity=0)

    assert len(queries) < 120
