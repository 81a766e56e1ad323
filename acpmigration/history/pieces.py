"""The difference between two texts, word by word, as far as anybody reads it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, REMOVED, ADDED = "same", "del", "ins"
WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Markup counts as one word.
MARKED_UP_WORDS = re.compile(r"\s+|[^\s<>]+|<[^<>]*>?|>")
SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]*")
# Comparing takes as long as one text times the other: beyond it, sentences stand for words.
MOST_COMPARISONS = 400_000
# What is the same around a change is shown as far as it helps to find the place.
CONTEXT = 60
LEFT_OUT = " … "


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """What was kept, removed and added, in the order of reading; long texts are shortened."""
    if not old or not new or not (re.search(r"\s", old) or re.search(r"\s", new)):
        # One word for another, such as a code or an address, is read as a whole.
        return [piece for piece in (Piece(REMOVED, old), Piece(ADDED, new)) if piece.text]
    return list(_shortened(_joined(_compared(old, new))))


def whole_pieces(old: str, new: str) -> list[Piece]:
    """The same of texts with markup, with nothing left out: for whoever goes by them."""
    return list(_joined(_compared(old, new, MARKED_UP_WORDS)))


def spaced(found: Iterable[Piece]) -> Iterator[Piece]:
    """With a space between two changes that stand side by side, where both are shown."""
    is_change = False
    for piece in found:
        if is_change and piece.kind != SAME:
            yield Piece(SAME, " ")
        yield piece
        is_change = piece.kind != SAME


def _compared(old: str, new: str, words: re.Pattern[str] = WORDS) -> Iterator[Piece]:
    for parts in (words, SENTENCES):
        before, after = parts.findall(old), parts.findall(new)
        start = _length_of_common_start(before, after)
        end = _length_of_common_start(before[start:][::-1], after[start:][::-1])
        removed, added = before[start : len(before) - end], after[start : len(after) - end]
        if len(removed) * len(added) <= MOST_COMPARISONS:
            yield Piece(SAME, "".join(before[:start]))
            yield from _matched(removed, added)
            yield Piece(SAME, "".join(before[len(before) - end :]))
            return
    yield Piece(REMOVED, old)
    yield Piece(ADDED, new)


def _length_of_common_start(one: list[str], other: list[str]) -> int:
    number = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        number += 1
    return number


def _matched(removed: list[str], added: list[str]) -> Iterator[Piece]:
    for what, i, j, k, m in SequenceMatcher(None, removed, added, autojunk=False).get_opcodes():
        text = "".join(removed[i:j])
        if what == "equal" and text.strip():
            yield Piece(SAME, text)
        else:
            # A space alone between two changes belongs to them.
            yield Piece(REMOVED, text)
            yield Piece(ADDED, "".join(added[k:m]))


def _joined(found: Iterable[Piece]) -> Iterator[Piece]:
    """One removal and one addition between two places that are the same."""
    for is_same, run in groupby(found, lambda piece: piece.kind == SAME):
        parts = list(run)
        for kind in (SAME,) if is_same else (REMOVED, ADDED):
            if text := "".join(part.text for part in parts if part.kind == kind):
                yield Piece(kind, text)


def _shortened(found: Iterable[Piece]) -> Iterator[Piece]:
    parts = list(found)
    if len(parts) == 1:
        yield from parts
        return
    for number, piece in enumerate(parts):
        first = 0 if number == 0 else CONTEXT
        last = 0 if number == len(parts) - 1 else CONTEXT
        text = piece.text
        if piece.kind == SAME and len(text) > first + last + len(LEFT_OUT):
            text = f"{text[:first]}{LEFT_OUT}{text[len(text) - last :]}"
        yield Piece(piece.kind, text)
