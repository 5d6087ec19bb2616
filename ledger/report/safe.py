"""Text of articles made safe to print: a terminal obeys control characters, and an article may hold any."""

import re

# Control characters, surrogates, what turns the direction of text, and line separators other than the line feed.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"[ \t]*[\r\n\t][ \t\r\n]*")


def printable(text: str) -> str:
    """One line: line ends and tabs become a blank, what a terminal would obey becomes its code point, as `\\x1b`."""
    return _UNSAFE.sub(lambda match: _escaped(match[0]), _SPACE.sub(" ", text))


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
