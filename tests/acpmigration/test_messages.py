from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from acpmigration import messages

pytestmark = pytest.mark.static


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A house with one module and no catalogue yet."""
    (tmp_path / "dashboard").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


def say(root: Path, text: str) -> None:
    (root / "dashboard" / "views.py").write_text(text, encoding="utf-8")


def show(root: Path, text: str) -> None:
    (root / "templates" / "page.html").write_text(text, encoding="utf-8")


def catalogue(root: Path, language: str = "fr") -> str:
    return messages.catalogue_path(root, language).read_text(encoding="utf-8")


def translate(root: Path, old: str, new: str) -> None:
    for language in messages.LANGUAGES:
        path = messages.catalogue_path(root, language)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def keys(root: Path) -> list[messages.Key]:
    return messages.ordered(
        {messages.key(each) for each in messages.messages(messages.collect(root))}
    )


def test_code_gives_its_messages_with_contexts_plurals_and_comments(root):
    say(
        root,
        "# Translators: the five parts of the world\n"
        '_("Region")\n'
        'pgettext_lazy("month", "May")\n'
        'ngettext("%(n)s country", "%(n)s countries", n)\n'
        'npgettext("list", "%(n)s row", "%(n)s rows", n)\n',
    )

    messages.extract(root)

    assert keys(root) == [
        (None, "%(n)s country"),
        ("list", "%(n)s row"),
        ("month", "May"),
        (None, "Region"),
    ]
    assert "#. Translators: the five parts of the world\n" in catalogue(root)
    assert 'msgid_plural "%(n)s countries"\nmsgstr[0] ""\nmsgstr[1] ""\n' in catalogue(root)
    assert 'msgctxt "month"\nmsgid "May"\n' in catalogue(root)


def test_templates_give_their_messages_whatever_their_indentation(root):
    show(
        root,
        "<ul>\n"
        '      {# Translators: a heading #}\n      <li>{% translate "Latest" %}</li>\n'
        '  <li title="{% translate "May" context "month" %}">it\'s 100%</li>\n'
        '   {% include "x.html" with label=_("Share") only %} {{ name|default:_("unknown") }}\n'
        "{% blocktranslate count n=total trimmed %}\n  {{ n }} result\n  of many"
        "{% plural %}\n  {{ n }} results\n  of many\n{% endblocktranslate %}\n"
        "</ul>\n",
    )

    messages.extract(root)

    assert keys(root) == [
        (None, "%(n)s result of many"),
        (None, "Latest"),
        ("month", "May"),
        (None, "Share"),
        (None, "unknown"),
    ]
    assert "#. Translators: a heading\n" in catalogue(root)


def test_a_comment_for_translators_that_would_be_lost_stops_the_extraction(root):
    show(root, '{# Translators: lost #} {% translate "Latest" %}\n')

    with pytest.raises(messages.TranslatorCommentWarning):
        messages.extract(root)


def test_catalogues_hold_no_lines_and_no_dates_and_are_stable(root):
    say(root, '_("Region")\n')
    messages.extract(root)
    before = catalogue(root)

    say(root, 'import os\n\n\n_("Region")\n')
    messages.extract(root)

    assert catalogue(root) == before
    assert "#: dashboard/views.py\n" in before
    assert "Date" not in before
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n' in before


def test_extraction_keeps_translations_and_drops_what_nobody_says_any_more(root):
    say(root, '_("Region")\n_("Country")\n')
    messages.extract(root)
    translate(root, 'msgid "Region"\nmsgstr ""', 'msgid "Region"\nmsgstr "Région"')

    say(root, '_("Region")\n')
    messages.extract(root)

    assert 'msgid "Region"\nmsgstr "Région"\n' in catalogue(root)
    assert "Country" not in catalogue(root)


def test_compiled_messages_are_what_django_reads(root):
    say(root, 'ngettext("%(n)s country", "%(n)s countries", n)\n')
    messages.extract(root)
    translate(root, 'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s pays"\nmsgstr[1] "%(n)s pays"')

    faults = messages.compile_catalogues(root)

    compiled = messages.catalogue_path(root, "fr").with_suffix(".mo").read_bytes()
    assert faults == []
    assert b"%(n)s countries" in compiled
    assert b"%(n)s pays" in compiled


def test_a_faulty_catalogue_is_named_and_not_compiled(root):
    say(root, '_("%(n)s countries")\n')
    messages.extract(root)
    translate(
        root, 'msgid "%(n)s countries"\nmsgstr ""', 'msgid "%(n)s countries"\nmsgstr "%(m)s pays"'
    )

    faults = messages.compile_catalogues(root)

    assert any("fr: placeholders or tags differ" in fault for fault in faults)
    assert not messages.catalogue_path(root, "fr").with_suffix(".mo").exists()


def test_a_file_that_is_no_catalogue_is_named(root):
    say(root, '_("Region")\n')
    messages.extract(root)
    translate(root, 'msgid "Region"', 'Region\nmsgid "Region"')

    assert messages.compile_catalogues(root)[0].startswith("fr: ")
    assert messages.check(root)[0].startswith("fr: ")
    with pytest.raises(PoFileError):
        messages.extract(root)


def test_a_complete_catalogue_passes(root):
    say(root, '_("Region")\n')
    messages.extract(root)
    translate(root, 'msgid "Region"\nmsgstr ""', 'msgid "Region"\nmsgstr "Região"')

    assert messages.check(root) == []


@pytest.mark.parametrize(
    ("source", "change", "fault"),
    [
        ('_("Region")\n_("Topic")\n', None, "fr: missing: 'Topic'"),
        ("", None, "fr: left over: 'Region'"),
        ('_("Region")\n', ("Région", ""), "fr: not translated: 'Region'"),
        (
            '_("Region")\n',
            ('msgid "Region"', '#, fuzzy\nmsgid "Region"'),
            "fr: marked as doubtful: 'Region'",
        ),
        (
            '_("Region")\n',
            ("Région", "{n} Région"),
            "fr: placeholders or tags differ: '{n} Région' for 'Region'",
        ),
        (
            '_("Region")\n',
            ("Région", "Région\\n"),
            "fr: line end differs: 'Région\\n' for 'Region'",
        ),
    ],
)
def test_check_names_what_is_wrong(root, source, change, fault):
    say(root, '_("Region")\n')
    messages.extract(root)
    translate(root, 'msgid "Region"\nmsgstr ""', 'msgid "Region"\nmsgstr "Région"')

    say(root, source)
    if change:
        translate(root, *change)

    assert messages.check(root)[0] == fault


def test_a_singular_may_leave_the_number_out(root):
    say(root, 'ngettext("One country", "%(n)s countries", n)\n')
    messages.extract(root)
    translate(root, 'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s pays"\nmsgstr[1] "%(n)s pays"')

    assert messages.check(root) == []


def test_an_unknown_command_says_which_there_are(capsys):
    assert messages.main(["translate"]) == 2
    assert capsys.readouterr().err == "Say what to do: extract, compile, check.\n"
