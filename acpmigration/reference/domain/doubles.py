"""Organisations that may be one: found by their names, and told apart by people."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import product

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.permissions import EDITORS
from acpmigration.reference.enums import Suspicion
from acpmigration.reference.models import Organisation, OrganisationName, OrganisationPair
from acpmigration.refusals import NotNow, NotYours
from acpmigration.spelling import folded

NAMES = tuple(f"name_{code}" for code, _name in settings.LANGUAGES)
ALIKE = 0.9
# How far to look in an order of the alphabet: names that are alike stand close, whether they are
# read from their beginning or from their end.
NEIGHBOURS = 8
SHORTEST = 2
NUMBERS = re.compile(r"[0-9]+")
# Articles, prepositions and "and" in four languages, folded: names differ in them by habit only.
SMALL_WORDS = re.compile(
    r"the|of|and|for|in|on|to|at|by|as|an?|le|la|les|l|du|des?|d|et|en|au|aux|pour|sur|par|"
    r"os?|da|das|dos?|e|no|na|para|por|el|los?|las|del|al|y"
)

Pair = tuple[int, int]


@dataclass(frozen=True)
class Known:
    """What is compared of an organisation."""

    key: int
    country: int | None
    names: frozenset[str]
    short: str

    def may_be(self, other: "Known") -> bool:
        """Every state has a ministry of the interior."""
        is_elsewhere = self.country and other.country and self.country != other.country
        return self.key != other.key and not is_elsewhere

    def keys(self) -> Iterable[str]:
        return self.names

    def shorts(self) -> Iterable[str]:
        return [self.short] if len(self.short) >= SHORTEST else []

    def words(self) -> Iterable[str]:
        """Its names with what bears meaning in one order: "Finance, Ministry of"."""
        return {_meaning(name) for name in self.names}


@transaction.atomic
def suspect_all() -> int:
    """Compare all with all; return how many pairs are open.

    A pair that somebody has told apart stays so. One that has nothing in common any more is gone.
    """
    everybody = _known()
    _write(suspected(everybody))
    _forget(OrganisationPair.objects.open(), everybody)
    return OrganisationPair.objects.open().count()


@transaction.atomic
def suspect(*, organisation: Organisation) -> list[OrganisationPair]:
    """Compare one with all others; return the open pairs that it is in."""
    everybody = _known()
    own = next((one for one in everybody if one.key == organisation.pk), None)
    if own is not None:
        reasons = ((other, _reason(own, other)) for other in everybody)
        _write({_ordered(own, other): reason for other, reason in reasons if reason})
    pairs = OrganisationPair.objects.open().of(organisation)
    _forget(pairs, everybody)
    return list(pairs.select_related("first", "second").order_by("pk"))


def _forget(pairs: QuerySet[OrganisationPair], everybody: Sequence[Known]) -> None:
    """A pair of which somebody has added one since all were read is left to the next look."""
    known = {one.key: one for one in everybody}
    over = [
        key
        for key, first, second in pairs.values_list("pk", "first", "second")
        if first in known and second in known and not _reason(known[first], known[second])
    ]
    OrganisationPair.objects.filter(pk__in=over).delete()


@transaction.atomic
def dismiss(*, one: Organisation, other: Organisation, by: User, at: datetime) -> OrganisationPair:
    """Say that they are two: nobody is asked again. Whoever said so first is remembered.

    :raises NotNow: for one and the same organisation.
    :raises NotYours: for whoever may not change records.
    """
    if by.role not in EDITORS:
        raise NotYours(_("Your role does not allow this."))
    if one.pk == other.pk:
        raise NotNow(_("This is one and the same organisation."))
    first, second = sorted((one, other), key=lambda organisation: organisation.pk)
    pair, _made = OrganisationPair.objects.get_or_create(
        first=first, second=second, defaults={"reason": Suspicion.BY_HAND}
    )
    OrganisationPair.objects.open().filter(pk=pair.pk).update(dismissed_at=at, dismissed_by=by)
    pair.refresh_from_db()
    return pair


def suspected(everybody: Sequence[Known]) -> dict[Pair, Suspicion]:
    """Find the pairs that may be one, the plainest reason for each."""
    found: dict[Pair, Suspicion] = {}
    for one, other in _alike(everybody):
        found[_ordered(one, other)] = Suspicion.ALIKE
    for reason, keys_of in (
        (Suspicion.ALIKE, Known.words),
        (Suspicion.SHORT_NAME, Known.shorts),
        (Suspicion.NAME, Known.keys),
    ):
        for one, other in _same(everybody, keys_of):
            found[_ordered(one, other)] = reason
    return found


def _known() -> list[Known]:
    others: dict[int, list[str]] = defaultdict(list)
    for key, name in OrganisationName.objects.values_list("organisation", "folded"):
        others[key].append(name)
    rows = Organisation.objects.order_by("pk").values_list("pk", "country", "short_name", *NAMES)
    return [
        Known(
            key,
            country,
            frozenset({*map(folded, filter(None, names)), *others[key]} - {""}),
            folded(short),
        )
        for key, country, short, *names in rows
    ]


def _same(
    everybody: Sequence[Known], keys_of: Callable[[Known], Iterable[str]]
) -> Iterator[tuple[Known, Known]]:
    """Those that have a key in common, in each country; of very many the next ones only."""
    groups: dict[str, list[Known]] = defaultdict(list)
    for one in everybody:
        for key in keys_of(one):
            groups[key].append(one)
    for group in groups.values():
        group.sort(key=lambda one: (one.country or 0, one.key))
        for place, one in enumerate(group):
            yield from (
                (one, other)
                for other in group[place + 1 : place + 1 + NEIGHBOURS]
                if one.may_be(other)
            )


def _alike(everybody: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Those whose names are nearly the same, in four orders of the alphabet."""
    named = [(name, one) for one in everybody for name in one.names]
    for is_by_country, step in product((True, False), (1, -1)):

        def place_of(
            entry: tuple[str, Known], is_by_country: bool = is_by_country, step: int = step
        ) -> tuple[int, str, int]:
            name, one = entry
            return (one.country or 0) if is_by_country else 0, name[::step], one.key

        named.sort(key=place_of)
        for place, (name, one) in enumerate(named):
            for another, other in named[place + 1 : place + 1 + NEIGHBOURS]:
                if one.may_be(other) and _are_alike(name, another):
                    yield one, other


