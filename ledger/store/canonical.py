"""Rows as bytes that are the same on every machine, and their hashes.

A row is a JSON list without white space: text as it stands, floats as plain decimal strings, so that 100.0 cannot
be told from 100 and every program writes the same digits. Its SHA-256 is begun with the name of the table and of
its columns. What SQLite numbers itself (rowids) takes no part.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash

HASH = "sha256"
Value = str | int | float | None
"""What a column of a ledger holds."""


def decimal_text(value: float) -> str:
    """The shortest decimal that reads back as this float, without an exponent: 4.821e12 -> '4821000000000'."""
    if not isfinite(value):
        raise ValueError(f"{value} has no decimal form")
    text = repr(value)
    if "e" in text:
        from decimal import Decimal

        text = format(Decimal(text), "f")
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def row_hash(table: str, columns: tuple[str, ...], row: Sequence[Value]) -> bytes:
    """The hash of one row of a table, its values in the order of the columns."""
    digest = _begun(table, columns).copy()
    values = [decimal_text(value) if isinstance(value, float) else value for value in row]
    digest.update(_dumps(values).encode())
    return digest.digest()


def set_hash(hashes: Iterable[bytes]) -> str:
    """One hash for a set of rows, whatever their order, with the algorithm's name."""
    return f"{HASH}:{sha256(b''.join(sorted(hashes))).hexdigest()}"


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def seal(row: bytes) -> int:
    """The first eight bytes of a row's hash, as SQLite stores an integer."""
    return int.from_bytes(row[:8], "big", signed=True)


_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


@cache
def _begun(table: str, columns: tuple[str, ...]) -> "_Hash":
    return sha256(_dumps([table, *columns]).encode())
