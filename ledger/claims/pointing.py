"""Words by which a sentence goes on with what the one before was about, or announces what the next will name."""

from collections.abc import Sequence
from itertools import pairwise

from ledger.claims.reading import SentenceReading
from ledger.mentions.nouns import PREPOSITIONS, STOP_WORDS
from ledger.mentions.records import Programme
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token
from ledger.text.article import Span

HEADS = words("programmes", "heads") | words("programmes", "leading") | {"money"}
_DESCRIBED = words("programmes", "described")
_POINTING = frozenset({"this", "these", "that", "those", "which", "them"})
_LEADING = PREPOSITIONS | {"out"}
_ADDING = frozenset({"also", "too"})
_FURTHER = frozenset({"another", "further", "additional"})
_PRONOUNS = frozenset({"they", "he", "she", "it", "there", "those", "their", "his", "her", "its"})
_ITSELF = frozenset({"it", "its"})
_ELLIPTIC = frozenset({"money", "count", "number"})
_OPENING = 6  # tokens in which an announcement says what it announces


def goes_on(tokens: Sequence[Token]) -> bool:
    """Whether the sentence points back: 'Of this', 'Out of this fund', 'The fund has', 'In addition', 'Another 20'."""
    opening = [token.lower for token in tokens[:4]]
    if opening[:1] == ["the"] and opening[1:2] and opening[1] in HEADS:
        return True
    if opening[:1] and opening[0] in _LEADING and not _POINTING.isdisjoint(opening[1:]):
        return True
    if not _FURTHER.isdisjoint(opening[:2]):
        return True
    return any(token.lower in _ADDING for token in tokens) or opening[:2] in (["in", "addition"], ["as", "a"])


def opens_with_pronoun(tokens: Sequence[Token]) -> bool:
    """Whether the sentence goes on with who or what the one before was about: '“They came on', 'There were'."""
    first = next((token.lower for token in tokens if token.kind == "word"), "")
    return first in _PRONOUNS


def refers_back(reading: SentenceReading) -> bool:
    """Whether a sentence is about what the one before was: 'It is paid for', 'spent 390 million on it', or a figure
    opens it that leaves out what it counts ('So far 412 have been completed')."""
    tokens = reading.tokens
    opening = tokens[0].lower if tokens else ""
    if opening in _ITSELF or any(a.lower in PREPOSITIONS and b.lower == "it" for a, b in pairwise(tokens)):
        return True
    first = reading.mentions.quantities[0] if reading.mentions.quantities else None
    if first is None or first.noun is not None or first.kind not in _ELLIPTIC:
        return False
    periods = [period.span for period in reading.mentions.periods]
    before = [token for token in tokens if token.end <= first.span.start]
    told = [t for t in before if not any(span.start <= t.start < span.end for span in periods)]
    return all(token.lower in STOP_WORDS or token.kind != "word" for token in told)


def announces(reading: SentenceReading) -> bool:
    """Whether a sentence says that there are programmes without naming one: 'Two programmes are meant to help'."""
    if reading.mentions.programmes:
        return False
    opening = [token.lower for token in reading.tokens[:_OPENING]]
    at = next((i for i, name in enumerate(opening) if name in _DESCRIBED), 0)
    return at > 0 and (opening[at - 1] in ("two", "three", "four", "several", "new") or opening[0] in ("a", "one"))


def opening_name(reading: SentenceReading) -> Programme | None:
    """The run of capitals that opens a sentence, where it is told of nothing else: 'Homes First, paid for by ...'."""
    tokens = reading.tokens
    after = 0
    while after < len(tokens) and tokens[after].kind == "word" and tokens[after].text[0].isupper():
        after += 1
    if after < 2 or after == len(tokens) or tokens[0].lower in STOP_WORDS:
        return None
    span = Span(tokens[0].start, tokens[after - 1].end)
    mentions = reading.mentions
    named = [person.span for person in mentions.people] + [body.span for body in mentions.organisations]
    named += [place.span for place in mentions.places] + [period.span for period in mentions.periods]
    if any(other.start < span.end for other in named):
        return None
    return Programme(span, reading.sentence.text[span.start : span.end])
