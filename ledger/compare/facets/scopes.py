"""The scope of a claim: its measure and every facet that narrows it, read into comparable form."""

import json
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ledger.claims import verbs
from ledger.compare.facets.matters import Matter, matters_of
from ledger.compare.facets.measures import Measure, read_measure
from ledger.compare.facets.names import fold
from ledger.compare.facets.periods import Days, parse_period
from ledger.compare.facets.places import PlaceEntry, Places
from ledger.compare.facets.programmes import Programmes
from ledger.compare.facets.words import Terms, canonical, lexicon
from ledger.mentions.dates import MONTHS

_JOINED_TO = re.compile(r"^[\d.,]+-")
"""The number that a hyphen joins to its unit: '181-kg'."""
_PARTLY_COUNTED = re.compile(r"\b(?:votes?|ballots|precincts|stations|districts|returns)\b[^.;]*\bcounted\b", re.I)

_STRETCHES = frozenset({"month", "months", "quarter", "quarters", "year", "years", "half", "season", "decade"})
_WITHIN = re.compile(
    r"(?:In|Among|Across|Outside) the (?:(?:north|south|east|west|whole|other|same)\w* )?([a-z]{4,})\b(?! of\b)"
)
"""Of what part a share is told: 'In the villages it was 27 per cent'."""


class Scope(NamedTuple):
    """What a claim tells of what. Claims with one scope may be held against each other without further thought."""

    measure: Measure
    shown: str
    """The measure as extracted, for messages."""
    subject: str | None
    place: str | None
    place_carried: bool
    """The paragraph does not name the place."""
    days: Days | None
    period: str | None
    programme: str | None
    population: str | None
    modality: str
    speaker: str | None
    told: int = 0
    """The day on which a count that may grow was told: that of publication; 0 for every other figure."""
    about: Matter = frozenset()
    """Of the article, where the claim itself is told of nobody and no place."""
    untimed: str = ""
    """A stretch of time of which nothing says the year: 'september', in an article without a date."""


class ClaimRow(NamedTuple):
    """A claim with what its sentence and article add to it. Offsets are into the article's text."""

    rowid: int
    id: str
    article: str
    published: str | None
    sentence_id: int
    sentence: int
    """Number of the sentence in its article."""
    paragraph: int
    text: str
    """The sentence."""
    offset: int
    """Of the quote within the sentence."""
    kind: str
    subject: str | None
    measure: str
    quote: str
    start: int
    end: int
    value: float | None
    value_text: str
    unit: str | None
    low: float | None
    high: float | None
    usual_low: float | None
    usual_high: float | None
    hedge: str
    place: str | None
    period: str | None
    period_kind: str | None
    programme: str | None
    population: str | None
    modality: str
    speaker: str | None
    extractor: str
    carried: frozenset[str] = frozenset()
    """Facets that the claim's paragraph does not name: taken from further up, or from what the article is about."""
    own: frozenset[str] = frozenset()
    """Facets that were not taken from another sentence."""
    untimed: str = ""
    """The time that the sentence tells, as printed, where nothing says which year it is of."""

    @property
    def before(self) -> str:
        """The words of the sentence before the quote."""
        return self.text[: self.offset]


_CLAIMS = """
SELECT c.rowid, c.id, c.article_id, a.published, c.sentence_id, s.n, s.paragraph, s.text, c.start - s.start,
  c.kind, c.subject, c.measure, c.quote, c.start, c."end", c.value, c.value_text, c.unit,
  c.low, c.high, c.usual_low, c.usual_high, c.hedge, c.place, c.period, c.period_kind, c.programme, c.population,
  c.modality, c.speaker, c.extractor, c.evidence
FROM claims c JOIN articles a ON a.id = c.article_id JOIN sentences s ON s.id = c.sentence_id
"""


_TOGETHER = 3
"""Words after a unit that may belong to the name of things counted together."""
_ARTICLE, _PARAGRAPH, _TEXT, _OFFSET, _START = 2, 6, 7, 8, 13
"""Places in a row of `_CLAIMS`."""
_REACH = 8
"""Words in front of a figure among which a change is told that it may be the size of."""
_COMPARABLE_STEPS = frozenset({"%", "percentage_point"})
"""Units of steps that a text tells as it tells a level; others come on top of what the reader knows."""
_FACETS = frozenset({"subject", "place", "period", "programme", "population", "modality", "speaker"})


