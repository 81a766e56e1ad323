"""Words become tokens, the same for a record's text and for a reader's query.

A token is made of a-z and 0-9 only: the engines split and fold everything else by tables of their
own, so nothing else reaches them, and a token can never be a piece of their query languages.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

# A change here changes every token: rebuild_search has to follow, and --check says so.
REVISION = "1"
MAX_WORD = 64

ALGORITHMS = {"en": "english", "fr": "french", "pt": "portuguese", "es": "spanish"}
FALLBACK = "en"

# Without verbs and without "est", which is a point of the compass too.
STOP_WORDS = {
    language: frozenset(line.split())
    for language, line in {
        "en": "a an and are as at be but by for from has have in into is it its no not of on or s "
        "t that the their there these they this to was were which will with",
        "fr": "a au aux avec c ce ces cette d dans de des du elle elles en et il ils j l la le les "
        "leur leurs m mais n ne nous on ou par pas pour qu que qui s sa se ses son sur t un une "
        "vous y",
        "pt": "a ao aos as com da das de do dos e em na nas no nos o os ou para pela pelas pelo "
        "pelos por que se seu seus sua suas um uma",
        "es": "a al con de del e el en la las lo los o para por que se su sus un una unos unas y",
    }.items()
}

WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
BETWEEN = str.maketrans(
    # Letters that look like apostrophes part words as these do; what cannot be seen parts nothing.
    {**dict.fromkeys("\u02bb\u02bc", "'"), **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")}
)
# Letters that Unicode does not take apart into a letter and an accent.
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})


def words(text: str) -> list[str]:
    """Return the words of ``text`` as they were written."""
    return WORD.findall(unicodedata.normalize("NFC", text).translate(BETWEEN))


def fold(word: str) -> str:
    """Return ``word`` in lower case and without accents."""
    # Twice, for taking apart brings capitals to light, and lowering brings accents.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in apart if letter.isalnum()).translate(LETTERS)


@lru_cache(maxsize=50_000)
def whole(word: str) -> str:
    """Return the token of the word itself, or nothing if nothing can be searched in it."""
    return _token(fold(word[:MAX_WORD]))


def is_stop_word(word: str, language: str) -> bool:
    return fold(word) in STOP_WORDS[language]


@lru_cache(maxsize=50_000)
def tokens(word: str, language: str) -> tuple[str, ...]:
    """Return every token under which ``word`` is found: its stems first, then the word itself.

    Both orders of folding and stemming are kept, for a record and a query may differ in accents.
    The word itself is there for one that is typed by half, and for names in another language.
    """
    if is_stop_word(word, language):
        return (whole(word),)
    # Made anew, for a stemmer keeps its word in itself and two threads would mix theirs.
    stem = snowballstemmer.stemmer(ALGORITHMS[language]).stemWord
    plain = word[:MAX_WORD].casefold()
    found = (_token(fold(stem(plain))), _token(stem(fold(plain))), whole(word))
    return tuple(token for token in dict.fromkeys(found) if token)


def analyse(text: str, language: str) -> Iterator[str]:
    """Yield the tokens of ``text`` in their order, as the engines index them.

    Stop words stay in, so that a query of stop words alone finds something.
    """
    for word in words(text):
        yield from tokens(word, language)


def _token(folded: str) -> str:
    """Write ``folded`` in a-z and 0-9, beginning with a letter.

    PostgreSQL's parser would take "1e5x" apart, as a number and a rest.
    """
    plain = "".join(c if c.isascii() else f"u{ord(c):06x}" for c in folded)
    return f"n{plain}" if plain[:1].isdigit() else plain
