"""People told without office or occupation, and names that may be a person's: who led the work, whose third budget."""

from collections.abc import Iterator, Sequence

from ledger.claims import verbs
from ledger.claims.claim import Claim
from ledger.claims.phrases import Range, is_verb
from ledger.claims.reading import SentenceReading
from ledger.claims.stated import statement, words_before, words_from
from ledger.mentions.gazetteer import gazetteer
from ledger.mentions.lexicon import (
    BODY,
    COMMON,
    DEMONYM,
    DOCUMENT,
    FUNCTION,
    GEO,
    GIVEN,
    HONORIFIC,
    KIND,
    NOT_NAME,
    OCCUPATION,
    OFFICE,
    PROGRAMME,
    TIME,
    lexicon,
)
from ledger.mentions.tables import words as mention_words
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_APPOSING = frozenset({"a", "an", "one"})
_WAS = frozenset({"is", "was"})
_SAYING = mention_words("speech", "verbs")
_NO_NAME = BODY | COMMON | DEMONYM | DOCUMENT | FUNCTION | GEO | HONORIFIC | KIND | NOT_NAME | OCCUPATION | OFFICE
_NO_NAME |= PROGRAMME | TIME
_SIZES = (2, 3)
"""Words of a name of which nothing says whose it is."""
_NOT_BEHIND = frozenset({"the", "in", "at", "near", "on", "from", "&"})


def read_people_told(
    reading: SentenceReading, events: Sequence[Claim], article: str, extractor: str
) -> Iterator[Claim]:
    """What is told of people without office or occupation of whom no event tells: 'Ann Lee, who led the work', 'led by
    Ann Lee', and of names of two words or three that are those of no place and no body: 'Ann Lee's third budget'."""
    told = [Span(event.start - reading.sentence.start, event.end - reading.sentence.start) for event in events]
    for name in [*_people(reading), *_bare_names(reading)]:
        if any(span.start <= name.start and name.end <= span.end for span in told):
            continue
        measure, thing = _done_by(reading, name)
        if thing:
            yield statement(
                reading, article, name, "event",
                subject=reading.sentence.text[name.start : name.end], measure=measure, value_text=thing,
                extractor=extractor,
            )  # fmt: skip


def _people(reading: SentenceReading) -> Iterator[Span]:
    for person in reading.mentions.people:
        if not (person.office or person.occupation or person.place) and " " in person.name_text:
            yield person.name


def _bare_names(reading: SentenceReading) -> Iterator[Span]:
    """Two or three words with capitals that no mention holds and that mean nothing else."""
    tokens = reading.tokens
    mentions = reading.mentions
    taken = (mentions.periods, mentions.places, mentions.people, mentions.organisations, mentions.programmes)
    spans = [mention.span for kind in (*taken, mentions.documents, mentions.quantities) for mention in kind]
    blocked: Sequence[bool] | None = None
    i = 0
    while i < len(tokens):
        after = i
        while after < len(tokens) and _is_part(tokens[after]):
            after += 1
            if tokens[after - 1].lower.endswith("'s"):
                break
        if after - i in _SIZES and _may_be_a_person(tokens, i, after):
            blocked = reading.touched_by(spans) if blocked is None else blocked
            if not any(blocked[i:after]):
                end = tokens[after - 1].end - 2 * tokens[after - 1].lower.endswith("'s")
                yield Span(tokens[i].start, end)
        i = max(after, i + 1)


def _is_part(token: Token) -> bool:
    text = token.text
    return token.kind == "word" and text[0].isupper() and len(text) > 1 and not text.isupper()


def _may_be_a_person(tokens: Sequence[Token], first: int, after: int) -> bool:
    parts = [token.lower.removesuffix("'s") for token in tokens[first:after]]
    known = [lexicon().get(part, 0) for part in parts]
    if known[0] & _NO_NAME and not known[0] & GIVEN:
        return False
    if any(bits & _NO_NAME for bits in known[1:]) or " ".join(parts) in gazetteer():
        return False
    if verbs.lemma(parts[0]) and first == 0 and not known[0] & GIVEN:
        return False
    return not (first and tokens[first - 1].lower in _NOT_BEHIND)


def _done_by(reading: SentenceReading, name: Span) -> tuple[str, str]:
    """The lemma and the words of what the sentence tells of a name; two empty strings for nothing."""
    at = reading.range_of(name)
    told = _done_behind(reading, at) or _done_before(reading, at)
    return told or ("be", words_before(reading, name.start) or words_from(reading, at.end))


def _done_before(reading: SentenceReading, at: Range) -> tuple[str, str] | None:
    """By 'led by X', 'the winner was X', 'said X'."""
    tokens, first = reading.tokens, at.start
    before = [token.lower for token in tokens[max(0, first - 2) : first]]
    if len(before) < 2:
        return None
    if "by" in before:
        by = first - 1 if before[-1] == "by" else first - 2
        return verbs.lemma(tokens[by - 1].lower) or "", words_before(reading, tokens[by - 1].start)
    if _WAS & {*before}:
        return "be", words_before(reading, tokens[first - 1].start)
    return None


def _done_behind(reading: SentenceReading, at: Range) -> tuple[str, str] | None:
    """By 'X, who led', 'X, a nurse', 'X, 44', 'X led'."""
    tokens, after = reading.tokens, at.end
    following = [token.lower for token in tokens[after : after + 3]]
    if len(following) < 2:
        return None
    if following[0] == ",":
        if len(following) > 2 and following[1] == "who":
            return verbs.lemma(following[2]) or "be", words_from(reading, after + 2)
        if len(following) > 2 and following[1] in _APPOSING:
            return "be", words_from(reading, after + 1)
        if tokens[after + 1].kind == "number":
            return "age", following[1]
    elif is_verb(tokens, after):
        said = following[0] in _SAYING
        return "say" if said else verbs.lemma(following[0]) or "be", words_from(reading, after + 1)
    return None
