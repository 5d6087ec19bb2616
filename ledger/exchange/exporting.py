"""The claims of a ledger for other programs: JSON lines in the shape of `schema/claim.schema.json`, or CSV."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator

from ledger.claims.serial import claim_to_json
from ledger.store.read import read_claims, sources

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_jsonl(connection: sqlite3.Connection) -> Iterator[str]:
    """A JSON object a line, in the order of the articles' ids and of the text."""
    for claim in _claims(connection):
        yield json.dumps(claim, ensure_ascii=False) + "\n"


def as_csv(connection: sqlite3.Connection) -> Iterator[str]:
    """A table with a row of names first. Texts that a spreadsheet would run as a formula begin with an apostrophe."""
    names: list[str] = []
    for claim in _claims(connection):
        if not names:
            names = list(claim)
            yield _row(names)
        yield _row([_cell(claim[name]) for name in names])


def _claims(connection: sqlite3.Connection) -> Iterator[dict[str, object]]:
    """Article by article, so that a large ledger needs little memory."""
    for article in sources(connection):
        for id, claim in read_claims(connection, article).items():
            yield claim_to_json(claim, id)


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return json.dumps(value)
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value


def _row(cells: list[str] | list[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
