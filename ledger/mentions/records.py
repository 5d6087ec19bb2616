"""What a sentence names. Offsets are code points within the sentence."""

from typing import NamedTuple

from ledger.text.article import Span


class Interval(NamedTuple):
    """Values a wording allows; None is open. See `intervals` for how wording becomes bounds."""

    low: float | None
    high: float | None
    usual_low: float | None
    usual_high: float | None


class Quantity(NamedTuple):
    """A figure with its unit: 'more than VND 3,150 billion', '6,297 disadvantaged students'."""

    span: Span
    """Hedge, number, unit and counted noun: the shortest text that says the figure."""
    number: Span
    """Digits or number words with their scale word."""
    value: float | None
    """In base units (VND, not billion); None for a range."""
    value_text: str
    """The number as printed, without unit and hedge: '3,150 billion'."""
    unit: str
    """ISO 4217, `%`, `percentage_point`, SI symbol, counted noun in the singular, or a rate `A/B`."""
    hedge: str
    """none | more_than | at_least | nearly | about | less_than | up_to"""
    interval: Interval
    noun: Span | None
    """The counted noun phrase as it stands ('disadvantaged students'); None for measures and money."""
    statistic: str | None
    """mean | total | median | None"""
    kind: str
    """money | share | count | time | age | measure | number (no unit is said)"""


class Period(NamedTuple):
    """A stretch of time named in a sentence."""

    span: Span
    value: str
    """ISO 8601: `2021/2025`, `2024`, `2024-10`, `2019-03-07`; `2021/..` is open."""
    kind: str
    """during | as_of | since | by"""
    relative: bool
    """True when it was worked out from the article's date ('last year')."""
    weekday: int | None = None
    """ISO number, 1 is Monday, when the text names the day of the week as well."""


class Place(NamedTuple):
    """A place: 'Tà Xi Láng village, Pá Lau commune' has name, kind and the place it lies in."""

    span: Span
    name: str
    """Empty for a place that is only referred to: 'the province'."""
    kind: str | None
    """village, commune, district, province, city, country ...; None when the text does not say."""
    former: bool
    within: str | None
    """The place it is said to lie in, with its kind: 'Pá Lau commune'."""

    @property
    def label(self) -> str:
        """How the place is written in a claim: name and kind, smallest first."""
        own = f"{self.name or 'the'} {self.kind}" if self.kind else self.name
        own = f"{own} (former)" if self.former else own
        return f"{own}, {self.within}" if self.within else own


class Person(NamedTuple):
    """A person, with the office the sentence gives them."""

    span: Span
    """Name and office together."""
    name: Span
    name_text: str
    office: str | None
    """The office with its unit: 'Chairman of the Pá Lau commune People’s Committee'."""
    place: str | None
    """Where the person is said to live or serve, as `Place.label`."""
    occupation: str | None = None
    """What many are at a time: 'farmer', 'spokeswoman of the agency'."""
    second: str | None = None
    """Another office, told behind the first one: 'X, Secretary of the Board, Chairman of the Council'."""
    full: str | None = None
    """The whole name, where an earlier sentence has told it and this one has the family name only."""

    @property
    def whole(self) -> str:
        """The name as the article tells it in full, as far as it does."""
        return self.full or self.name_text


class Organisation(NamedTuple):
    """A named body: company, committee, agency, bank, club."""

    span: Span
    name: str


class Programme(NamedTuple):
    """A programme, scheme, fund or campaign: named, or described by the sentence ('the school meals scheme')."""

    span: Span
    name: str
    body: str | None = None
    """The body that runs it, where a sentence tells both: 'the Relief Council and the “Warm Winter” Fund Board'."""

    @property
    def label(self) -> str:
        """How the programme is written in a claim: with the body that runs it."""
        return f"{self.name} of the {self.body}" if self.body else self.name


class Document(NamedTuple):
    """A legal or numbered document: 'Resolution No.41/NQ-HD dated March 7, 2019'."""

    span: Span
    """Kind and number only."""
    kind: str
    number: str
    date: str | None
    """ISO 8601, when the sentence dates it."""
    issuer: str | None
    date_span: Span | None = None
    """The words that date it: 'dated March 7, 2019'. Its period stands among the periods as well."""
    issuer_span: Span | None = None
    concerns: Span | None = None
    """What it is about: 'regarding [border trade]'."""

    @property
    def label(self) -> str:
        """How the document is written in a claim: 'Resolution 41/NQ-HD', 'Data Protection Act 2018'."""
        if self.kind in self.number.lower().split():
            return self.number
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.number}"


UNREADABLE = "unreadable"
"""Kind of digits that the language of the article does not write so ('34,9' in English): found, and not explained."""


class Other(NamedTuple):
    """A number that is no quantity: ordinal, score, version, road, marker, phone number, list number."""

    span: Span
    kind: str


class Alias(NamedTuple):
    """Another name that the sentence gives: 'World Health Organization (WHO)'."""

    span: Span
    alias: str
    name_span: Span
    name: str


class Reach(NamedTuple):
    """A cue such as 'is projected to', and the stretch of the sentence that it makes no plain statement of fact."""

    span: Span
    modality: str
    """planned | target | estimated | projected"""
    reach: Span


class Speech(NamedTuple):
    """Who speaks, and the stretch of the sentence that is theirs."""

    span: Span
    """The speaker's name or description."""
    speaker: str
    reach: Span


class Mentions(NamedTuple):
    """Everything named in one sentence, each tuple in order of position."""

    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    places: tuple[Place, ...]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    programmes: tuple[Programme, ...]
    documents: tuple[Document, ...]
    others: tuple[Other, ...]
    aliases: tuple[Alias, ...] = ()
    modality: tuple[Reach, ...] = ()
    """See `modality.modality_at`."""
    speech: tuple[Speech, ...] = ()
