"""What reading one article yields: the record handed from extraction to the store."""

from typing import NamedTuple

from ledger.claims.claim import Claim
from ledger.text.article import Article, Sentence, Span


class MentionRow(NamedTuple):
    """Something named in a sentence. Offsets are into the article's text."""

    sentence: int
    """Number of the sentence, as `Sentence.n`."""
    kind: str
    """quantity | period | place | person | organisation | programme | document, or the kind of an `Other`"""
    start: int
    end: int
    text: str
    value: str | None
    """What the text was read as: an ISO 8601 period, a place's label, a canonical name; None for none."""


class PersonRow(NamedTuple):
    """A person with the office and place one sentence gives them."""

    sentence: int
    name: str
    office: str | None
    place: str | None


class AliasRow(NamedTuple):
    """A second name that the article itself states: '... (Program 12)'."""

    sentence: int
    kind: str
    """place | programme | organisation | measure ..."""
    alias: str
    name: str


class Refusal(NamedTuple):
    """A proposed claim that admission did not let in."""

    extractor: str
    reason: str
    claim: str
    """The proposal as canonical JSON."""


class Extraction(NamedTuple):
    """Everything read from one article: a pure function of the article and the configuration."""

    article: Article
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[MentionRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    aliases: tuple[AliasRow, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    uncovered: tuple[Span, ...] = ()
    """Figures of the body that no claim and no mention explains, as offsets into the article's text."""
    grammar: bool = True
    """False when the language of the article has no grammar: it is stored, and yields no claims."""
