"""Files of one JSON object a line that are only ever added to, and strict reading of such lines."""

import json
import os
import re
from pathlib import Path
from typing import Any

from ledger.errors import StoreError

LONGEST_LINE = 1_000_000
"""In characters: no claim and no decision is longer."""
DEEPEST = 8
"""Levels of brackets in one line."""
LARGEST = 1e300
"""Beyond this the ledger knows no numbers; comparing uses what lies above for open ends."""
_MOST_DIGITS = 300
_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*"?|[\[{]|[\]}]')


def parse_object(line: str) -> dict[str, Any]:
    """The JSON object of a line. Raises ValueError with what is wrong, in a few words.

    Refused are repeated keys (one value would hide the other), NaN, infinities, numbers beyond 1e300, half
    characters, deep nesting and overlong lines.
    """
    if len(line) > LONGEST_LINE:
        raise ValueError(f"the line is longer than {LONGEST_LINE:,} characters")
    if _depth(line) > DEEPEST:
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    try:
        found = json.loads(
            line, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_float
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found


def append_lines(path: Path, text: str, problem: str) -> None:
    """Add lines at the end of a file, all or none of them, and wait until they are on disk.

    Raises StoreError: the file, why, and `problem`, which says what has not happened.
    """
    lines = text.encode()
    if not lines:
        return
    try:
        # Without a buffer: what a full disk did not take must not be tried again when the file is closed.
        with path.open("a+b", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 1, 0))
            if size and file.read(1) != b"\n":
                lines = b"\n" + lines
            try:
                while lines:
                    lines = lines[file.write(lines) :]
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}); {problem}") from error


def _depth(line: str) -> int:
    depth = deepest = 0
    for mark in _BRACKETS.finditer(line):
        if mark[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark[0] in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key[:40]!r} stands twice")
        for text in (key, value):
            if isinstance(text, str):
                _check_whole(text)
        found[key] = value
    return found


def _check_whole(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half a character (lone surrogate) in a text") from error


def _constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits is too large")
    return int(digits)


def _float(text: str) -> float:
    value = float(text)
    if not abs(value) <= LARGEST:
        raise ValueError(f"the number {text[:20]} is too large")
    return value
