"""What a period does in its sentence: it dates a figure, is what one is held against, or says when somebody spoke."""

import re
from collections.abc import Sequence

from ledger.claims import verbs
from ledger.claims.phrases import words
from ledger.claims.reading import SentenceReading, parted
from ledger.mentions.dates import ORDINALS
from ledger.mentions.records import Period, Quantity
from ledger.mentions.relative import AHEAD
from ledger.mentions.tables import words as mention_words
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_SUPERLATIVES = frozenset({"most", "least", "first", "record", "best", "worst", "time"})
_HELD_AGAINST = frozenset({"against", "versus", "vs", "than", "from", "after"})
_COMPARED = frozenset({"compared", "relative", "equivalent"})
_BEFORE_DATES = frozenset({"on", "in", "at", "by", "since", "during", "the", "late", "early"})
_TAKING = frozenset({"count", "estimate", "measure", "record", "register", "report", "survey", "take", "weigh"})
"""Verbs whose date is that of the figure: 'The population, counted in 2020, was 5,100'."""
_COMPARING = _HELD_AGAINST | _COMPARED
_NEAR = 6  # words between a comparing word and its figure
_SAYING = mention_words("speech", "verbs") | {"published", "released", "issued"}
_SAID_ON = _SAYING - {"state"}
"""Verbs of saying before a day; not 'in Kesh state on Friday'."""
_OF_BODIES = frozenset({"by", "the", "of", "for", "and"})
_CHANGES = "increase|rise|gain|growth|jump|surge|decline|drop|fall|decrease"
_BASE = re.compile(
    rf" (?:(?:more|higher|lower|less|{_CHANGES}) )?(?:from|below|above|than|over) "
    r"(?:(?:its|the|their|a)\b[^,;:.]{0,30})?"
)
_ON_YEAR = re.compile(r"(?:on|over|against|versus|vs\.?) ", re.I)
_PLAIN_YEAR = re.compile(r"\d{4}(?:/\d{4})?")
_FROM = re.compile(r"(?:from|against|versus|vs\.?) (?!.*(?: to | until | through |-| and ))", re.I)
_EARLIER = re.compile(
    r".*\b(?:earlier|before|previously|ago)|(?:the )?(?:previous|prior|preceding) .*|same .*(?:year|\d).*|"
    r"the (?:first|second|third|fourth)",
    re.I,
)
RANGED = re.compile(r"(?:between|from)\b", re.I)
_LEADING = re.compile(r"(?: (?:in|for|during|the))+$")
_AGAINST = (" against", " than", "compared with", "compared to", " versus", " relative to")
_PART_OF = re.compile(r" (?:out )?of (?:[^\W\d_]+ ){0,5}")
"""'a third of the costs of $12 million in 2022': what is told of the whole holds for its part."""
_UP_OR_DOWN = frozenset({"", "up", "down", "more", "fewer", "less", "higher", "lower", *_CHANGES.split("|")})
_UP = re.compile(r"\b(?:up|down) $")
_OWN_VALUE = re.compile(r" ?: | \(|,? (?:which|that) (?:was|is|stood at) ")
_RISEN = re.compile(r"\b(?:up|down|by|rose|fell|gained|lost|increase of|decrease of|rise of|fall of) $")
_ESTIMATED = re.compile(
    r"\b(?:(?:estimates?|forecasts?|projections?|predictions?)(?: \w+ed)?|issued|published|released)(?: back)? $", re.I
)
_CAME_OUT = re.compile(r"\b(?:published|released|issued)\b(?: (?:by|in|to)\b[^,;:.]{0,70})? $", re.I)
_HELD = re.compile(r".* (?:than|equal to|similar to|compared (?:with|to)|relative to|lower to|higher to) ")


def dating(reading: SentenceReading, periods: Sequence[Period]) -> list[Period]:
    """The periods that say when figures of the sentence hold."""
    return [
        period
        for period in periods
        if not (
            _compares(reading, period)
            or _names_contract(reading, period)
            or is_baseline(reading, period)
            or _in_passing(reading, period)
        )
    ]


