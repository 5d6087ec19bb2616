"""Nothing an article says is obeyed by a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.report.safe import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Đắk Nông – 5 %", "Đắk Nông – 5 %"),
        ("two\r\n  lines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b2J", "\\x9b2J"),
        ("abc\u202edef", "abc\\u202edef"),
        ("no\xa0break", "no\xa0break"),
        ("\ufefftext\u2028", "\\ufefftext\\u2028"),
        ("bell\a and back\b", "bell\\x07 and back\\x08"),
        ("👩‍🌾 and हिन्दी‍", "👩‍🌾 and हिन्दी‍"),
    ],
)
def test_texts(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters()))
def test_no_control_character_is_left(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    shown.encode("utf-8")


@given(st.text())
def test_showing_twice_is_showing_once(text: str) -> None:
    assert printable(printable(text)) == printable(text)
