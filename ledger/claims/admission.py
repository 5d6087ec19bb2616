"""The one door into the ledger: a claim enters only if its quote stands at its offsets, within one sentence of the
body, and says what the ledger itself reads there. Who proposed it makes no difference.
"""

from collections import defaultdict
from collections.abc import Iterable

from ledger.claims.claim import Claim
from ledger.claims.extraction import Refusal
from ledger.claims.identity import canonical_json
from ledger.claims.reading import Reading
from ledger.claims.serial import claim_to_json


class Admission:
    """Checks proposals against one article as the ledger has read it, with the ledger's own claims of it."""

    def __init__(self, reading: Reading, own: Iterable[Claim]) -> None:
        self._reading = reading
        self._own: dict[int, list[Claim]] = defaultdict(list)
        for claim in own:
            self._own[claim.sentence].append(claim)

    def admit(self, proposals: Iterable[Claim]) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
        """The claims that may enter, in order of position, and a refusal for each of the others."""
        admitted, refused = [], []
        for claim in proposals:
            reason = self.reason_to_refuse(claim)
            if reason is None:
                admitted.append(claim)
            else:
                refused.append(Refusal(claim.extractor, reason, canonical_json(claim_to_json(claim, None))))
        admitted.sort(key=lambda claim: (claim.start, claim.end, claim.kind, claim.measure, claim.extractor))
        return tuple(admitted), tuple(refused)

    def reason_to_refuse(self, claim: Claim) -> str | None:
        """Why a claim may not enter, in a few words; None when it may."""
        text = self._reading.article.text
        if not 0 <= claim.start < claim.end <= len(text):
            return f"offsets {claim.start}-{claim.end} lie outside the article"
        if text[claim.start : claim.end] != claim.quote:
            return "the quote does not stand, character for character, at its offsets"
        if not 0 <= claim.sentence < len(self._reading.sentences):
            return f"the article has no sentence {claim.sentence}"
        sentence = self._reading.sentences[claim.sentence].sentence
        if not (sentence.start <= claim.start and claim.end <= sentence.end):
            return f"the quote does not lie within sentence {claim.sentence}"
        for facet, span in claim.evidence.items():
            if not 0 <= span.start < span.end <= len(text):
                return f"the evidence for {facet} lies outside the article"
        return self._value_reason(claim)

    def _value_reason(self, claim: Claim) -> str | None:
        """Reads the value again: a figure must be one the ledger reads at that place, any other claim must name it."""
        own = [mine for mine in self._own[claim.sentence] if _overlap(mine, claim) and mine.kind == claim.kind]
        if not own:
            return f"the ledger reads no {claim.kind} in the quote"
        reasons = [_difference(mine, claim) for mine in own]
        return None if None in reasons else min(filter(None, reasons), key=len)


def _overlap(a: Claim, b: Claim) -> bool:
    return a.start < b.end and b.start < a.end


def _difference(own: Claim, claim: Claim) -> str | None:
    """What a proposal says otherwise than the ledger's own claim at the same place."""
    if claim.kind != "quantity":
        if own.value_text == claim.value_text or claim.value_text in claim.quote:
            return None
        return f"the ledger reads {own.value_text!r} in the quote, not {claim.value_text!r}"
    if not (claim.start <= own.start and own.end <= claim.end) and own.value_text not in claim.quote:
        return f"the quote does not hold the figure {own.value_text!r}"
    for name in ("value", "low", "high", "unit", "hedge"):
        mine, theirs = getattr(own, name), getattr(claim, name)
        if mine != theirs:
            return f"the ledger reads {name} {mine!r} in the quote, not {theirs!r}"
    return None
