"""What a reader typed, taken apart: the one form in which a query travels on to the engines."""

from dataclasses import dataclass
from functools import lru_cache

from acpmigration.search import analyser

MAX_CHARACTERS = 200
MAX_WORDS = 8


@dataclass(frozen=True)
class Query:
    """Every word has to be found in one of its alternatives, the last one by its start too."""

    language: str
    # The words that are searched, as typed; stop words are passed over unless there are no others.
    words: tuple[str, ...]
    # What was over the limits and is not searched; the page says so.
    ignored_words: tuple[str, ...]
    # Tokens of each word, and the token that a word of the record may begin with.
    alternatives: tuple[tuple[str, ...], ...]
    beginning: str

    def __bool__(self) -> bool:
        """Whether there is anything to search: "?!" holds no word."""
        return bool(self.words)


@lru_cache(maxsize=1_000)
def parse(text: str, language: str) -> Query:
    """Read what was typed; never refuses, whatever it is.

    Where a text is not translated the English one is indexed, so that a query is read as
    English too.
    """
    languages = dict.fromkeys((language, analyser.FALLBACK))
    found = [word for word in analyser.words(text[:MAX_CHARACTERS]) if analyser.whole(word)]
    telling = [
        word for word in found if not any(analyser.is_stop_word(word, each) for each in languages)
    ]
    once = list({analyser.whole(word): word for word in reversed(telling or found)}.values())[::-1]
    kept, ignored = once[:MAX_WORDS], once[MAX_WORDS:]
    return Query(
        language=language,
        words=tuple(kept),
        ignored_words=tuple(ignored),
        alternatives=tuple(
            tuple(dict.fromkeys(t for each in languages for t in analyser.tokens(word, each)))
            for word in kept
        ),
        beginning=_beginning(kept),
    )


def _beginning(kept: list[str]) -> str:
    """Return the last word's token, unless it is a single letter: half the index begins with it."""
    return analyser.whole(kept[-1]) if kept and len(kept[-1]) > 1 else ""
