"""The one door into the ledger: a claim enters only if its quote stands at its offsets, within one sentence of the
body, and says what the ledger itself reads there. Who proposed it makes no difference.
"""

from collections import defaultdict
from collections.abc import Iterable

from ledger.claims.agreement import difference
from ledger.claims.claim import Claim
from ledger.claims.extraction import Refusal
from ledger.claims.identity import canonical_json
from ledger.claims.reading import Reading
from ledger.claims.serial import claim_to_json
from ledger.text.article import Span


class Admission:
    """Checks proposals against one article as the ledger has read it, with the ledger's own claims of it."""

    def __init__(self, reading: Reading, own: Iterable[Claim]) -> None:
        self._reading = reading
        self._own: dict[int, list[Claim]] = defaultdict(list)
        for claim in own:
            self._own[claim.sentence].append(claim)
        self._extractors = {claim.extractor for claims in self._own.values() for claim in claims}

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
        return self._reading_reason(claim)

    def counterparts(self, kind: str, span: Span) -> list[Claim]:
        """The ledger's own claims of a kind that a span of the article meets."""
        return [mine for own in self._own.values() for mine in own if mine.kind == kind and _overlap(mine, span)]

    def _reading_reason(self, claim: Claim) -> str | None:
        """Reads the quote again: a proposal must agree with one of the ledger's own claims at that place."""
        own = [mine for mine in self._own[claim.sentence] if _overlap(mine, claim) and mine.kind == claim.kind]
        if claim in own:
            return None
        if claim.extractor in self._extractors:
            return f"{claim.extractor} does not read this at its place"
        if not own:
            return f"the ledger reads no {claim.kind} in the quote"
        reasons = [difference(self._reading, mine, claim) for mine in own]
        return None if None in reasons else min(filter(None, reasons), key=len)


def _overlap(a: Claim, b: Claim | Span) -> bool:
    return a.start < b.end and b.start < a.end
