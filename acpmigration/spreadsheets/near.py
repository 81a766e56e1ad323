"""Names that are nearly the same, found without comparing each with all."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

ALIKE = 0.9
# How far to look in the order of the alphabet: names that are alike mostly begin alike.
NEIGHBOURS = 8


class Alphabet:
    """Names in their order, each with whatever it leads to."""

    def __init__(self, named: Iterable[tuple[str, str]] = ()) -> None:
        self.leads_to = dict(named)
        self.order = sorted(self.leads_to)

    def add(self, name: str, to: str) -> None:
        if name not in self.leads_to:
            insort(self.order, name)
            self.leads_to[name] = to

    def near(self, name: str) -> Iterator[str]:
        """Where names lead that are like this one, and not the very same."""
        place = bisect_left(self.order, name)
        for other in self.order[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS]:
            matcher = SequenceMatcher(None, name, other, autojunk=False)
            is_alike = matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE
            if other != name and is_alike and matcher.ratio() >= ALIKE:
                yield self.leads_to[other]