def read_claims(connection: sqlite3.Connection, ids: tuple[str, ...] | None = None) -> list[ClaimRow]:
    """All claims, or those with the given ids, by article and position: the earlier claim comes first."""
    where = "" if ids is None else f" WHERE c.id IN ({','.join('?' * len(ids))})"
    order = ' ORDER BY c.article_id, c.start, c."end", c.id'
    paragraphs, untimed = _Paragraphs(connection), _Untimed(connection)
    claims = []
    for *row, evidence in connection.execute(_CLAIMS + where + order, ids or ()):
        article, paragraph, text = row[_ARTICLE], row[_PARAGRAPH], row[_TEXT]
        start = row[_START] - row[_OFFSET]
        spans = json.loads(evidence) if evidence != "{}" else {}
        away = {name: at for name, (at, _) in spans.items() if not start <= at < start + len(text)}
        carried = frozenset(name for name, at in away.items() if paragraphs.at(article, at) != paragraph)
        claim = ClaimRow(*(*row, carried, _FACETS - away.keys()))
        claims.append(claim if claim.period or claim.published else claim._replace(untimed=untimed.told(claim)))
    return claims


class _Paragraphs:
    """The number of the paragraph that an offset of an article lies in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._article = ""
        self._starts: list[int] = []
        self._numbers: list[int] = []

    def at(self, article: str, offset: int) -> int | None:
        if article != self._article:
            query = "SELECT start, paragraph FROM sentences WHERE article_id = ? ORDER BY start"
            rows = self._connection.execute(query, [article]).fetchall()
            self._article, self._starts, self._numbers = article, [r[0] for r in rows], [r[1] for r in rows]
        index = bisect_right(self._starts, offset) - 1
        return self._numbers[index] if index >= 0 else None


class _Untimed:
    """The times of an article without a date whose year cannot be known, by the sentences that tell them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._article = ""
        self._spans: dict[int, tuple[int, int]] = {}

    def told(self, claim: ClaimRow) -> str:
        if claim.article != self._article:
            query = "SELECT sentence_id, start, \"end\" FROM mentions WHERE article_id = ? AND kind = 'date'"
            rows = self._connection.execute(query, [claim.article])
            self._article, self._spans = claim.article, {sentence: (start, end) for sentence, start, end in rows}
        start, end = self._spans.get(claim.sentence_id, (0, 0))
        began = claim.start - claim.offset
        told = fold(claim.text[start - began : end - began]) if end else ""
        return told if _is_stretch(told.split()) else ""


def _is_stretch(words: Sequence[str]) -> bool:
    """Whether a time is longer than a day: 'on Tuesday' is mostly when something was said."""
    day = any(word.isdigit() for word in words)
    return not _STRETCHES.isdisjoint(words) or (not day and any(word in MONTHS for word in words))


class Knowledge(NamedTuple):
    """What the vocabulary and the articles' own aliases say, ready for comparing."""

    terms: Terms
    places: Places
    programmes: Programmes
    people: Mapping[str, str]
    """Folded second names of people and organisations to the folded first one."""
    one: frozenset[frozenset[str]] = frozenset()
    """Pairs of folded names that somebody has decided to be one name."""
    matter: Callable[[str], Matter] = lambda article: frozenset()
    """What an article is about, by its id."""
    mentioned: Callable[[str], Matter] = lambda article: frozenset()
    """Every name in an article, by its id, and words that only look like one."""

    def one_person(self, a: str, b: str) -> bool:
        """Whether two names are told or decided to be one person's."""
        left, right = fold(a), fold(b)
        return self.people.get(left, left) == self.people.get(right, right) or frozenset((left, right)) in self.one


def read_knowledge(connection: sqlite3.Connection) -> Knowledge:
    """Reads places, programmes and aliases. An alias that articles state in two senses is left out."""
    senses: dict[tuple[str, str], dict[str, str]] = {}
    for kind, alias, name in connection.execute(
        "SELECT kind, alias, name FROM aliases ORDER BY article_id IS NOT NULL, id"
    ):
        senses.setdefault((kind, alias), {}).setdefault(fold(name), name)

    def aliases(*kinds: str) -> dict[str, str]:
        return {
            alias: next(iter(names.values()))
            for (kind, alias), names in senses.items()
            if kind in kinds and len(names) == 1
        }

    rows = connection.execute("SELECT name, kind, former, within FROM places ORDER BY id")
    entries = [PlaceEntry(name, kind, bool(former), within) for name, kind, former, within in rows]
    parts = connection.execute("SELECT name, part_of FROM programmes WHERE part_of IS NOT NULL ORDER BY id")
    matters = matters_of(connection)
    people = {fold(alias): fold(name) for alias, name in aliases("person", "organisation").items()}
    return Knowledge(
        terms=Terms(aliases("term", "measure")),
        places=Places(entries, aliases("place")),
        programmes=Programmes([(name, whole) for name, whole in parts], aliases("programme")),
        people=people,
        matter=matters.names,
        mentioned=matters.mentioned,
    )


