"""Modality: which part of a sentence is planned, targeted, estimated or projected rather than stated."""

from collections.abc import Sequence

from ledger.mentions.lexicon import CAPITAL, CUE, FUNCTION, Line
from ledger.mentions.phrases import Phrases
from ledger.mentions.records import Reach
from ledger.mentions.tables import table, words
from ledger.text.article import Span

_LIMITS = words("modality", "limits")
_PHRASE = 8  # tokens a cue before a noun phrase reaches at most


_CUES = Phrases(
    (phrase, (cue["modality"], cue["reach"])) for cue in table("modality")["cue"] for phrase in cue["words"]
)


def read_modality(line: Line) -> list[Reach]:
    """The cues of a sentence in order, each with the stretch it reaches: its clause or the phrase after it."""
    if not line.seen & CUE:
        return []
    found: list[Reach] = []
    end = 0
    for i, bits in enumerate(line.bits):
        if not bits & CUE or i < end or (bits & CAPITAL and i):
            continue  # 'May' the month
        cue = _CUES.at(line.tokens, i)
        if cue:
            end, (modality, reach) = cue
            found.append(Reach(line.span(i, end), modality, _reach(line, i, end, reach)))
    return found


def modality_at(reaches: Sequence[Reach], span: Span) -> tuple[str, Span | None]:
    """The modality of what stands at `span` and the cue that gives it; 'stated' without one.

    Of several cues the nearest before the span counts, then one after it.
    """
    over = [reach for reach in reaches if reach.reach.start <= span.start and span.end <= reach.reach.end]
    if not over:
        return "stated", None
    before = [reach for reach in over if reach.span.start <= span.start]
    chosen = before[-1] if before else over[0]
    return chosen.modality, chosen.span


def _reach(line: Line, first: int, end: int, reach: str) -> Span:
    start = line.tokens[first].start
    size = len(line.tokens)
    k = end
    if reach == "phrase":
        while k < min(size, end + _PHRASE) and line.tokens[k].kind != "punct" and not (_verbal(line, k) and k > end):
            k += 1
        return Span(start, line.tokens[k - 1].end)
    while k < size and not _closes(line, k):
        k += 1
    if reach == "both":
        while first and not _closes(line, first - 1):
            first -= 1
        start = line.tokens[first].start
    return Span(start, line.tokens[k - 1].end)


def _closes(line: Line, k: int) -> bool:
    """Whether token k opens another clause: a semicolon, ', while', 'from 4%', ', and it rose'."""
    token = line.tokens[k]
    if token.text in (";", ":", ".", "—", "–") and not (
        k + 1 < len(line.tokens) and line.tokens[k + 1].kind == "number" and line.tight(k + 1)
    ):
        return True
    return token.lower in _LIMITS


def _verbal(line: Line, k: int) -> bool:
    return bool(line.bits[k] & FUNCTION) and line.word(k) not in (
        "of",
        "the",
        "a",
        "an",
        "in",
        "for",
        "and",
        "to",
        "or",
        "more",
        "than",
        "about",
    )
