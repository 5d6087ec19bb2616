"""Where a claim or a conflict stands, as programs want to know it: lines and columns from 1, in code points."""

import os
from pathlib import PurePath
from typing import NamedTuple

from ledger.report.safe import printable
from ledger.reported import ReportedConflict, Spot
from ledger.text.lines import lines


class Region(NamedTuple):
    """From a quote's first character to the one after its last."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(spot: Spot) -> Region | None:
    """Where the quote stands in its file; None for a web page, whose lines are those of its extracted text."""
    if spot.file.lower().endswith(".html"):
        return None
    quote = spot.quote
    *full, (start, end) = lines(quote)
    if quote[end - 1] in "\r\n":
        return Region(spot.line, spot.column, spot.line + len(full) + 1, 1)
    column = end - start + (1 if full else spot.column)
    return Region(spot.line, spot.column, spot.line + len(full), column)


def from_root(file: str) -> str:
    """A path as CI servers want it: from the root of their checkout, which they name; elsewhere as cited."""
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    path = os.path.abspath(file)
    if not root or os.path.commonpath((root, path)) != os.path.normpath(root):
        return file
    return PurePath(os.path.relpath(path, root)).as_posix()


def cited(spot: Spot) -> str:
    """`seeds/a.md:3:14`; of a web page it says whose line it is."""
    page = " of the extracted text" if region(spot) is None else ""
    return f"{printable(spot.file)}:{spot.line}:{spot.column}{page}"


def foremost(conflict: ReportedConflict, fresh: frozenset[str]) -> tuple[Spot, ...]:
    """The claims of a conflict, or its place: first what an article says for the first time, then other witnesses."""
    return tuple(sorted(conflict.spots, key=lambda spot: (spot.id not in fresh, not spot.witness)))
