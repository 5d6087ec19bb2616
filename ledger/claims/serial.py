"""Claims as JSON objects, in the shape of `schema/claim.schema.json`."""

from ledger.claims.claim import Claim

_BEYOND_EXACT = 1e21
"""From here on a whole number is written with an exponent: its digits would be an artefact of the binary form."""


def claim_to_json(claim: Claim, id: str | None) -> dict[str, object]:
    """The claim as a JSON object; `id` is None for a text without a ledger, and so may the article be."""
    return {
        "id": id,
        "article": claim.article or None,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind,
        "subject": claim.subject,
        "measure": claim.measure,
        "value": plain_number(claim.value),
        "value_text": claim.value_text,
        "unit": claim.unit,
        "low": plain_number(claim.low),
        "high": plain_number(claim.high),
        "usual_low": plain_number(claim.usual_low),
        "usual_high": plain_number(claim.usual_high),
        "hedge": claim.hedge,
        "place": claim.place,
        "period": claim.period,
        "period_kind": claim.period_kind,
        "programme": claim.programme,
        "population": claim.population,
        "modality": claim.modality,
        "speaker": claim.speaker,
        "evidence": {facet: list(span) for facet, span in sorted(claim.evidence.items())},
        "extractor": claim.extractor,
    }


def plain_number(value: float | None) -> int | float | None:
    """A whole value as an integer, so that 134273.0 is written as 134273."""
    if value is None or abs(value) >= _BEYOND_EXACT or not float(value).is_integer():
        return value
    return int(value)
