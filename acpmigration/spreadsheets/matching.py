"""Which row a cell names: by its key, its name in any language, or a usual other spelling.

What is only near is proposed, never taken.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from acpmigration.spelling import folded
from acpmigration.spreadsheets.unreadable import Unreadable, quoted

PROPOSED = 3
NEAR = 0.7
# Looking for what is near takes long among thousands of names: not for each row of a file in
# which all are wrong.
SEARCHED = 200
LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """A row that cells may name; ``key`` is what it is known by for good, never a number."""

    key: str
    pk: Any
    names: Mapping[str, str]
    others: Iterable[str] = ()
    is_retired: bool = False

    @property
    def name(self) -> str:
        """As the reader sees it."""
        language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        return self.names.get(language) or self.names.get(settings.LANGUAGE_CODE) or self.key


@dataclass
class Names:
    """All rows of one kind, by whatever they are called."""

    entries: Iterable[Entry]
    by_key: dict[str, Entry] = field(init=False)
    _by_spelling: dict[str, set[str]] = field(init=False)
    _searched: dict[str, list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_key = {entry.key: entry for entry in self.entries}
        self._by_spelling = {}
        for entry in self.by_key.values():
            for spelling in (entry.key, *entry.names.values(), *entry.others):
                if spelling and (plain := folded(spelling)):
                    self._by_spelling.setdefault(plain, set()).add(entry.key)

    def find(self, written: str) -> Entry:
        """:raises Unreadable: if it names none, or two."""
        if entry := self.exactly(written):
            return entry
        plain = folded(written[:LONGEST])
        if found := self._by_spelling.get(plain):
            raise Unreadable(
                _("“%(written)s” is the name of several: write which.")
                % {"written": quoted(written)},
                sorted(found)[: PROPOSED * 2],
            )
        raise Unreadable(
            _("“%(written)s” is not known here.") % {"written": quoted(written)}, self._near(plain)
        )

    def exactly(self, written: str) -> Entry | None:
        """The one row that is called so, without looking for what is near: that takes long."""
        if entry := self.by_key.get(written):
            return entry
        found = self._by_spelling.get(folded(written[:LONGEST]), ())
        return self.by_key[next(iter(found))] if len(found) == 1 else None

    def named(self, key: str) -> Entry:
        """The row of a key that was found before.

        :raises Unreadable: if it was deleted since.
        """
        if key not in self.by_key:
            raise Unreadable(_("“%(written)s” is not known here.") % {"written": quoted(key)})
        return self.by_key[key]

    def label(self, key: str) -> str:
        """The name as the reader sees it; the key where another row is called the same."""
        entry = self.by_key.get(key)
        if entry is None:
            return key
        is_own = self._by_spelling.get(folded(entry.name)) == {key}
        return entry.name if is_own else key

    def labels(self) -> list[str]:
        """Of all that may be given to a record, for a list to choose from."""
        return [self.label(key) for key, entry in self.by_key.items() if not entry.is_retired]

    def spellings(self) -> Iterable[tuple[str, str]]:
        """All that rows are called, folded, each with the key of one that is called so."""
        return ((spelling, min(keys)) for spelling, keys in self._by_spelling.items())

    def _near(self, plain: str) -> list[str]:
        if plain not in self._searched and len(self._searched) < SEARCHED:
            near = difflib.get_close_matches(plain, self._by_spelling, PROPOSED * 2, NEAR)
            keys = dict.fromkeys(key for spelling in near for key in self._by_spelling[spelling])
            self._searched[plain] = list(keys)[:PROPOSED]
        return [self.label(key) for key in self._searched.get(plain, [])]


Loader = Callable[[], Any]


class Known(dict[Loader, Any]):
    """What the cells of one slice of rows may name: each kind is read once, when it is needed."""

    def __missing__(self, load: Loader) -> Any:
        self[load] = made = load()
        return made
