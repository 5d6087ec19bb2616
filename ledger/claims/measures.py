"""What a figure measures, as a short noun phrase: 'poverty rate', 'latex sold', 'national grid household rate'.

Four places of a sentence can name it, tried in this order: the counted noun itself ('6,297 students'), the noun the
figure is 'of' ('an income of VND 6 million'), the complement ('300 hectares of maize', 'VND 13 billion in revenue'),
and the subject of the verb ('the poverty rate fell to'). The verb adds what was done with a thing counted or paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.claims import verbs
from ledger.claims.phrases import (
    Range,
    blocked_by,
    canonical,
    clause_start,
    dimensions,
    index_range,
    is_verb,
    left_phrase,
    right_phrase,
    verb_group_start,
    words,
)
from ledger.claims.reading import SentenceReading
from ledger.mentions.nouns import ADVERBS, AUXILIARIES, PREPOSITIONS, PRONOUNS
from ledger.mentions.records import Quantity
from ledger.mentions.tokens import Token
from ledger.text.article import Span

_MOVING = verbs.group("rising") | verbs.group("falling")
_STATING = verbs.group("linking") | _MOVING
_VAGUE = frozenset({"", "it", "number", "total", "figure", "amount", "value"})


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures; `anaphoric` when the sentence only says 'it' and an earlier one must tell."""

    text: str
    change: bool = False
    """True for a difference ('rose by 4'), False for a level ('rose to 4')."""
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence prepared for reading measures in it."""

    tokens: Sequence[Token]
    blocked: Sequence[bool]
    figure: Range


def read_measure(reading: SentenceReading, quantity: Quantity) -> Measure:
    """The measure of one figure of a sentence; its text may be empty when nothing names it."""
    mentions = reading.mentions
    spans: list[Span] = [period.span for period in mentions.periods]
    spans += [programme.span for programme in mentions.programmes]
    spans += [other.span for other in mentions.quantities if other.span != quantity.span]
    scene = _Scene(reading.tokens, blocked_by(reading.tokens, spans), index_range(reading.tokens, quantity.span))
    governor = _governor(scene)
    if quantity.noun is not None:
        return _counted(scene, index_range(reading.tokens, quantity.noun), governor)
    if quantity.unit.split("/")[0] in ("%", "percentage_point"):
        return _share(scene, governor)
    return _amount(scene, quantity, governor)


@dataclass(frozen=True, slots=True)
class _Governor:
    """The word a figure hangs on: a verb, or 'of' and the like with the phrase before it."""

    verb: int | None
    lemma: str | None
    preposition: str | None


def _governor(scene: _Scene) -> _Governor:
    """Looks left from the figure over adverbs and one preposition."""
    tokens = scene.tokens
    i = scene.figure.start - 1
    while i >= 0 and (tokens[i].lower in ADVERBS or tokens[i].lower.endswith("ly") or tokens[i].lower in ("a", "an")):
        i -= 1
    preposition = None
    if i >= 0 and tokens[i].lower in PREPOSITIONS:
        preposition = tokens[i].lower
        i -= 1
        while i >= 0 and (tokens[i].lower in ADVERBS or tokens[i].lower.endswith("ly")):
            i -= 1
    if i < 0 or tokens[i].kind != "word":
        return _Governor(None, None, preposition)
    if preposition in ("to", "from") and not verbs.lemma(tokens[i].lower):
        j = _moving_verb(scene, i)
        if j is not None:
            return _Governor(j, verbs.lemma(tokens[j].lower), preposition)
    lemma = verbs.lemma(tokens[i].lower)
    acts = lemma is not None and (is_verb(tokens, i) or (i == 0 or lemma in _STATING))
    if not acts or (preposition and lemma not in _STATING):
        return _Governor(None, None, preposition)
    return _Governor(i, lemma, preposition)


def _moving_verb(scene: _Scene, i: int) -> int | None:
    """The verb of 'decreased from 34.9% in 2021 to': over an earlier end of the same series."""
    for j in range(i, max(-1, i - 12), -1):
        if scene.tokens[j].text in ";:.":
            return None
        if verbs.lemma(scene.tokens[j].lower) in _MOVING:
            return j
    return None


def _subject(scene: _Scene, verb: int) -> str:
    """The canonical subject of the verb at an index; '' when it is a pronoun or not in the sentence."""
    tokens, blocked = scene.tokens, scene.blocked
    end = verb_group_start(tokens, verb)
    start = clause_start(tokens, end)
    while start < end and (blocked[start] or tokens[start].lower in PREPOSITIONS):
        start += 1
    if start >= end or tokens[start].lower in PRONOUNS:
        return ""
    head = right_phrase(tokens, start, blocked)
    if head.end <= head.start:
        return ""
    last = tokens[head.end - 1].lower
    of_follows = head.end < end and tokens[head.end].lower in ("of", "for", "on")
    if of_follows and (last in words("carriers") or tokens[head.end].lower == "of"):
        head = Range(head.start, end)
    return canonical(tokens, head, blocked)


def _participle(lemma: str) -> str:
    """The past participle, as a stable name of what was done: implement to implemented, sell to sold."""
    return verbs.participle(lemma)


def _counted(scene: _Scene, noun: Range, governor: _Governor) -> Measure:
    """Things counted: the noun phrase, with what was done with them."""
    tokens = scene.tokens
    name = canonical(tokens, noun, [False] * len(tokens))
    after = noun.end
    while after < len(tokens) and (tokens[after].lower in AUXILIARIES or tokens[after].lower in ADVERBS):
        after += 1
    if after < len(tokens) and tokens[after].lower == "of":
        complement = right_phrase(tokens, after + 1, scene.blocked)
        extra = canonical(tokens, complement, scene.blocked)
        if extra:
            return Measure(f"{name} of {extra}")
    lemma = verbs.lemma(tokens[after].lower) if after < len(tokens) and tokens[after].kind == "word" else None
    if lemma is None or lemma in words("light_verbs"):
        lemma = governor.lemma
    if lemma is None or lemma in words("light_verbs") or lemma in _STATING:
        return Measure(name)
    return Measure(f"{name} {_participle(lemma)}")


def _share(scene: _Scene, governor: _Governor) -> Measure:
    """A percentage: of whom and doing what, or the rate that reached it."""
    tokens, blocked = scene.tokens, scene.blocked
    if governor.verb is not None and governor.lemma in _STATING | {"stand", "be"}:
        subject = _subject(scene, governor.verb)
        change = governor.lemma in _MOVING and governor.preposition in (None, "by")
        if subject not in _VAGUE:
            return Measure(subject, change=change)
        return Measure(subject, change=change, anaphoric=True)
    after = scene.figure.end
    if governor.preposition == "of":
        phrase = left_phrase(tokens, _preposition_index(scene), blocked)
        name = canonical(tokens, phrase, blocked)
        if name not in _VAGUE:
            return Measure(name, change=verbs.lemma(_last_word(tokens, phrase)) in _MOVING or _is_change(name))
    if after < len(tokens) and tokens[after].lower == "of":
        population = right_phrase(tokens, after + 1, blocked)
        return Measure(_with_predicate(scene, population))
    if governor.preposition in ("to", "at", "from", "by"):
        return Measure("", anaphoric=True)
    noun = right_phrase(tokens, after, blocked)
    return Measure(canonical(tokens, noun, blocked))


def _is_change(name: str) -> bool:
    return name.rpartition(" ")[2] in {"reduction", "increase", "rise", "fall", "drop", "decline", "decrease", "growth"}


def _last_word(tokens: Sequence[Token], phrase: Range) -> str:
    return tokens[phrase.end - 1].lower if phrase.end > phrase.start else ""


def _preposition_index(scene: _Scene) -> int:
    """Index of the preposition that the figure follows."""
    i = scene.figure.start - 1
    while i > 0 and scene.tokens[i].lower not in PREPOSITIONS:
        i -= 1
    return i


def _with_predicate(scene: _Scene, population: Range) -> str:
    """'ethnic minority people covered by health insurance' from '98 % of ethnic minority people are covered by ...'."""
    tokens, blocked = scene.tokens, scene.blocked
    name = canonical(tokens, population, blocked)
    i = population.end
    while i < len(tokens) and (tokens[i].lower in AUXILIARIES or tokens[i].lower in ADVERBS):
        i += 1
    if i >= len(tokens) or tokens[i].kind != "word" or blocked[i]:
        return name
    end = i
    while end < len(tokens) and end - i < 7 and tokens[end].kind in ("word", "number") and not blocked[end]:
        if tokens[end].lower in ("and", "but", "while", "which", "who", "that", "as", "since", "in") and end > i:
            break
        end += 1
    predicate = canonical(tokens, Range(i, end), blocked)
    return f"{name} {predicate}".strip()


def _amount(scene: _Scene, quantity: Quantity, governor: _Governor) -> Measure:
    """Money and measures: what they are of, in or for, or the subject or object of the verb."""
    tokens, blocked = scene.tokens, scene.blocked
    dimension = dimensions().get(quantity.unit.split("/")[0], "")
    after = scene.figure.end
    following = tokens[after].lower if after < len(tokens) else ""
    if governor.verb is not None and governor.lemma in _STATING | {"stand", "be"}:
        subject = _subject(scene, governor.verb)
        change = governor.lemma in _MOVING and governor.preposition in (None, "by")
        if subject not in _VAGUE:
            return Measure(subject, change=change)
        if following not in ("of", "in"):
            return Measure(subject, change=change, anaphoric=True)
    done = f" {_participle(governor.lemma)}" if governor.verb is not None and _does(governor.lemma) else ""
    if following in ("of", "in", "worth") or (following == "for" and not done):
        complement = right_phrase(tokens, after + 1, blocked)
        name = canonical(tokens, complement, blocked)
        if name:
            return Measure(f"{name} {dimension}".strip() + done)
    if governor.preposition in ("of", "with", "at"):
        name = canonical(tokens, left_phrase(tokens, _preposition_index(scene), blocked), blocked)
        if name:
            return Measure(name)
    noun = canonical(tokens, right_phrase(tokens, after, blocked), blocked) if after < len(tokens) else ""
    if noun and following not in PREPOSITIONS:
        return Measure(noun + done)
    return Measure((dimension or "amount") + done if done else dimension)


def _does(lemma: str | None) -> bool:
    return lemma is not None and lemma not in words("light_verbs") and lemma not in _STATING
