"""Text of articles made safe to print: a terminal obeys control characters, a CI server obeys commands in a log, and an
article may hold any.

Commands are `::error ...` at the start of a line and `##[error]` anywhere (GitHub), `##vso[...]` (Azure) and
`##teamcity[...]`.
"""

import json
import re
from typing import Any

_UNSEEN = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_BRACKET = r"#(?=#\w*\[)"
# Control characters, surrogates, what turns the direction of text, and line separators other than the line feed.
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f{_UNSEEN}]")
_SPACE = re.compile(r"[ \t]*[\r\n\t][ \t\r\n]*")
_COMMAND = re.compile(rf"(?<!.)(\s*+):(?=:)|{_BRACKET}")
_IN_JSON = re.compile(f"[{_UNSEEN}]|{_BRACKET}")


def printable(text: str) -> str:
    """One line: line ends and tabs become a blank, what a machine would obey becomes its code point, as `\\x1b`."""
    shown = _UNSAFE.sub(lambda match: _escaped(match[0]), _SPACE.sub(" ", text))
    return _COMMAND.sub(lambda match: f"{match[1] or ''}{_escaped(match[0][-1])}", shown)


def visible(text: str) -> str:
    """A text of several lines, for a page: what nobody sees becomes its code point."""
    return _UNSAFE.sub(lambda match: _escaped(match[0]), text.replace("\r\n", "\n"))


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON that reads back as the value and holds nothing that a terminal or a CI server would obey."""
    return json_safe(json.dumps(value, ensure_ascii=False, indent=indent))


def json_safe(text: str) -> str:
    """JSON with escapes for what a machine would obey: it can only stand within its strings."""
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
