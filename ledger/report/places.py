"""Where a claim stands, as programs want to know it: lines and columns from 1, in code points."""

import os
from pathlib import PurePath
from typing import NamedTuple

from ledger.reported import ReportedClaim, ReportedConflict
from ledger.text.lines import lines


class Region(NamedTuple):
    """From a quote's first character to the one after its last."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(claim: ReportedClaim) -> Region | None:
    """Where the quote stands in its file; None for a web page, whose lines are those of its extracted text."""
    if claim.file.lower().endswith(".html"):
        return None
    quote = claim.claim.quote
    *full, (start, end) = lines(quote)
    if quote[end - 1] in "\r\n":
        return Region(claim.line, claim.column, claim.line + len(full) + 1, 1)
    column = end - start + (1 if full else claim.column)
    return Region(claim.line, claim.column, claim.line + len(full), column)


def from_root(file: str) -> str:
    """A path as CI servers want it: from the root of their checkout, which they name; elsewhere as cited."""
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    path = os.path.abspath(file)
    if not root or os.path.commonpath((root, path)) != os.path.normpath(root):
        return file
    return PurePath(os.path.relpath(path, root)).as_posix()


def cited(claim: ReportedClaim) -> str:
    """`seeds/a.md:3:14`; of a web page it says whose line it is."""
    page = " of the extracted text" if region(claim) is None else ""
    return f"{claim.file}:{claim.line}:{claim.column}{page}"


def foremost(conflict: ReportedConflict, fresh: frozenset[str]) -> tuple[ReportedClaim, ...]:
    """The claims of a conflict, first what an article says for the first time; witnesses before what is listed."""
    return tuple(sorted(conflict.claims, key=lambda claim: (claim.id not in fresh, not claim.witness)))