def _compares(reading: SentenceReading, period: Period) -> bool:
    """'the highest since 1999' says how long nothing was higher, not when the figure was taken."""
    if period.kind != "since":
        return False
    before = [token.lower for token in reading.tokens if token.end <= period.span.start + len("since")]
    ranked = any(word in ORDINALS for word in before[-10:])  # 'the fifth attack on a school since December'
    return ranked or any(word.endswith("est") or word in _SUPERLATIVES for word in before[-5:])


def _names_contract(reading: SentenceReading, period: Period) -> bool:
    """'for April delivery' names what is traded, not when."""
    following = next((token.lower for token in reading.tokens if token.start >= period.span.end), "")
    return following in words("contracts")


def _in_passing(reading: SentenceReading, period: Period) -> bool:
    """Whether a period dates an aside: 'The bridge, completed in 1911, is 320 metres long'."""
    if reading.sentence.text[period.span.end : period.span.end + 2] != ", ":
        return False
    at = participle_before(reading.tokens, period.span.start)
    return at is not None and verbs.lemma(reading.tokens[at].lower) not in _TAKING


def participle_before(tokens: Sequence[Token], offset: int) -> int | None:
    """Index of a participle behind a comma that stands right before a date: ', opened on' of ', opened on Saturday'."""
    i = sum(token.end <= offset for token in tokens) - 1
    while i > 1 and tokens[i].lower in _BEFORE_DATES:
        i -= 1
    agent = next((k for k in range(i, max(1, i - _NEAR), -1) if tokens[k].lower == "by"), 0)
    i = agent - 1 if agent else i  # ', opened by the mayor on Saturday'
    lemma = verbs.lemma(tokens[i].lower) if i > 1 and tokens[i - 1].text == "," else None
    return i if lemma is not None and verbs.participle(lemma) == tokens[i].lower else None


def is_earlier(reading: SentenceReading, period: Period) -> bool:
    """Whether a period looks back from another: 'a year earlier', 'the same quarter of last year'."""
    return _EARLIER.fullmatch(reading.sentence.text, period.span.start, period.span.end) is not None


def is_baseline(reading: SentenceReading, period: Period) -> bool:
    """Whether a period is what a change is measured from: 'down 17% on 2018/19', 'up 4% from a year earlier'."""
    text = reading.sentence.text
    if len(period.value) > len("2024") and _ESTIMATED.search(text, 0, period.span.start):
        return True  # 'the 12.6% estimate from November'
    lead = _LEADING.sub("", text[max(0, period.span.start - 30) : period.span.start].rstrip().lower())
    before = [q for q in reading.mentions.quantities if q.span.end <= period.span.start]
    if lead.endswith(_AGAINST):
        return not before or not set(text[before[-1].span.end : period.span.start]) & set(";:")
    if is_earlier(reading, period) and lead.endswith((" from", " on", " over")):
        return True
    last = text[before[-1].span.end : period.span.start] if before else ""
    stepped = bool(before) and (before[-1].kind == "share" or _UP.search(text, 0, before[-1].span.start) is not None)
    if stepped and _BASE.fullmatch(last):
        return True  # 'up 0.8 percent from its revised April level', '20 percent below its peak of March 2022'
    ranged = RANGED.match(text, period.span.start)  # 'more deaths than births between 2018 and 2020'
    if before and not ranged and held_against(text[before[-1].span.end : period.span.start]):
        return not with_value(reading, period)  # 'four minutes faster than the record set in 1998'
    on_year = _ON_YEAR.match(text, period.span.start) and _PLAIN_YEAR.fullmatch(period.value)
    if not (on_year or _measured_from(reading, period)):
        return False
    return any(
        (q.kind == "share" or _RISEN.search(text, 0, q.span.start))
        and text[q.span.end : period.span.start].strip() in _UP_OR_DOWN
        for q in before
    )


def _measured_from(reading: SentenceReading, period: Period) -> bool:
    """Whether a period opens with 'from' and is no beginning: 'up 0.3 percent from November', not 'from July 1'."""
    day = len(period.value) == len("2024-07-01") and not period.weekday
    began = period.kind == "since" or not AHEAD.isdisjoint(reading.words)
    return not (day or began) and _FROM.match(reading.sentence.text[: period.span.end], period.span.start) is not None


