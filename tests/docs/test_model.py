"""The examples of docs/model.md are what the ledger reads."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.cli import main

MODEL = (Path(__file__).parent.parent.parent / "docs" / "model.md").read_text(encoding="utf-8")
_, _, AFTER = MODEL.partition("| wording | strict | usual |\n| --- | --- | --- |\n")
ROWS = [[cell.strip() for cell in row.strip("|").split("|")] for row in AFTER.partition("\n\n")[0].splitlines()]


def as_words(low: float | None, high: float | None) -> str:
    if high is None:
        return f"{low:.10g} and above"
    return f"up to {high:.10g}" if low is None else f"{low:.10g} to {high:.10g}"


@pytest.mark.parametrize(("wording", "strict", "usual"), ROWS, ids=[row[0] for row in ROWS])
def test_the_intervals_shown_are_the_ledgers(wording: str, strict: str, usual: str) -> None:
    figure = re.match(r"`(.+?)`", wording)
    assert figure
    printed = CliRunner().invoke(main, ["extract", "--lines"], input=f"The storm reached {figure[1]} in March 2024.\n")
    assert printed.exit_code == 0, printed.output
    (claim,) = [c for c in json.loads(printed.stdout) if c["kind"] == "quantity"]
    assert claim["quote"] == figure[1]
    assert as_words(claim["low"], claim["high"]) == strict
    assert as_words(claim["usual_low"], claim["usual_high"]) == usual
