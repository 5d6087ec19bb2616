"""The formats of a gate's report, by name and by the ending of a file."""

from collections.abc import Callable
from pathlib import Path

from ledger.gate.records import GateReport

FORMATS = ("text", "json", "github", "sarif", "junit", "markdown")
_ENDINGS = {".txt": "text", ".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown"}

Writer = Callable[[GateReport, tuple[str, ...]], str]
"""A report, and the levels that fail."""


def writer(form: str) -> Writer:
    """The function that writes one of `FORMATS`; only its module is imported."""
    match form:
        case "json":
            from ledger.report.gate import gate_json

            return gate_json
        case "github":
            from ledger.report.github import github_annotations

            return github_annotations
        case "sarif":
            from ledger.report.sarif import sarif_json

            return sarif_json
        case "junit":
            from ledger.report.junit import junit_xml

            return junit_xml
        case "markdown":
            from ledger.report.markdown import gate_markdown

            return gate_markdown
    from ledger.report.gate import gate_text

    return gate_text


def output_of(output: str) -> tuple[str, Path]:
    """Format and file of `report.sarif` or `markdown=report`. Raises ValueError where neither tells the format."""
    form, equals, file = output.partition("=")
    if equals and form in FORMATS:
        return form, Path(file)
    if output.endswith(".sarif.json"):
        return "sarif", Path(output)
    form = _ENDINGS.get(Path(output).suffix.lower(), "")
    if not form:
        raise ValueError(f"'{output}' does not tell its format; write FORMAT=FILE with one of {', '.join(FORMATS)}")
    return form, Path(output)
