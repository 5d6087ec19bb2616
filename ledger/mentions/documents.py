"""Legal and numbered documents: 'Resolution No. 41/NQ-HD dated March 7, 2019', 'the Companies Act 2006', 'ISO 9001'."""

import re
from collections.abc import Sequence

from ledger.mentions.dates import Day, day_of, is_year, iso
from ledger.mentions.lexicon import CAPITAL, DOCUMENT, FUNCTION, SMALL, TIME, Line
from ledger.mentions.moments import moment_at
from ledger.mentions.names import phrase_end
from ledger.mentions.records import Document
from ledger.mentions.tables import table, words
from ledger.text.article import Span

_KINDS = words("documents", "kinds")
_TITLED = words("documents", "titled")
_WITH_NUMBER = frozenset(table("documents")["with_no"])
_PARTS = frozenset({"section", "article"})
_DAYED = (_KINDS | _WITH_NUMBER | words("documents", "dayed")) - _PARTS
_MODIFIERS = words("documents", "modifiers")
_MARKERS = words("documents", "markers")
_ISSUED = words("documents", "issued")
_DATED = words("documents", "dated")
_COMPLETING = _DATED | _ISSUED
_CONCERNING = words("documents", "concerning")
_ISSUERS = words("documents", "issuers")
_BEFORE_KINDS = _MODIFIERS | _ISSUERS
_CODES: dict[str, str] = table("documents")["codes"]
_NUMBER = re.compile(r"(?=\S{0,24}\d)[^\W_]+(?:[-./:–][^\W_]+|,\d{3}(?!\d))*")
_LETTERED = re.compile(r"[A-Z]{1,3}-\d[\d/]*")
_BE = frozenset({"was", "were", "been"})
_BEFORE_DEED = _BE | {",", "(", "has", "have", "had"}
_ENDS = words("documents", "ends")
_ALONE = words("documents", "alone")
_ACTS = frozenset({"act", "law", "order", "bill"})
_SERIES = frozenset({"ms", "rt"})  # of an Indian government order: 'G.O. Ms. No. 40'
_JOINTS = frozenset({"and", "of", "for", "at", "on", "the", "in", "to", "etc", "&", "with", "from"})
_LONGEST = 14  # tokens of a title or an issuer
_ISSUER = 6  # tokens of an issuer without a name
_TAIL = 16  # tokens after the number in which date and issuer are sought


def read_documents(line: Line, free: Sequence[bool], published: str | None) -> list[Document]:
    """The documents of a sentence in order, each with the date, issuer and matter that the sentence gives."""
    if not line.seen & DOCUMENT:
        return []
    found: list[Document] = []
    end = 0
    for at, bits in enumerate(line.bits):
        if not bits & DOCUMENT or at < end:
            continue
        k = at - (at > 0 and line.word(at) == "dated")  # 'the handout dated 4 May 2024', whatever it is called
        read = _coded(line, k) or _titled(line, k) or _numbered(line, k) or _by_day(line, k, published)
        if read:
            document, end = _completed(line, free, read, published)
            found.append(document)
    return found


_Read = tuple[int, int, str, str]
"""First token, the token after, kind, number."""


def _number_at(line: Line, k: int, marked: bool) -> tuple[str, int]:
    """The document's number at token k and the index after; ('', k) for none."""
    if k >= len(line.tokens):
        return "", k
    match = _NUMBER.match(line.text, line.tokens[k].start)
    if not match or not (marked or match[0][0].isdigit() or _LETTERED.fullmatch(match[0])):
        return "", k
    after = k
    while after < len(line.tokens) and line.tokens[after].end <= match.end():
        after += 1
    return match[0], after


def _numbered(line: Line, k: int) -> _Read | None:
    kind = line.word(k)
    if kind not in _KINDS and kind not in _WITH_NUMBER:
        return None
    i = k + 1
    if line.word(i) == "(" and line.word(i + 2) == ")" and line.tokens[i + 1].text.isupper():
        i += 3  # 'Regulation (EU) 2016/679'
    i += line.word(i) in (",", "(") and line.word(i + 1) in _MARKERS  # 'the ruling, No. 57/2025'
    marked = line.word(i) in _MARKERS
    i += marked
    i += marked and line.word(i) == "."
    cited = line.has(k, CAPITAL) or kind in _PARTS
    if not (marked or cited):
        return None
    number, after = _number_at(line, i, marked)
    if kind not in _KINDS and not (marked or _LETTERED.fullmatch(number)):
        return None  # 'Case C-311/18', but 'Plan 9'
    first = k
    while first and line.has(first - 1, CAPITAL) and line.word(first - 1) in _MODIFIERS:
        first -= 1
    if not number or (not marked and first == k and kind in _ACTS and len(number) < 4):
        return None  # 'Act 2' of a play, but 'House Bill 2'
    return first, after, line.cut(first, k + 1).lower(), number


