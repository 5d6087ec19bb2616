"""What a figure hangs on: the verb or preposition to its left, and what stands between them."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.claims import verbs
from ledger.claims.phrases import (
    Range,
    canonical,
    is_manner,
    is_verb,
    left_phrase,
    nouns_for,
    right_phrase,
    words,
)
from ledger.claims.reading import SentenceReading, marked
from ledger.mentions.nouns import ADVERBS, DETERMINERS, PREPOSITIONS
from ledger.mentions.records import Quantity
from ledger.mentions.tokens import Token
from ledger.record import record
from ledger.text.article import Span

MOVING = verbs.group("rising") | verbs.group("falling")
"""Lemmas of verbs that say how a figure moved."""
STATING = verbs.group("linking") | MOVING | {"stand", "be"}
"""Lemmas of verbs whose subject is what a figure measures."""
_SKIPPED = (
    ADVERBS
    | DETERMINERS
    | {"them", "him", "us", "further", "down", "up", "back", "unchanged", "steady", "stable", "flat"}
)
_RECEIVERS = frozenset({"it", "her", "me", "you"})
"""Further pronouns that an amount is given to; of other verbs they may be the object."""
_ARROWS = {"up": "rise", "down": "fall"}
"""Words that move a figure without a verb: 'revenue up 8%'."""
_AGAINST = {**_ARROWS, "higher": "rise", "lower": "fall"}
"""Words beside a figure that make it the size of a step."""
_UP_AND_DOWN = frozenset({"come", "go", "be", "bring"})
"""Verbs that say with 'up' or 'down' how a figure moved."""
_LEVELS = frozenset({"rate", "price", "value", "estimate"})
"""Verbs whose plain forms are nouns of what has a level."""
_COMING = frozenset({"come", "work", "turn"})
"""Verbs that with 'in at' or 'out at' say what a figure is."""
_SEPARATORS = frozenset(";:.—–")


@record
class Scene:
    """One sentence prepared for reading what one of its figures measures."""

    tokens: Sequence[Token]
    blocked: Sequence[bool]
    """Tokens of other figures, periods and programmes: no part of what this figure measures."""
    names: Sequence[Span]
    """People, bodies and places."""
    hidden: Sequence[bool]
    """Blocked tokens and those of places: where a figure was taken is a facet, not what it measures."""
    figure: Range

    def word(self, i: int) -> str:
        """Token i in lower case; '' outside the sentence."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def text(self, phrase: Range) -> str:
        """The canonical words of a phrase; places are left out unless there is nothing else."""
        return canonical(self.tokens, phrase, self.hidden) or canonical(self.tokens, phrase, self.blocked)

    def has_name(self, phrase: Range) -> bool:
        """Whether a phrase holds a part of a name."""
        if phrase.start >= phrase.end:
            return False
        start, end = self.tokens[phrase.start].start, self.tokens[phrase.end - 1].end
        return any(name.start < end and start < name.end for name in self.names)

    def phrase_at(self, i: int) -> Range:
        """The noun phrase that begins at token i."""
        return right_phrase(self.tokens, i, self.blocked)


class Governor(NamedTuple):
    """What a figure hangs on: the nearest verb to its left, and the preposition between them."""

    verb: int | None = None
    lemma: str | None = None
    preposition: str | None = None
    at: int = 0
    """Index of the preposition, or of the first token of the figure."""
    object: Range | None = None
    """What stands between verb and preposition: 'expand [the orchard] to 40 ha'."""

    @property
    def states(self) -> bool:
        """Whether the verb's subject is the measure: 'stood at', 'fell to', 'exceeded', 'estimated at'."""
        if (
            self.lemma in words("setting")
            and self.object is not None
            and self.preposition in ("to", "by", "from", "at")
        ):
            return True
        return self.lemma in STATING or (self.preposition == "at" and self.lemma in words("valuing"))

    @property
    def does(self) -> bool:
        """Whether the verb says what was done with the figure: 'sold', 'built', 'borrowed'."""
        return self.lemma is not None and not self.states and self.lemma not in words("light_verbs")

    @property
    def step(self) -> str:
        """The direction when the figure is the size of a step: 'rose 4 %', 'fell by 2'; else ''."""
        if self.lemma in words("setting") and self.preposition == "by":
            return "reduction" if self.lemma in ("trim", "slash", "downgrade") else "increase"
        if self.lemma not in MOVING or self.preposition not in (None, "by"):
            return ""
        return "increase" if self.lemma in verbs.group("rising") else "reduction"


