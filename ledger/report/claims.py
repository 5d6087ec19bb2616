"""Claims of one article, printed: as JSON lines, as one JSON list, or for a person."""

from ledger.claims.extraction import Extraction
from ledger.claims.identity import claim_ids
from ledger.claims.serial import claim_to_json, plain_number
from ledger.report.safe import json_text, printable
from ledger.text import line_and_column

_FACETS = ("place", "period", "programme", "population", "modality", "speaker")


def _objects(extraction: Extraction) -> list[dict[str, object]]:
    ids = claim_ids(extraction.sentences, extraction.claims)
    return [claim_to_json(claim, id) for claim, id in zip(extraction.claims, ids, strict=True)]


def as_jsonl(extraction: Extraction) -> str:
    """One JSON object a line, in order of position."""
    return "".join(json_text(claim) + "\n" for claim in _objects(extraction))


def as_list(extraction: Extraction) -> str:
    """All claims of one text as one JSON list, without a line end."""
    return json_text(_objects(extraction))


def as_text(extraction: Extraction) -> str:
    """A block per claim: where it stands, what it says, its quote."""
    blocks = []
    for claim in extraction.claims:
        line, column = line_and_column(extraction.article.text, claim.start)
        value = claim.value_text if claim.kind != "quantity" else str(plain_number(claim.value) or claim.value_text)
        said = f"{claim.measure}: {value} {claim.unit or ''}".rstrip()
        hedge = "" if claim.hedge == "none" else f" ({claim.hedge.replace('_', ' ')})"
        facets = ", ".join(
            f"{name} {value}" for name in _FACETS if (value := getattr(claim, name)) and value != "stated"
        )
        blocks.append(
            f"{printable(extraction.article.file)}:{line}:{column} {claim.kind}\n"
            f"  {printable(said)}{hedge}\n"
            + (f"  {printable(facets)}\n" if facets else "")
            + f"  »{printable(claim.quote)}«\n"
        )
    return "".join(blocks)


def coverage(extraction: Extraction) -> str:
    """A line for each refusal, each figure that nothing explains, and an article whose language has no grammar."""
    article = extraction.article
    file = printable(article.file)
    if not extraction.grammar:
        return f"{file}: no grammar for language {article.language!r}: stored, no claims read\n"
    lines = [f"{file}: {printable(refusal.reason)}\n" for refusal in extraction.refusals]
    for span in extraction.uncovered:
        line, column = line_and_column(article.text, span.start)
        figure = printable(article.text[span.start : span.end])
        lines.append(f"{file}:{line}:{column} figure {figure!r} is in no claim\n")
    return "".join(lines)
