"""A gate's report as Markdown, short enough for a comment on a pull request."""

import re
from collections.abc import Iterator

from ledger.gate.records import GateReport
from ledger.report.gate import counts_told, decide_command, lapsed_decision, summary
from ledger.report.places import cited, foremost
from ledger.report.safe import printable
from ledger.reported import ReportedConflict, Spot

MARKER = "<!-- fact-ledger -->"
"""First line: by it a later run finds the comment it is to replace."""
AT_MOST = 20
"""Conflicts that are shown in full; a comment of GitHub holds 65,536 characters."""
SENTENCE = 600
"""Characters of a sentence that are shown around its quote, at most."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~@&])")


def gate_markdown(report: GateReport, levels: tuple[str, ...] = ()) -> str:
    """A heading with the outcome, conflicts with both sentences, problems, and what became of earlier claims."""
    return "".join(f"{line}\n" for line in _lines(report, levels))


def _lines(report: GateReport, levels: tuple[str, ...]) -> Iterator[str]:
    yield from (MARKER, "### Fact Ledger", "", f"**{summary(report, levels)}**", "")
    for conflict in report.conflicts[:AT_MOST]:
        yield from _conflict(conflict, report)
    if len(report.conflicts) > AT_MOST:
        yield from (f"and {len(report.conflicts) - AT_MOST} more conflicts: run `facts gate` to see them.", "")
    if report.problems:
        yield from (f"- **{problem.level}**: {_plain(problem.message)}" for problem in report.problems)
        yield ""
    if report.articles:
        yield from ("| article | | earlier claims |", "| --- | --- | --- |")
        for article in report.articles:
            told = counts_told(article.compared).removeprefix("earlier claims: ") if article.compared else ""
            yield f"| {_plain(article.file)} | {article.change} | {told} |"


def _conflict(conflict: ReportedConflict, report: GateReport) -> Iterator[str]:
    yield f"#### {conflict.level}: {conflict.rule} {printable(conflict.name)}"
    yield from ("", _plain(conflict.message), "")
    if conflict.id in report.lapsed:
        yield from (_plain(lapsed_decision(report.lapsed[conflict.id])), "")
    for claim in foremost(conflict, report.fresh):
        if claim.witness:
            new = " (new)" if claim.id in report.fresh else ""
            yield from (f"- {_plain(cited(claim))}{new}", f"  > {_quoted(claim)}")
    if conflict.level != "note":
        yield from ("", f"To decide: `{decide_command(conflict.id, conflict.id in report.unbuilt)}`")
    yield ""


def _quoted(claim: Spot) -> str:
    """The sentence with its quote in bold, cut where it is long."""
    start = claim.start - claim.sentence_start
    end = claim.end - claim.sentence_start
    before, quote, after = claim.sentence[:start], claim.sentence[start:end], claim.sentence[end:]
    if len(before) > SENTENCE // 2:
        before = f"… {before[-SENTENCE // 2 :]}"
    if len(after) > SENTENCE // 2:
        after = f"{after[: SENTENCE // 2]} …"
    return f"{_plain(before)}**{_plain(quote)}**{_plain(after)}"


def _plain(text: str) -> str:
    """Text that Markdown and HTML leave as it is; nobody is mentioned by it."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[1])};", printable(text))