def _coded(line: Line, k: int) -> _Read | None:
    """'ISO 9001', 'H.R. 1234', 'ISO/IEC 27001'."""
    kind = _CODES.get(line.tokens[k].text)
    if not kind:
        return None
    i = k + 3 if line.word(k + 1) == "/" and line.has(k + 2, DOCUMENT) else k + 1
    if line.word(i) == "(" and line.word(i + 2) == ")" and is_year(line.tokens[i + 1]):
        i += 3  # 'COM(2021) 82'
    while line.word(i) in _MARKERS or line.word(i) in _SERIES or (line.word(i) == "." and i > k + 1):
        i += 1
    number, after = _number_at(line, i, marked=False)
    if not number:
        return None
    return k, after, kind, line.text[line.tokens[k].start : line.tokens[after - 1].end]


def _by_day(line: Line, k: int, published: str | None) -> _Read | None:
    """Told by its day alone: 'the circular dated 5 May 2024', 'the Council conclusions of 11 March 2025', 'the April 6,
    2023 Council minutes', 'a press release issued by the Bank on Friday'."""
    dated = line.word(k + 1) == "dated" and line.has(k, SMALL)
    if not dated and line.word(k) not in _DAYED:
        return None
    if line.word(k + 1) in ("of", "dated"):
        day = _day_at(line, k + 2, (0, 0, 0))
    elif line.word(k + 1) in _ISSUED and line.word(k + 2) == "by":
        on = next((i for i in range(k + 4, k + _ISSUER + 4) if line.word(i) == "on"), 0)
        day = _day_at(line, on + 1, day_of(published)) if on else None
    else:
        day = _day_before(line, k)
    if day is None:
        return None
    first = k
    while first and line.has(first - 1, CAPITAL) and line.word(first - 1) in _BEFORE_KINDS:
        first -= 1
    return first, k + 1, line.cut(first, k + 1).lower(), f"of {iso(day)}"


def _day_at(line: Line, i: int, today: Day) -> Day | None:
    """The day told at token i; None where none is, or no single one."""
    moment = moment_at(line.tokens, i, today) if i < len(line.tokens) else None
    whole = moment is not None and moment[0].low[0] and moment[0].low[2] and moment[0].low == moment[0].high
    return moment[0].low if moment and whole else None


def _day_before(line: Line, k: int) -> Day | None:
    """The day right before a document at token k and its capitals: 'the April 6, 2023 Council minutes'."""
    start = k
    while start and line.has(start - 1, CAPITAL) and k - start < _ISSUER:
        start -= 1
    if not start or not is_year(line.tokens[start - 1]):
        return None
    for i in range(start - 3, max(-1, start - 6), -1):
        moment = moment_at(line.tokens, i, (0, 0, 0))
        if moment and moment[1] == start:
            return _day_at(line, i, (0, 0, 0))
    return None


def _titled(line: Line, k: int) -> _Read | None:
    """'the Companies Act 2006', 'the Clean Air Act', 'the Treaty on X of 1968', 'the Ports (Dues) Rules, 2019'."""
    kind = line.word(k)
    if kind not in _TITLED or not line.has(k, CAPITAL):
        return None
    first = k
    while first and k - first < _LONGEST:
        j = _before_bracket(line, first - 1)
        while j > 0 and line.word(j) in _JOINTS and not line.has(j, CAPITAL):
            j -= 1
        if not line.has(j, CAPITAL) or line.word(j).endswith("'s") or (j == 0 and line.has(0, FUNCTION)):
            break
        first = j
    first += first < k and line.word(first) in ("the", "this", "a")
    i = k + 1 + (line.word(k + 1) == "of")
    i += line.word(i) == "," and line.word(i + 2) != ","
    if first < k and i < len(line.tokens) and is_year(line.tokens[i]):
        return first, i + 1, kind, line.cut(first, i + 1).replace(",", "")
    if line.word(k + 1) == "on" and line.has(k + 2, CAPITAL) and not line.has(k + 2, TIME):
        end = phrase_end(line, k + 2)  # 'the Law on Social Insurance'
        return k, end, kind, line.cut(k, end)
    alone = kind in _ALONE and first < k and not line.has(first, FUNCTION) and not line.has(k + 1, CAPITAL)
    return (first, k + 1, kind, line.cut(first, k + 1)) if alone else None


