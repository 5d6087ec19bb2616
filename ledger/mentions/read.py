"""Everything a sentence names, read in one pass over its tokens."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

from ledger.mentions.aliases import read_aliases
from ledger.mentions.documents import read_documents
from ledger.mentions.lexicon import WHEN, Line, line_of
from ledger.mentions.modality import read_modality
from ledger.mentions.names import runs_of
from ledger.mentions.numbers import ENGLISH, NumberStyle
from ledger.mentions.organisations import read_organisations
from ledger.mentions.people import read_people
from ledger.mentions.periods import read_periods
from ledger.mentions.places import bare_sites, told_sites, wide_places
from ledger.mentions.programmes import read_programmes
from ledger.mentions.quantities import read_quantities
from ledger.mentions.rankings import ranked_sites
from ledger.mentions.records import Mentions, Organisation, Other, Person, Place
from ledger.mentions.schemes import with_bodies
from ledger.mentions.sites import Site, joined
from ledger.mentions.speech import read_speech
from ledger.mentions.tokens import Token, tokenize
from ledger.text.article import Span

_NOBODY: Mapping[str, str] = {}


def read_mentions(
    sentence: str,
    published: str | None = None,
    style: NumberStyle = ENGLISH,
    tokens: Sequence[Token] | None = None,
    counted: str = "",
    known: Mapping[str, str] = _NOBODY,
) -> Mentions:
    """Everything named in a sentence; spans are code points of the sentence.

    `published` is the article's ISO 8601 date, year-month or year, from which relative dates are told; `style` how its
    language writes numbers; `tokens` those of the sentence, where they are at hand; `counted` the unit counted last in
    the article, for counts that leave their noun out; `known` the family names told so far, to the whole ones. Each
    reader leaves to the next what it has not taken: periods,
    documents, programmes, bodies, places, people, and figures last. The dates of documents,
    and places inside the name of a body ('the X commune People's Committee'), stand in their own right as well.
    """
    line = line_of(sentence, tokenize(sentence) if tokens is None else tokens)
    free = [True] * len(line.tokens)
    begins = [i for i, bits in enumerate(line.bits) if bits & WHEN] if line.seen & WHEN else ()
    periods, undated = read_periods(line.tokens, published, begins)
    dates = [period.span for period in periods] + undated
    _take(line, free, dates)
    documents = read_documents(line, free, published)
    cited = [document.span for document in documents]
    _take(line, free, cited)
    programmes = read_programmes(line, free)
    _take(line, free, [programme.span for programme in programmes])
    organisations, people, places = _names(line, free, known)
    things = cited + [programme.span for programme in programmes] + [body.span for body in organisations]
    things += [place.span for place in places if place.name]
    taken = [*dates, *things, *(person.name for person in people)]
    quantities, others = read_quantities(sentence, line.tokens, taken, style, counted)
    marks = [*others, *(Other(span, "date") for span in undated)]
    marks.sort(key=attrgetter("span"))
    return Mentions(
        quantities=quantities,
        periods=tuple(periods),
        places=tuple(places),
        people=tuple(people),
        organisations=tuple(organisations),
        programmes=with_bodies(line, programmes, organisations) if programmes else (),
        documents=tuple(documents),
        others=tuple(marks),
        aliases=tuple(read_aliases(line, things)),
        modality=tuple(read_modality(line)),
        speech=tuple(read_speech(line, people)),
    )


def _names(
    line: Line, free: list[bool], known: Mapping[str, str]
) -> tuple[list[Organisation], list[Person], list[Place]]:
    """Bodies, then places that are told, people, and the places that only a preposition tells."""
    open_to_kinds = list(free)
    runs = runs_of(line, free)
    organisations = read_organisations(line, free, runs) if runs else []
    bodies = _take(line, free, [body.span for body in organisations])
    sites = joined(line, told_sites(line, open_to_kinds, free))
    people: list[Person] = []
    if runs:
        _take_sites(free, sites)
        runs = runs_of(line, free)
        people = read_people(line, runs, sites, bodies, known)
        _take(line, free, [person.name for person in people])
        bare = bare_sites(line, free, runs, sites)
        bare += ranked_sites(line, [run for run in runs if all(free[run.first : run.after])], [*sites, *bare])
        sites = joined(line, sites + bare) if bare else sites
    places = sorted([*(site.place(line) for site in sites), *wide_places(line)], key=lambda place: place.span)
    return organisations, people, places


def _take(line: Line, free: list[bool], spans: Sequence[Span]) -> dict[int, int]:
    """Mark the tokens of the spans as taken; the first token of each span to the one after it."""
    taken: dict[int, int] = {}
    if not spans:
        return taken
    i = 0
    for start, end in sorted(spans):
        while i < len(free) and line.tokens[i].end <= start:
            i += 1
        first = i
        while i < len(free) and line.tokens[i].start < end:
            free[i] = False
            i += 1
        taken[first] = i
    return taken


def _take_sites(free: list[bool], sites: Sequence[Site]) -> None:
    for site in sites:
        for i in range(site.first, site.after):
            free[i] = False