def scene_of(reading: SentenceReading, quantity: Quantity) -> Scene:
    """The sentence as one of its figures sees it."""
    mentions, tokens = reading.mentions, reading.tokens
    start, end = quantity.span
    others = [
        figure
        for other, figure in zip(mentions.quantities, reading.figures, strict=True)
        if other.span.start < start or end < other.span.end
    ]
    names = [item.span for group in (mentions.people, mentions.organisations) for item in group]
    places = [place.span for place in mentions.places]
    blocked = marked(list(reading.told), others)
    hidden = marked(list(blocked), map(reading.range_of, places)) if places else blocked
    return Scene(tokens, blocked, [*names, *places], hidden, reading.range_of(quantity.span))


def _skip_left(scene: Scene, i: int) -> int:
    while i >= 0 and ((word := scene.tokens[i].lower) in _SKIPPED or is_manner(word)):
        i -= 1
    return i


def governor_of(scene: Scene) -> Governor:
    """Looks left from the figure over adverbs, articles and one preposition."""
    first = scene.figure.start
    opening = verbs.lemma(scene.word(first))
    if opening in STATING and scene.tokens[first].kind == "word":
        return Governor(first, opening, None, first)
    if phrasal := _phrasal(scene, first - 1):
        return Governor(first - 2, phrasal, None, first)  # 'turned away 310 pupils'
    i = _skip_left(scene, first - 1)
    if scene.word(first) in _ARROWS and i >= 0 and verbs.lemma(scene.word(i)) in _UP_AND_DOWN:
        return Governor(i, _ARROWS[scene.word(first)], "to", first)  # 'is going [up to $3.25]'
    preposition, at = None, first
    if scene.word(i) == "of" and scene.word(i - 1) in words("statistics"):
        i = _skip_left(scene, i - 2)
    if scene.word(i) in PREPOSITIONS:
        preposition, at = scene.word(i), i
        i = _skip_left(scene, i - 1)
        if scene.word(i) == "," and verbs.lemma(scene.word(_skip_left(scene, i - 1))) in MOVING:
            i = _skip_left(scene, i - 1)  # 'dropped further, to 17 %'
    if preposition == "of" or i < 0:
        return Governor(preposition=preposition, at=at)
    if preposition is not None and (phrasal := _phrasal(scene, at)):
        return Governor(i, phrasal, None, first)
    if preposition == "at" and scene.word(i) in ("in", "out") and verbs.lemma(scene.word(i - 1)) in _COMING:
        return Governor(i - 1, "stand", preposition, at)  # 'net profit came in at €96 million'
    lemma = _verb_before_figure(scene, i) if scene.tokens[i].kind == "word" else None
    if lemma == "make" and scene.word(i + 1) == "up":
        lemma = "constitute"
    moved = _AGAINST.get(scene.word(first - 1)) or _AGAINST.get(scene.word(scene.figure.end))
    if lemma == "be" and preposition is None and moved:
        return Governor(i, moved, None, first)  # 'prices were up 6 %', 'were 3 % higher'
    found = Governor(i, lemma, preposition, at)
    if lemma and (preposition is None or found.states or _priced(lemma, preposition)):
        return found
    if preposition is None and (giving := _over_receiver(scene, first)) is not None:
        return Governor(giving, verbs.lemma(scene.word(giving)), None, first)
    if preposition in ("to", "from", "by", "at", "for", "into"):
        return _verb_with_object(scene, i, at, preposition) or Governor(preposition=preposition, at=at)
    return Governor(preposition=preposition, at=at)