def read_scope(claim: ClaimRow, knowledge: Knowledge) -> Scope:
    """The scope of one claim. The day of publication stands in for the period of a current figure without one."""
    days = parse_period(claim.period, claim.period_kind)
    if days is None and claim.modality == "stated" and (current := parse_period(claim.published)):
        days = Days(current.first, current.last, point=True, assumed=True)
    measure = _measure(claim, knowledge)
    published = parse_period(claim.published) if measure.growing else None
    return Scope(
        measure=measure,
        shown=claim.measure,
        subject=_subject(claim, knowledge),
        place=claim.place,
        place_carried="place" in claim.carried,
        days=days,
        period=claim.period,
        programme=claim.programme,
        population=claim.population,
        modality=claim.modality,
        speaker=fold(claim.speaker) if claim.speaker else None,
        told=published.last if published else 0,
        untimed=claim.untimed,
        about=frozenset() if claim.place or claim.subject or claim.programme else knowledge.matter(claim.article),
    )


def _measure(claim: ClaimRow, knowledge: Knowledge) -> Measure:
    """The measure, narrowed where its clause tells it of an extreme ('lowest in the north, at 51 %') or of a count that
    is not at its end ('with 96 % of the ballots counted')."""
    unit = _unit(claim, knowledge)
    told = [claim.place, claim.subject, claim.unit if unit != claim.unit else None]
    named = knowledge.programmes.key(claim.programme)
    if named and named <= set(fold(claim.measure).split()):
        told.append(claim.programme)  # the whole name; a word of it alone may be all that the measure says
    measure = read_measure(claim.measure, unit, knowledge.terms, " ".join(filter(None, told)))
    clause = re.split(r"[;:.]", claim.before)[-1]
    narrower = lexicon().extremes & set(fold(clause).split())
    if _PARTLY_COUNTED.search(clause):
        narrower |= {"partial"}
    if is_step(claim):
        narrower |= {"step"}
    if claim.unit == "%" and (within := _WITHIN.match(claim.before)):
        narrower |= {canonical(within[1])} - lexicon().calendar - lexicon().times
    return measure._replace(words=measure.words | narrower) if narrower else measure


def _unit(claim: ClaimRow, knowledge: Knowledge) -> str | None:
    """The unit; where nouns counted together have another name in the vocabulary ('beds and cots'), that name."""
    counted = claim.unit and claim.unit.islower() and claim.quote.endswith((claim.unit, claim.unit + "s"))
    if not counted:
        return claim.unit
    after = claim.text[claim.offset + len(claim.quote) :].split()[:_TOGETHER]
    printed = " ".join([_JOINED_TO.sub("", claim.quote.split()[-1]), *after])
    first = knowledge.terms.fold(printed).split()[0]
    return claim.unit if first == fold(printed).split()[0] else first


def is_step(claim: ClaimRow) -> bool:
    """Whether a figure is how far another went up or down: 'a decline of 300,000 families'."""
    if claim.unit in _COMPARABLE_STEPS or "/" in (claim.unit or ""):
        return False
    before = fold(claim.before).split()[-2:]
    return before[1:] == ["of"] and canonical(before[0]) in lexicon().changes


def adds_to_another(claim: ClaimRow) -> bool:
    """Whether the figure comes on top of another or is the size of a step: 'another 50', 'rose by 3'."""
    lex = lexicon()
    if canonical(claim.measure) in lex.personal:
        return False  # 'driven by 34-year-old Milo Vanek'
    before = fold(claim.before).split()[-_REACH:]
    inside = fold(claim.quote).split()[:3]
    if lex.increments & {*before[-2:], *inside}:
        return True
    if before[-1:] != ["by"] or "/" in (claim.unit or ""):
        return False
    if not lex.changes.isdisjoint(map(canonical, claim.measure.split())):
        return claim.unit not in _COMPARABLE_STEPS
    # 'rose, in a year, by 50', not 'caught by 36 vessels': those who did it
    return any(verbs.lemma(word) in lex.steps or word in lex.steps for word in before)


def _subject(claim: ClaimRow, knowledge: Knowledge) -> str | None:
    """The folded subject; None where it only repeats the place, or was not named in the paragraph."""
    if not claim.subject or "subject" in claim.carried:
        return None
    subject = fold(claim.subject)
    subject = knowledge.people.get(subject, subject)
    if claim.place and any(unit.name and unit.name in subject for unit in knowledge.places.chain(claim.place)[:1]):
        return None
    return subject or None
