"""The catalogues themselves: each language is said in its own words."""

import re

import pytest

from acpmigration import messages

pytestmark = pytest.mark.static

# Two languages may share a name or two words, but no sentence.
SENTENCE = 4
WORD = re.compile(r"[^\W\d_]{2,}")


def sentences(language):
    """What is said in a whole sentence: message -> its translation, all plurals in one."""
    found = {}
    for message in messages.messages(messages.load(messages.ROOT, language)):
        said = [message.string] if isinstance(message.string, str) else message.string
        if len(WORD.findall(messages.KEPT.sub("", " ".join(said)))) >= SENTENCE:
            found[messages.key(message)] = " ".join(said)
    return found


@pytest.mark.parametrize("language", ["pt", "es"])
def test_no_sentence_stands_in_french_in_the_catalogue_of_another_language(language):
    french = sentences("fr")

    assert [key for key, said in sentences(language).items() if said == french.get(key)] == []


def test_french_has_its_narrow_space_before_two_part_signs():
    bare = re.compile(r" [;:?!»](?!\S)|« ")

    assert [said for said in sentences("fr").values() if bare.search(said)] == []