def _reason(one: Known, other: Known) -> Suspicion | None:
    """Why two may be one; the answer of ``suspected``, which asks it of neighbours only."""
    if not one.may_be(other):
        return None
    if one.names & other.names:
        return Suspicion.NAME
    if {*one.shorts()} & {*other.shorts()}:
        return Suspicion.SHORT_NAME
    is_alike = bool({*one.words()} & {*other.words()}) or any(
        _are_alike(name, another) for name in one.names for another in other.names
    )
    return Suspicion.ALIKE if is_alike else None


def _meaning(name: str) -> str:
    words = name.split()
    return " ".join(
        sorted(word for word in words if not SMALL_WORDS.fullmatch(word)) or sorted(words)
    )


def _are_alike(one: str, other: str) -> bool:
    """The cheap questions first: most names differ in length or in letters."""
    if 2 * min(len(one), len(other)) < ALIKE * (len(one) + len(other)):
        return False
    # Numbers tell apart what else would be alike: "Chamber 1" and "Chamber 2".
    if NUMBERS.findall(one) != NUMBERS.findall(other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _ordered(one: Known, other: Known) -> Pair:
    return (one.key, other.key) if one.key < other.key else (other.key, one.key)


def _write(found: Mapping[Pair, Suspicion]) -> None:
    OrganisationPair.objects.bulk_create(
        [
            OrganisationPair(first_id=first, second_id=second, reason=reason)
            for (first, second), reason in sorted(found.items())
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
