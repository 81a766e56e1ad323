"""What a reader may have meant by words that nothing has: the nearest ones that something has."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from acpmigration.search import analyser
from acpmigration.search.query import Query

# Of ten letters two may be wrong, or change places.
CLOSENESS = 0.75
SHORTEST = 4
# Words that differ more in length are no slips of each other.
MOST_LETTERS_APART = 2
# Each is compared with every known word; a query of more slips is no slip.
MOST_SLIPS = 2


def vocabulary(texts: Iterable[str], language: str) -> dict[str, str]:
    """Return the words of ``texts``: each token of a word -> the word as it is written first."""
    known: dict[str, str] = {}
    for text in texts:
        for word in analyser.words(text):
            if len(word) >= SHORTEST and not word.isdigit():
                for token in analyser.tokens(word, language):
                    known.setdefault(token, word.lower())
    return known


def nearest(query: Query, known: Mapping[str, str]) -> str:
    """Return the query with known words in the place of slips; nothing if there is no slip."""
    slips = [
        word
        for word, tokens in zip(query.words, query.alternatives, strict=True)
        if len(word) >= SHORTEST and not any(token in known for token in tokens)
    ]
    if len(slips) > MOST_SLIPS:
        return ""
    meant = [_nearest_word(word, known) if word in slips else word for word in query.words]
    return "" if meant == list(query.words) else " ".join(meant)


def _nearest_word(word: str, known: Mapping[str, str]) -> str:
    token = analyser.whole(word)
    alike = [each for each in known if abs(len(each) - len(token)) <= MOST_LETTERS_APART]
    found = get_close_matches(token, alike, n=1, cutoff=CLOSENESS)
    return known[found[0]] if found else word