def _with_whole(scene: Scene, phrase: Range, end: int) -> Range:
    """An object with what it is of: 'the number of dead' of 'put the number of dead at 18'."""
    if scene.word(phrase.end) != "of":
        return phrase
    return Range(phrase.start, min(end, max(scene.phrase_at(phrase.end + 1).end, phrase.end + 2)))


def _priced(lemma: str, preposition: str | None) -> bool:
    """'houses sold for an average of £284,000', 'asked for 18 years', 'is built for 650'."""
    return preposition == "for" and any(lemma in words(group) for group in ("pricing", "seeking", "making", "buying"))


def _phrasal(scene: Scene, at: int) -> str | None:
    """The one verb that a verb and the particle at token `at` are: 'took on 64 teachers'."""
    lemma = verbs.lemma(scene.word(at - 1))
    return nouns_for("phrasal").get(f"{lemma} {scene.word(at)}") if lemma else None


def _over_receiver(scene: Scene, first: int) -> int | None:
    """The verb before a receiver: 'cost [the club] €28 million', 'fined [the firm] €2.4 million'."""
    if scene.word(first - 1) in _RECEIVERS and verbs.lemma(scene.word(first - 2)) in words("giving"):
        return first - 2  # 'paid them €3 million'
    receiver = left_phrase(scene.tokens, first, scene.blocked)
    verb = receiver.start - 1
    while verb > 0 and scene.word(verb) in DETERMINERS:
        verb -= 1
    gives = receiver.end > receiver.start and verbs.lemma(scene.word(verb)) in words("giving")
    return verb if verb > 0 and gives else None


def _verb_before_figure(scene: Scene, i: int) -> str | None:
    """The lemma of the word at i when it is a verb with the figure as its object or complement."""
    lemma = verbs.lemma(scene.word(i))
    if lemma is None or not scene.tokens[i].text[0].islower():
        return lemma if i == 0 else None
    if lemma in _LEVELS and scene.word(i) != verbs.participle(lemma) and not is_verb(scene.tokens, i):
        return None  # 'held its policy rate at'
    before = scene.word(i - 1)
    is_noun = before in DETERMINERS or (before in PREPOSITIONS and before != "to" and not scene.word(i).endswith("ing"))
    return None if is_noun else lemma


def _verb_with_object(scene: Scene, i: int, at: int, preposition: str) -> Governor | None:
    """A verb further left, over its object or over the other end of the series: 'fell from 9% in 2019 to 6%'."""
    for j in range(i, max(-1, i - 12), -1):
        if scene.tokens[j].text in _SEPARATORS or (scene.tokens[j].text == "," and preposition == "for"):
            return None
        lemma = verbs.lemma(scene.word(j))
        if scene.word(j) in _ARROWS and scene.tokens[j + 1].kind != "word":
            return Governor(j, _ARROWS[scene.word(j)], preposition, at)
        moves = lemma in MOVING or (lemma in _UP_AND_DOWN and scene.word(j + 1) in ("up", "down"))
        if lemma is None or (not moves and (lemma == "be" or not is_verb(scene.tokens, j))):
            continue
        between = _with_whole(scene, scene.phrase_at(j + 1), at)
        thing = between if scene.text(between) else None
        if lemma in _UP_AND_DOWN and moves:
            return Governor(j, _ARROWS[scene.word(j + 1)], preposition, at)
        sold = preposition == "for" and (lemma in words("pricing") or lemma in words("buying"))
        if moves or sold or (thing is not None and preposition != "from") or (lemma == "go" and preposition == "to"):
            return Governor(j, lemma, preposition, at, thing)
        return None
    return None
