"""Speech: who says what a sentence reports."""

from bisect import bisect_right
from collections.abc import Sequence

from ledger.mentions.lexicon import CAPITAL, FUNCTION, QUOTE, SAY, SOURCE, TIME, Line
from ledger.mentions.nouns import VERBS
from ledger.mentions.phrases import Phrases
from ledger.mentions.records import Person, Speech
from ledger.mentions.tables import table, words
from ledger.text.article import Span

_WEAK = words("speech", "weak")
_SOURCES = Phrases((phrase, None) for phrase in table("speech")["sources"])
_PRONOUNS = words("speech", "pronouns")
_OPENING, _CLOSING = '“"«', '”"»'
_ADVERBS = frozenset({"has", "have", "had", "also", "later", "earlier", "then", "further", "today", "yesterday"})
_WHEN = words("speech", "when")
_STOPS = frozenset(',;:.()–—“”"')


def read_speech(line: Line, people: Sequence[Person]) -> list[Speech]:
    """Who speaks in a sentence, with the stretch that is theirs: what is quoted, or what follows 'said', or all of it
    ('according to X'). The speaker is the person's name where one is known, else the subject as printed."""
    found = _by_source(line, people) if line.seen & SOURCE else []
    if found:
        return found
    quotes = quotations(line)
    if quotes:
        found = _by_colon(line, people, quotes)
    if found or not line.seen & SAY:
        return found
    ahead = list(reversed(quotes))
    for k, bits in enumerate(line.bits):
        start = line.tokens[k].start
        while ahead and ahead[-1].end <= start:
            ahead.pop()
        quoted = bool(ahead) and ahead[-1].start <= start
        speech = _by_verb(line, k, people, quotes) if bits & SAY and not bits & CAPITAL and not quoted else None
        if speech:
            return [speech]
    return []


def quotations(line: Line) -> list[Span]:
    """What stands between quotation marks, the marks included; one left open goes on to the end of the sentence, one
    only closed began before it."""
    if not line.seen & QUOTE:
        return []
    found: list[Span] = []
    start: int | None = None
    for token in line.tokens:
        text = token.text
        if text in _OPENING and start is None:
            start = token.start
        elif text in _CLOSING:
            found.append(Span(start or 0, token.end))
            start = None
    if start is not None:
        found.append(Span(start, len(line.text)))
    return found


def _by_source(line: Line, people: Sequence[Person]) -> list[Speech]:
    """'According to X, ...'."""
    for i, bits in enumerate(line.bits):
        source = _SOURCES.at(line.tokens, i) if bits & SOURCE else None
        if source is None:
            continue
        start = end = source[0]
        while end < len(line.tokens) and line.tokens[end].text not in _STOPS and end - start < 12:
            if end > start and (line.word(end) in VERBS or line.word(end) in ("that", "which", "who")):
                break
            end += 1
        if end > start:
            speaker, span = _named(line, start, end, people)
            return [Speech(span, speaker, Span(0, len(line.text)))]
    return []


def _by_colon(line: Line, people: Sequence[Person], quotes: Sequence[Span]) -> list[Speech]:
    """'Jane Doe: “We won.”'."""
    k = next((i for i, token in enumerate(line.tokens) if token.text == ":"), 0)
    if not k or k + 1 >= len(line.tokens) or line.tokens[k + 1].start != quotes[0].start:
        return []
    if any(bits & SAY for bits in line.bits[:k]):
        return []
    speaker = next((person for person in people if person.span.end <= line.tokens[k].start), None)
    return [Speech(speaker.name, speaker.name_text, Span(quotes[0].start, quotes[-1].end))] if speaker else []


def _named(line: Line, start: int, end: int, people: Sequence[Person]) -> tuple[str, Span]:
    """The person whose name stands in the tokens, or their text without an article."""
    span = line.span(start, end)
    for person in people:
        if person.span.start <= span.end and span.start < person.name.end and person.name.start < span.end:
            return person.name_text, person.name
    if line.word(start) in ("the", "a", "an") and start + 1 < end:
        span = line.span(start + 1, end)
    return line.text[span.start : span.end], span


