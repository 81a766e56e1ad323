"""The difference between two texts: nothing is lost, nothing is compared for ever."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acpmigration.history.pieces import LEFT_OUT, Piece, pieces, whole_pieces
from acpmigration.history.values import without_markup

pytestmark = pytest.mark.static

# Short enough that nothing of it is left out.
TEXTS = st.text(alphabet="abc .,é\n<&", max_size=50)


def said(found):
    return [(piece.kind, piece.text) for piece in found]


@given(old=TEXTS, new=TEXTS)
def test_both_texts_can_be_read_off_the_difference(old, new):
    found = pieces(old, new)

    assert "".join(piece.text for piece in found if piece.kind != "ins") == old
    assert "".join(piece.text for piece in found if piece.kind != "del") == new


def test_words_are_compared_not_letters():
    found = pieces("The visa fee was waived in May.", "The visa fees were waived in May.")

    assert said(found) == [
        ("same", "The visa "),
        ("del", "fee was"),
        ("ins", "fees were"),
        ("same", " waived in May."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("TA/028/2016", "TA/029/2016", [("del", "TA/028/2016"), ("ins", "TA/029/2016")]),
        ("", "A word", [("ins", "A word")]),
        ("A word", "", [("del", "A word")]),
        ("", "", []),
    ],
)
def test_a_code_or_what_stood_alone_is_told_as_a_whole(old, new, told):
    assert said(pieces(old, new)) == told


def test_what_is_the_same_is_shortened_around_the_change():
    found = pieces("word " * 200 + "old " + "word " * 200, "word " * 200 + "new " + "word " * 200)

    assert [piece.kind for piece in found] == ["same", "del", "ins", "same"]
    assert found[0].text.startswith(LEFT_OUT)
    assert found[-1].text.endswith(LEFT_OUT)
    assert max(len(piece.text) for piece in found) < 80


def test_long_texts_that_have_nothing_in_common_take_no_time():
    old = " ".join(f"old{number}" for number in range(8_000))
    new = " ".join(f"new{number}" for number in range(8_000))
    began = time.monotonic()

    found = pieces(old, new)

    assert time.monotonic() - began < 2
    assert found == [Piece("del", old), Piece("ins", new)]


def test_markup_is_no_word():
    assert without_markup("<h2>Fees</h2><p>One &amp; two<br>three</p>") == "Fees\nOne & two\nthree"


def test_markup_counts_as_one_word_where_nothing_is_left_out():
    kept = "<p>" + "Nobody pays. " * 20

    found = whole_pieces(f"{kept}Who may travel.</p>", f'{kept}Who may travel</p><p lang="fr">Oui')

    assert said(found) == [
        ("same", f"{kept}Who may "),
        ("del", "travel."),
        ("ins", "travel"),
        ("same", "</p>"),
        ("ins", '<p lang="fr">Oui'),
    ]


@given(old=st.text(max_size=60), new=st.text(max_size=60))
def test_no_letter_of_two_texts_with_markup_is_lost(old, new):
    found = whole_pieces(old, new)

    assert "".join(piece.text for piece in found if piece.kind != "ins") == old
    assert "".join(piece.text for piece in found if piece.kind != "del") == new
