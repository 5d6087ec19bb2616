"""Who acts where a name says nothing of its kind: 'Toyota sold 9.5 million cars', 'Acme's revenue', 'and Jones 18'."""

from collections.abc import Sequence

from ledger.claims import verbs
from ledger.claims.phrases import Range, is_finite, subject_of
from ledger.claims.reading import SentenceReading, marked
from ledger.mentions.lexicon import GIVEN, lexicon
from ledger.mentions.tokens import Token
from ledger.text.article import Span


def bare_actor(reading: SentenceReading, quantity: Span) -> Span | None:
    """The name of the one a figure is told of, where no mention holds it: a bare name before the figure, else the
    subject of its verb or the owner of that subject."""
    tokens, mentions = reading.tokens, reading.mentions
    places = [reading.range_of(place.span) for place in mentions.places]
    blocked = marked(list(reading.told), (*reading.figures, *places))
    at = reading.range_of(quantity).start
    if not any(_capital(tokens, i, blocked) for i in range(at)):
        return None  # told at once for most figures
    name = _listed(tokens, at, blocked)
    if name is None:
        verb = next((i for i in reversed(reading.verbs) if i < at and _finite(tokens, i)), None)
        phrase = subject_of(tokens, verb, blocked) if verb is not None else None
        if verb is None or phrase is None:
            return None
        acting = verbs.lemma(tokens[verb].lower) in verbs.group("acting")
        name = _owner(tokens, phrase, blocked) or (_name(tokens, phrase, blocked) if acting else None)
    if name is None:
        return None
    end = tokens[name.end - 1].end
    return Span(tokens[name.start].start, end - 2 if _owns(tokens[name.end - 1]) else end)


def _finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i is a verb; right before a number what may be a noun elsewhere is one: 'employs 900'."""
    lemma = verbs.lemma(tokens[i].lower)
    if lemma is None:
        return False
    before_figure = 0 < i < len(tokens) - 1 and tokens[i + 1].kind == "number" and tokens[i - 1].lower != "to"
    return is_finite(tokens, i) or (before_figure and lemma in verbs.group("acting"))


def _listed(tokens: Sequence[Token], at: int, blocked: Sequence[bool]) -> Range | None:
    """A name between 'and' or a comma and its figure, which shares the verb of the one before."""
    start = at
    while start and _capital(tokens, start - 1, blocked):
        start -= 1
    between = 0 < start < at and tokens[start - 1].lower in ("and", ",", ";")
    return Range(start, at) if between and not _owns(tokens[at - 1]) else None


def _owner(tokens: Sequence[Token], phrase: Range, blocked: Sequence[bool]) -> Range | None:
    """The name that a subject begins with: 'Acme's' of 'Acme's net revenue'."""
    for i in range(*phrase):
        if not _capital(tokens, i, blocked):
            return None
        if _owns(tokens[i]):
            return Range(phrase.start, i + 1)
    return None


def _name(tokens: Sequence[Token], phrase: Range, blocked: Sequence[bool]) -> Range | None:
    """A subject that is a name to its last word."""
    whole = phrase.start < phrase.end and all(_capital(tokens, i, blocked) for i in range(*phrase))
    return phrase if whole and not _owns(tokens[phrase.end - 1]) else None


def _capital(tokens: Sequence[Token], i: int, blocked: Sequence[bool]) -> bool:
    """Whether a word may be of a name; what begins a sentence is one only where no table knows it as another word."""
    token = tokens[i]
    if blocked[i] or token.kind != "word" or not token.text[0].isupper():
        return False
    stem = token.lower.removesuffix("'s").removesuffix("’s")
    known = lexicon().get(stem, 0) | lexicon().get(stem.removesuffix("s"), 0)
    return i > 0 or not (known & ~GIVEN or verbs.lemma(stem))


def _owns(token: Token) -> bool:
    return token.lower.endswith(("'s", "’s"))