def held_against(between: str) -> bool:
    """Whether a stretch up to a period ends in what something is held against: 'faster than the record set in'."""
    held = _HELD.match(between)
    after = between[held.end() :] if held else ""
    return bool(held) and not parted(after) and " while " not in after


def with_value(reading: SentenceReading, period: Period) -> bool:
    """Whether the figure of a period follows it: 'than that of May (23.3%)', 'in May, which was 23.3%', 'in May: 4'."""
    following = reading.next_figure(period.span.end)
    return _OWN_VALUE.fullmatch(reading.sentence.text, period.span.end, following) is not None


def tells_when_said(reading: SentenceReading, period: Period) -> bool:
    """Whether a day says when somebody spoke: 'officials said on Tuesday', 'it said yesterday'."""
    if len(period.value) != len("2024-01-01") or period.kind == "since":
        return False
    tokens = reading.tokens
    i = next((i for i, token in enumerate(tokens) if token.start >= period.span.start), 0)
    if i and tokens[i - 1].lower in ("on", "earlier", "later"):
        i -= 1
    after = next((token.lower for token in tokens if token.start >= period.span.end), "")
    k = i - 1
    while k > 0 and (tokens[k].text[0].isupper() or tokens[k].lower in _OF_BODIES):
        k -= 1
    if k < i - 1 and tokens[k + 1].lower == "by" and tokens[k].lower in _SAYING:
        return True  # 'published by the Bureau of Statistics on Thursday'
    before = tokens[i - 1].lower if i else ""
    return before in _SAID_ON or before in words("papers") or after in _SAYING


def tells_when_published(reading: SentenceReading, period: Period) -> bool:
    """Whether a day is that on which figures came out, and not their own: 'released by the office on Friday'."""
    day = len(period.value) == len("2024-01-01")
    return day and _CAME_OUT.search(reading.sentence.text, 0, period.span.start) is not None


def belongs_to_figure(reading: SentenceReading, period: Period, but: Span | None = None) -> bool:
    """Whether a period is told of one figure only: '34.9% in 2021'. `but` is a figure not asked about."""
    text = reading.sentence.text
    last: Quantity | None = None
    for quantity in reading.mentions.quantities:
        if quantity.span.end <= period.span.start and quantity.kind != "time":
            last = quantity
        if (
            quantity.span == but
            or quantity.kind == "time"
            or (but and _PART_OF.fullmatch(text, but.end, quantity.span.start))
        ):
            continue  # 'closed for a week in January' dates what was closed
        if quantity.span.end <= period.span.start:
            between = text[quantity.span.end : period.span.start]
            if len(between.split()) <= 1 and not parted(between):
                return True
        elif text[period.span.end : quantity.span.start].strip() == ":":
            return True
    if last is None:
        return False
    if held_against(text[last.span.end : period.span.start]):
        return with_value(reading, period)
    if last.span == but:
        return False
    between = text[last.span.end : period.span.start]
    return not parted(between) and is_comparison(reading.tokens, last)


def is_comparison(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether a figure is what another is held against: 'up from 4.2%', 'after a gain of 2,100', 'against 890'."""
    before = [token for token in tokens if token.end <= quantity.span.start][-_NEAR:]
    for place, token in enumerate(reversed(before)):
        if token.kind != "word":
            return False
        if token.lower in _HELD_AGAINST:
            return place == 0 or token.lower in ("after", "than", "against")
        if token.lower in ("with", "to") and place < len(before) - 1:
            return before[len(before) - place - 2].lower in _COMPARED
    return False


def comparing(reading: SentenceReading) -> frozenset[Span]:
    """The spans of the figures that another is held against."""
    if not reading.mentions.quantities or _COMPARING.isdisjoint(reading.words):
        return frozenset()
    return frozenset(q.span for q in reading.mentions.quantities if is_comparison(reading.tokens, q))
