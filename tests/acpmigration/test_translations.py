"""How translations stand: noted where words change, mended after bulk changes, confirmed."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from acpmigration import worded
from acpmigration.pages.domain.older_words import older_words
from acpmigration.pages.domain.translations import (
    confirm_translation,
    mend,
    note_words,
    reading_of,
    unnoted,
    words_in,
)
from acpmigration.pages.enums import TranslationState
from acpmigration.pages.models import Text, Translation
from acpmigration.publication import publish
from acpmigration.reference.models import Topic
from acpmigration.refusals import NotNow, NotYours
from acpmigration.search.indexing import refresh
from technical_assistance.models import Intervention
from tests.factories.accounts import UserFactory
from tests.factories.reference import TopicFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 5, 8, 12, 30, tzinfo=UTC)


def make_topic(**words):
    topic = TopicFactory(name_en="Visas", description_en="Who may travel.", **words)
    note_words(topic)
    return topic


def change(record, **words):
    for column, text in words.items():
        setattr(record, column, text)
    record.save()
    note_words(record)
    return record


def states(record):
    noted = Translation.objects.about(record)
    return {row.language: row.state for row in noted}


def noted(record, language="fr"):
    return Translation.objects.about(record).get(language=language)


def confirm(record, *, by, read=None, language="fr"):
    read = reading_of(words_in(record, "en")) if read is None else read
    return confirm_translation(record=record, language=language, read=read, by=by, at=NOW)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({}, "missing"),
        ({"name_fr": "Visas"}, "partly"),
        ({"description_fr": "Qui peut voyager."}, "partly"),
        ({"name_fr": "Visas", "description_fr": "Qui peut voyager."}, "translated"),
        ({"name_fr": "Visas", "description_fr": " "}, "partly"),
        # What English has not need not be translated.
        ({"name_fr": "Visas", "description_en": ""}, "translated"),
    ],
)
def test_a_translation_stands_as_its_words_do(words, state):
    topic = change(make_topic(), **words)

    assert states(topic) == {"en": "original", "fr": state, "pt": "missing", "es": "missing"}


def test_an_original_lacks_what_only_a_translation_has():
    text = Text.objects.create(key="page/new", title_en="New", body_fr="Neuf")
    note_words(text)

    assert states(text) == {"en": "partly", "fr": "missing", "pt": "missing", "es": "missing"}


def test_a_note_on_a_translation_has_no_original():
    record = InterventionFactory(title_en="A title", source_note_fr="Notre traduction.")
    note_words(record)

    assert noted(record, "en").state == TranslationState.ORIGINAL


def test_a_translation_is_out_of_date_once_only_the_english_has_changed():
    topic = make_topic(name_fr="Visas", description_fr="Qui peut voyager.")

    change(topic, description_en="Who may travel where.")

    assert states(topic)["fr"] == TranslationState.OUT_OF_DATE


def test_a_translation_that_is_changed_is_made_from_the_english_of_that_moment():
    topic = make_topic(name_fr="Visas", description_fr="Qui peut voyager.")

    change(topic, description_en="Who may travel where.", description_fr="Qui va où.")
    change(topic, name_fr="Les visas")

    assert states(topic)["fr"] == TranslationState.TRANSLATED


def test_each_text_is_as_old_as_itself():
    topic = make_topic(name_fr="Visas", description_fr="Qui peut voyager.")

    change(topic, description_en="Who may travel where.")
    change(topic, name_fr="Les visas")

    assert states(topic)["fr"] == TranslationState.OUT_OF_DATE


def test_old_words_are_told_before_missing_ones():
    topic = make_topic(name_fr="Visas")

    change(topic, name_en="Visa")

    assert states(topic)["fr"] == TranslationState.OUT_OF_DATE


def test_space_around_the_words_makes_nothing_old():
    topic = make_topic(name_fr="Visas", description_fr="Qui peut voyager.")

    change(topic, description_en="  Who may travel. ")

    assert states(topic)["fr"] == TranslationState.TRANSLATED


def test_an_english_text_that_comes_back_is_the_one_that_was_translated():
    topic = make_topic(name_fr="Visas", description_fr="Qui peut voyager.")

    change(topic, name_en="Visa")
    change(topic, name_en="Visas")

    assert states(topic)["fr"] == TranslationState.TRANSLATED


def test_what_the_search_reads_anew_is_noted():
    topic = TopicFactory(name_en="Visas", name_fr="Visas")

    refresh(topic)

    assert states(topic)["fr"] == TranslationState.TRANSLATED


def test_publication_notes_the_words():
    record = InterventionFactory(title_en="A title", summary_en="A summary")

    publish(record=record, by=UserFactory(editor=True), at=NOW)

    assert states(record)["fr"] == TranslationState.MISSING


def test_what_is_gone_is_forgotten():
    topic = make_topic()
    gone = Topic(pk=topic.pk)
    topic.delete()

    note_words(gone)

    assert not Translation.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_words_are_noted_in_a_fixed_number_of_queries(count, django_assert_num_queries):
    topics = TopicFactory.create_batch(count, name_en="Visas")

    # The rows noted, the words, what is written; what is gone twice; the transaction.
    with django_assert_num_queries(7):
        note_words(*topics)

    assert Translation.objects.count() == 4 * count


def test_what_was_written_past_the_rules_is_mended():
    topic = make_topic(name_fr="Visas", description_fr="Qui peut voyager.")
    TopicFactory(name_en="Never noted")
    gone = make_topic()
    Topic.objects.filter(pk=gone.pk).delete()
    Topic.objects.filter(pk=topic.pk).update(description_en="Who may travel where.")
    Translation.objects.create(kind="reference.gone", object_id=1, language="fr", state="missing")

    assert unnoted() == 3
    assert mend() == 3

    assert states(topic)["fr"] == TranslationState.OUT_OF_DATE
    assert not Translation.objects.filter(kind="reference.gone").exists()
    assert unnoted() == 0
    assert mend() == 0


def test_loaded_records_are_translated(capsys):
    call_command("load_reference")

    call_command("rebuild_translations")

    assert not Translation.objects.filter(state=TranslationState.OUT_OF_DATE).exists()
    assert (
        not Translation.objects.of(Topic)
        .exclude(state__in=[TranslationState.ORIGINAL, TranslationState.TRANSLATED])
        .exists()
    )
    assert "records were noted anew" in capsys.readouterr().out


def test_the_command_says_how_many_are_not_noted(capsys):
    TopicFactory(name_en="Visas")

    with pytest.raises(CommandError, match=r"^1 records are not noted as they are\.$"):
        call_command("rebuild_translations", "--check")

    mend()
    call_command("rebuild_translations", "--check")
    assert capsys.readouterr().out == "All translations are noted as they are.\n"


# Confirming --------------------------------------------------------------------------------------


def make_old():
    return change(
        make_topic(name_fr="Visas", description_fr="Qui peut voyager."), name_en="Travel visas"
    )


def test_what_is_found_right_still_is_translated_again():
    topic, editor = make_old(), UserFactory(editor=True)

    confirm(topic, by=editor)

    found = noted(topic)
    assert found.state == TranslationState.TRANSLATED
    assert (found.confirmed_at, found.confirmed_by) == (NOW, editor)
    assert mend() == 0


def test_what_is_still_missing_is_told_once_the_rest_is_confirmed():
    topic = change(make_topic(name_fr="Visas"), name_en="Travel visas")

    assert confirm(topic, by=UserFactory(editor=True)).state == TranslationState.PARTLY


def test_a_confirmation_is_forgotten_with_the_words_it_was_about():
    topic = make_old()
    confirm(topic, by=UserFactory(editor=True))

    change(topic, name_en="Other visas")

    assert noted(topic).confirmed_by is None
    assert noted(topic).state == TranslationState.OUT_OF_DATE


def test_a_viewer_confirms_nothing():
    topic = make_old()

    with pytest.raises(NotYours, match="role"):
        confirm(topic, by=UserFactory(viewer=True))

    assert noted(topic).state == TranslationState.OUT_OF_DATE


def test_what_is_not_old_is_not_confirmed():
    topic = make_topic(name_fr="Visas")

    with pytest.raises(NotNow, match="not older"):
        confirm(topic, by=UserFactory(editor=True))


def test_nobody_confirms_what_they_have_not_read():
    topic = make_old()
    read = reading_of(words_in(topic, "en"))
    change(topic, name_en="Yet other visas")

    with pytest.raises(NotNow, match="changed meanwhile"):
        confirm(topic, read=read, by=UserFactory(editor=True))

    assert noted(topic).state == TranslationState.OUT_OF_DATE


def test_space_around_the_english_words_keeps_nobody_from_confirming():
    topic = make_old()
    change(topic, name_en=" Visas and permits\r\n")

    confirm(topic, by=UserFactory(editor=True))

    assert noted(topic).state == TranslationState.TRANSLATED


# What it was made from ---------------------------------------------------------------------------


def test_the_words_a_translation_was_made_from_are_found_in_the_history():
    topic = make_old()

    assert older_words(topic, noted(topic)) == {"name": "Visas"}


def test_words_that_no_history_remembers_are_none():
    topic = make_old()
    Topic.history.all().delete()

    assert older_words(topic, noted(topic)) == {"name": None}


def test_what_is_not_old_was_made_from_the_words_of_today():
    topic = make_topic(name_fr="Visas")

    assert older_words(topic, noted(topic)) == {}
    assert older_words(topic, None) == {}


# Which records -----------------------------------------------------------------------------------


def test_the_kinds_are_records_with_words_in_four_languages():
    assert Intervention in worded.kinds()
    for model in worded.kinds():
        columns = {field.name for field in model._meta.fields}
        assert worded.model_of(worded.kind_of(model)) is model
        assert columns >= {
            f"{field}_{language}"
            for field in worded.fields_of(model)
            for language in ("en", "fr", "pt", "es")
        }


def test_what_no_app_has_named_is_no_kind():
    with pytest.raises(KeyError):
        worded.model_of("accounts.user")