def _by_verb(line: Line, k: int, people: Sequence[Person], quotes: Sequence[Span]) -> Speech | None:
    """'X said that ...', '“...,” said X', '“...,” X, mayor of Y, said'."""
    verb = line.word(k)
    if verb in _WEAK and not quotes and line.word(k + 1) != "that":
        return None
    subject = _subject_before(line, k, people, quotes) or _subject_after(line, k, people, quotes)
    if subject is None:
        return None
    speaker, span = subject
    if quotes and line.word(k + 1) != "that":
        return Speech(span, speaker, Span(quotes[0].start, quotes[-1].end))
    start = line.tokens[k].end
    if span.start > start or line.word(k + 1) in (".", ",", "") or _ends_saying(line, k, span):
        return Speech(span, speaker, Span(0, line.tokens[k].start))  # '..., X said.'
    return Speech(span, speaker, Span(start, len(line.text)))


def _ends_saying(line: Line, k: int, speaker: Span) -> bool:
    """Whether a sentence ends with who said it, and when: '..., the statistics office said earlier on Friday.'"""
    first = next(i for i, token in enumerate(line.tokens) if token.start >= speaker.start)
    first -= line.word(first - 1) in ("the", "a", "an")
    if line.word(first - 1) != ",":
        return False
    rest = range(k + 1, len(line.tokens))
    return all(line.has(i, TIME) or line.word(i) in _WHEN or line.tokens[i].kind != "word" for i in rest)


_Subject = tuple[str, Span] | None


def _subject_before(line: Line, k: int, people: Sequence[Person], quotes: Sequence[Span]) -> _Subject:
    verb_start = line.tokens[k].start
    nearest = [p for p in people if p.span.end <= verb_start and not _quoted(p.name, quotes)]
    if nearest:
        person = nearest[-1]
        between = line.text[person.span.end : verb_start].strip()
        if between.split(" ")[0] in ("on", "in", "this", "last", "yesterday", "today") and between.count(" ") < 3:
            return person.name_text, person.name
        if between in ("", ",", "also", ", who", "who", "has") or (between.startswith(",") and between.endswith(",")):
            return person.name_text, person.name
    end = k
    while line.word(end - 1) in _ADVERBS:
        end -= 1
    if line.word(end - 1) == ")":
        while end and line.word(end) != "(":
            end -= 1
    start = end
    while start and line.tokens[start - 1].text not in _STOPS and end - start < 12:
        bits, name = line.bits[start - 1], line.word(start - 1)
        if line.tokens[start - 1].kind != "word" or (
            bits & FUNCTION and name not in ("the", "a", "an", "of", "for", "and", "in", "at", "from", *_PRONOUNS)
        ):
            break
        if name in VERBS or name.endswith("ed"):
            break
        start -= 1
        if name in ("the", "a", "an", *_PRONOUNS):
            break
    if all(line.bits[i] & FUNCTION and line.word(i) not in _PRONOUNS for i in range(start, end)):
        return None  # 'the said amount'
    return _named(line, start, end, people) if start < end and not _quoted(line.span(start, end), quotes) else None


def _subject_after(line: Line, k: int, people: Sequence[Person], quotes: Sequence[Span]) -> _Subject:
    if not quotes and line.word(k - 1) != ",":
        return None
    start = k + 1
    if line.has(start, FUNCTION) and line.word(start) not in ("the", "a", "an", *_PRONOUNS):
        return None
    end = start
    while end < len(line.tokens) and line.tokens[end].text not in _STOPS and end - start < 10:
        if end > start and line.bits[end] & FUNCTION and line.word(end) not in ("of", "the", "for", "and"):
            break
        end += 1
    beside = [p for p in people if line.word(end) == "," and line.tokens[end].end + 1 in (p.span.start, p.name.start)]
    if beside and end > start:
        return beside[0].name_text, beside[0].name  # 'said the chair of the board, Jane Doe'
    return _named(line, start, end, people) if end > start else None


def _quoted(span: Span, quotes: Sequence[Span]) -> bool:
    k = bisect_right(quotes, span.start, key=lambda quote: quote.start) - 1
    return k >= 0 and span.start < quotes[k].end