def _before_bracket(line: Line, i: int) -> int:
    """The token before the brackets that close at token i; i itself where none do."""
    if line.word(i) != ")":
        return i
    opening = next((j for j in range(i - 1, max(0, i - _LONGEST), -1) if line.word(j) == "("), 0)
    return opening - 1 if opening else i


def _completed(line: Line, free: Sequence[bool], read: _Read, published: str | None) -> tuple[Document, int]:
    """The document with what stands around it, and the index after all of that."""
    first, end, kind, number = read
    issuer, issuer_span = _issuer_before(line, first)
    date: str | None = None
    date_span: Span | None = None
    today = day_of(published)
    i = end
    while i < min(len(line.tokens), end + _TAIL):
        name = line.word(i)
        if name in _BEFORE_DEED and line.word(i + 1) in _COMPLETING | _BE:
            i += 1
            continue
        if name == "(" and line.word(i + 2) == ")" and i == end:
            i += 3  # 'the Road Safety Agreement (RSA)'
            continue
        if name in _ISSUED and line.word(i + 1) == "by":
            start = i + 2 + (line.word(i + 2) == "the")
            after = phrase_end(line, start)
            while line.has(after, CAPITAL):
                after += 1  # 'the Prime Minister'
            if after == start:  # 'adopted by the city council on'
                i = next((j for j in range(start, start + _ISSUER) if line.word(j) == "on"), start)
                if i == start:
                    break
                continue
            issuer, issuer_span, i = line.cut(start, after), line.span(start, after), after
            continue
        if name not in _DATED and name != "on":
            break
        start = _past_place(line, i + 1)
        while line.word(start) in ("on", "the"):
            start += 1
        moment = moment_at(line.tokens, start, today) if start < len(line.tokens) else None
        if not moment or not moment[0].low[0] or moment[0].low != moment[0].high:
            break
        date, date_span, i = iso(moment[0].low), Span(line.tokens[i].start, line.tokens[moment[1] - 1].end), moment[1]
    concerns = _matter(line, free, i)
    document = Document(line.span(first, end), kind, number, date, issuer, date_span, issuer_span, concerns)
    return document, end


def _past_place(line: Line, i: int) -> int:
    """The token behind what else was done and where: 'and exchanged at Orsa' of 'signed and exchanged at Orsa on'."""
    i += 2 * (line.word(i) == "and" and line.word(i + 1).endswith("ed"))
    if line.word(i) not in ("in", "at"):
        return i
    after = i + 1 + (line.word(i + 1) == "the")
    while line.has(after, CAPITAL) or line.word(after) == "of":
        after += 1
    return after if line.word(after) == "on" else i


def _issuer_before(line: Line, first: int) -> tuple[str | None, Span | None]:
    """'Government Decree', "the Government's Resolution", 'UN Security Council Resolution'."""
    i = first
    while i and first - i < _LONGEST and line.has(i - 1, CAPITAL) and not (i == 1 and line.has(0, FUNCTION)):
        i -= 1
    if i == first:
        return None, None
    last = line.word(first - 1)
    if last.endswith("'s") or last in _ISSUERS:
        return line.cut(i, first), line.span(i, first)
    return None, None


def _matter(line: Line, free: Sequence[bool], i: int) -> Span | None:
    """What the document is about: the phrase after 'on', 'regarding', 'approving'."""
    i += line.word(i) == ","
    if line.word(i) not in _CONCERNING or line.has(i + 1, TIME):
        return None
    start = i + 1
    end = start
    while end < len(line.tokens) and free[end] and line.tokens[end].kind == "word":
        if line.word(end) in _ENDS:
            break
        end += 1
    while end > start and line.has(end - 1, FUNCTION):
        end -= 1
    return line.span(start, end) if end > start else None
