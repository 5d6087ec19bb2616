"""The claims of a ledger for other programs: JSON lines in the shape of `schema/claim.schema.json`, or CSV."""

import csv
import io
import sqlite3
from collections.abc import Iterator

from ledger.claims.serial import claim_to_json
from ledger.report.safe import json_text, printable
from ledger.store.read import read_claims, sources

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_jsonl(connection: sqlite3.Connection) -> Iterator[str]:
    """A JSON object a line, in the order of the articles' ids and of the text."""
    for claim in _claims(connection):
        yield json_text(claim) + "\n"


def as_csv(connection: sqlite3.Connection) -> Iterator[str]:
    """A table with a row of names first, for people: exact texts are those of the JSON lines.

    Line ends and control characters are shown as elsewhere, and texts that a spreadsheet would run as a formula begin
    with an apostrophe.
    """
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
        return json_text(value)
    if not isinstance(value, str):
        return value
    shown = printable(value)
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA) else shown


def _row(cells: list[str] | list[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
