"""Signs that no text of ours holds."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from acpmigration.signs import all_writable, is_writable, storable, writable

NAMED_IN_CODE = re.compile(r"\\u[dD]8|\\u[dD][fF]{3}|\\u[fF]{3}[dDeEfF]|\\x0b")
OURS = ["dashboard", "knowledge", "nsa_grants", "experts", "technical_assistance", "acpmigration"]
EVERY_SIGN = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x01\x08\t\n\x0b\x0c\r\x0e\x1f\x7f\x85\ud800\udfff\ufffd\ufffe\uffff"),
    )
)


@given(EVERY_SIGN)
@example("\x00\x0b\ud800\udfff\ufffe\uffff")
@example("\t\n\r\x7f\x85\ufffd\U0001ffff\U0010ffff")
def test_what_is_left_can_stand_in_xml_and_nothing_else_was_taken(text):
    kept = writable(text)

    assert fromstring(f"<t>{_escaped(kept)}</t>").text == (kept or None)
    assert is_writable(kept)
    assert is_writable(text) == (kept == text)
    left = iter(text)
    assert all(sign in left for sign in kept), "in the same order"


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_each_sign_that_xml_knows_none_of_is_left_out(sign):
    assert writable(f"a{sign}b\n") == "ab\n"
    assert not is_writable(f"a{sign}b")


@given(EVERY_SIGN)
def test_a_database_holds_more(text):
    kept = storable(text)

    assert kept.encode().decode() == kept
    assert "\0" not in kept
    assert writable(kept) == writable(text)


def test_a_record_is_cleaned_through_and_through():
    record = {"a": "x\0y", "b": [{"c": "\ufffe"}, "z\x01"], "d": 4, "e": None, "f": True}

    assert all_writable(record) == {"a": "xy", "b": [{"c": ""}, "z"], "d": 4, "e": None, "f": True}


def test_no_other_module_has_a_list_of_its_own():
    found = {
        path.name
        for app in OURS
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if NAMED_IN_CODE.search(path.read_text())
    }

    assert found == {"signs.py"}


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})
