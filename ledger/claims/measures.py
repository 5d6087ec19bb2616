"""What a figure measures, as a short noun phrase: 'poverty rate', 'latex sold', 'rate of households using the grid'.

Four places of a sentence can name it: the counted noun itself ('6,297 students'), the noun the figure is 'of' ('an
income of VND 6 million'), its complement ('300 hectares of maize', 'VND 13 billion in revenue'), and the subject of the
verb ('the poverty rate fell to'). The verb adds what was done with a thing counted, paid or sold.
"""

from typing import NamedTuple

from ledger.claims import verbs
from ledger.claims.governor import STATING, Governor, Scene, governor_of, scene_of
from ledger.claims.phrases import (
    Range,
    canonical,
    index_range,
    is_verb,
    left_phrase,
    nouns_for,
    subject_of,
    words,
)
from ledger.claims.reading import SentenceReading
from ledger.mentions.nouns import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, STOP_WORDS
from ledger.mentions.records import Person, Quantity

STEPS = {
    **dict.fromkeys(("reduction", "fall", "drop", "decline", "decrease", "loss", "cut"), "reduction"),
    **dict.fromkeys(("increase", "rise", "growth", "gain", "jump", "hike"), "increase"),
}
"""Nouns of change to the one word that measures use for their direction."""
_NO_DEEDS = words("light_verbs") | STATING
_VAGUE = frozenset({"", "it", "number", "total", "figure", "amount", "value", "sum", "money"})
_POINTING = frozenset({"this", "that", "these", "those", "it", "them", "which", "whom"})
_LOSSES = {"lose": "loss", "gain": "gain"}
"""Verbs that with money tell a level, not a step: a firm's loss."""
_TAKING = frozenset({"measure", "register", "hold"})
"""Verbs whose subject takes or has the figure: 'the station measured 212 mm of rain'."""
_EXTENT = frozenset({"cover", "span", "occupy"})
_PREDICATE_WORDS = 7
_PREDICATE_STOPS = frozenset({"and", "but", "while", "which", "who", "that", "since", "in"})


class Measure(NamedTuple):
    """What a figure measures."""

    text: str
    step: str = ""
    """reduction | increase for a difference ('rose by 4'); '' for a level ('rose to 4')."""
    anaphoric: bool = False
    """True when the sentence only says 'it', and an earlier one must tell."""
    gapped: bool = False
    """True when no verb governs the figure: it may share that of the figure before it."""
    population: str | None = None
    """Of whom, where the sentence names them beside the measure: 'the poor districts saw a fall of 2 points'."""


def read_measure(reading: SentenceReading, quantity: Quantity) -> Measure:
    """The measure of one figure of a sentence; its text may be empty when nothing names it."""
    scene = scene_of(reading, quantity)
    if quantity.kind == "age":
        aged = "" if aged_person(reading, quantity) else scene.text(scene.phrase_at(scene.figure.end))
        return Measure(f"{aged} age".strip())
    governor = governor_of(scene)
    if quantity.noun is not None and quantity.unit != "%":
        return _counted(scene, index_range(reading.tokens, quantity.noun), governor)
    if quantity.kind == "count":
        return _elided(reading, scene, quantity, governor)
    if quantity.noun is not None:
        return Measure(_with_predicate(scene, index_range(reading.tokens, quantity.noun)))
    if quantity.unit.split("/")[0] in ("%", "percentage_point"):
        return _share(scene, governor)
    return _amount(scene, quantity, governor)


def _subject(scene: Scene, verb: int) -> Range | None:
    return subject_of(scene.tokens, verb, scene.blocked)


def _is_name(scene: Scene, phrase: Range) -> bool:
    return any(scene.names[phrase.start : phrase.end])


def _subject_text(scene: Scene, verb: int) -> str:
    subject = _subject(scene, verb)
    return scene.text(subject) if subject else ""


def aged_person(reading: SentenceReading, quantity: Quantity) -> Person | None:
    """Whose age a figure is: 'Martin Lee, 52'; None where it follows no name."""
    names = (person for person in reading.mentions.people if 0 <= quantity.span.start - person.name.end <= len(", "))
    return next(names, None)


def _counted(scene: Scene, noun: Range, governor: Governor) -> Measure:
    """Things counted: the noun phrase, with what was done with them."""
    name = canonical(scene.tokens, noun, [False] * len(scene.tokens))
    if scene.word(noun.start - 1) == "such":
        name = _such(scene, noun) or name
    after = noun.end
    while scene.word(after) in AUXILIARIES or scene.word(after) in ADVERBS or _to_be(scene, after):
        after += 1
    if scene.word(after) == "of":
        whole = scene.text(scene.phrase_at(after + 1))
        if whole:
            return Measure(f"{name} of {whole}")
    lemma = verbs.lemma(scene.word(after))
    passive = scene.word(after - 1) in AUXILIARIES and scene.word(after - 1) not in ("have", "has", "had")
    if lemma and lemma not in _NO_DEEDS and (after > noun.end or is_verb(scene.tokens, after)):
        done = verbs.participle(lemma)
        thing = scene.text(scene.phrase_at(after + 1)) if not passive and lemma in words("object_verbs") else ""
        if scene.word(after + 1) == "as":
            thing = f"as {_predicate(scene, after + 2)}"
        return Measure(" ".join(part for part in (name, done, thing) if part))
    if state := _state(scene, noun.end):
        return Measure(f"{state} {name}")
    if governor.object is not None and governor.preposition == "for":
        return Measure(f"{scene.text(governor.object)} for {name}")
    if governor.does and governor.lemma and governor.preposition is None:
        return Measure(f"{name} {verbs.participle(governor.lemma)}")
    return Measure(name, gapped=governor.verb is None)


def _state(scene: Scene, i: int) -> str:
    """What the things counted are: 'homeless' of '2,100 people are homeless'; '' where a verb or nothing follows."""
    if scene.word(i) not in ("is", "are", "was", "were", "remain", "remained", "be"):
        return ""
    while scene.word(i) in AUXILIARIES or scene.word(i) in ADVERBS:
        i += 1
    if scene.word(i) in STOP_WORDS or verbs.lemma(scene.word(i)) is not None or i >= len(scene.tokens):
        return ""
    return scene.text(Range(i, i + 1)) if scene.tokens[i].kind == "word" else ""


def _to_be(scene: Scene, i: int) -> bool:
    """'905 villages to be listed'."""
    return scene.word(i) == "to" and scene.word(i + 1) == "be"


def _such(scene: Scene, noun: Range) -> str:
    """'57 such villages': the phrase with the same head further left in the sentence."""
    for i in range(scene.figure.start - 1, -1, -1):
        if scene.word(i) == scene.word(noun.end - 1):
            return scene.text(left_phrase(scene.tokens, i + 1, scene.blocked))
    return ""


def _elided(reading: SentenceReading, scene: Scene, quantity: Quantity, governor: Governor) -> Measure:
    """A count without its noun ('selling two each year', 'only 8 were poor'): that of the figure before it."""
    stated = _stated(scene, governor, "") if governor.states else None
    if stated is not None and not stated.anaphoric:
        return stated
    earlier = [q for q in reading.mentions.quantities if q.noun and q.span.end <= quantity.span.start]
    if not earlier or earlier[-1].noun is None:
        return Measure("", anaphoric=True)
    noun = index_range(scene.tokens, earlier[-1].noun)
    name = canonical(scene.tokens, noun, [False] * len(scene.tokens))
    if governor.does and governor.lemma:
        return Measure(f"{name} {verbs.participle(governor.lemma)}")
    after = scene.figure.end
    if scene.word(after) == "of" and scene.word(after + 1) in _POINTING:
        after += 2
    return Measure(f"{name} {_predicate(scene, after)}".strip())


def _share(scene: Scene, governor: Governor) -> Measure:
    """A percentage: of whom and doing what, or the rate that reached it."""
    if governor.verb is not None and governor.states:
        if governor.object is not None and governor.preposition != "from":
            return Measure(scene.text(governor.object), governor.step)
        if scene.word(scene.figure.end) != "of":
            subject = _subject_text(scene, governor.verb)
            return Measure(subject, step=governor.step, anaphoric=subject in _VAGUE)
    if governor.preposition == "of":
        return _of(scene, governor)
    if scene.word(scene.figure.end) == "of":
        population = scene.phrase_at(scene.figure.end + 1)
        subject = _subject_text(scene, governor.verb) if governor.verb is not None and governor.states else ""
        return Measure(
            f"{subject} share of {scene.text(population)}" if subject else _with_predicate(scene, population)
        )
    if governor.preposition in ("to", "at", "from", "by"):
        return Measure("", anaphoric=True, gapped=governor.preposition == "by")
    return Measure(scene.text(scene.phrase_at(scene.figure.end)))


def _of(scene: Scene, governor: Governor) -> Measure:
    """'an average reduction of 4.53%': the noun before 'of', and who saw it."""
    phrase = left_phrase(scene.tokens, governor.at, scene.blocked)
    name = scene.text(phrase)
    level, _, noun = name.rpartition(" ")
    verb = phrase.start - 1
    while scene.word(verb) in DETERMINERS:
        verb -= 1
    population = None
    if verbs.lemma(scene.word(verb)) in words("witnessing"):
        subject = _subject(scene, verb)
        population = scene.text(subject) if subject else None
    if noun in STEPS:
        return Measure(
            level.removeprefix("average").strip(), STEPS[noun], not level.removeprefix("average"), population=population
        )
    return Measure(name, anaphoric=name in _VAGUE, population=population)


def _loss_before(scene: Scene, governor: Governor) -> str:
    """'a net loss of $12 million' is a level of money; '' where something else stands before 'of'."""
    name = scene.text(left_phrase(scene.tokens, governor.at, scene.blocked))
    return name if name.rpartition(" ")[2] in _LOSSES.values() else ""


def _predicate(scene: Scene, i: int) -> str:
    """What is said of a population, to the end of the clause: 'covered by health insurance'."""
    while scene.word(i) in AUXILIARIES or scene.word(i) in ADVERBS:
        i += 1
    end = i
    while end < len(scene.tokens) and end - i < _PREDICATE_WORDS and scene.tokens[end].kind == "word":
        if scene.blocked[end] or (scene.word(end) in _PREDICATE_STOPS and end > i):
            break
        end += 1
    return scene.text(Range(i, end))


def _with_predicate(scene: Scene, population: Range) -> str:
    """'rural family own tractor' from 'of rural families own a tractor'."""
    return f"{scene.text(population)} {_predicate(scene, population.end)}".strip()


def _amount(scene: Scene, quantity: Quantity, governor: Governor) -> Measure:
    """Money and measures: what they are of, in or for, or the subject or object of the verb."""
    following = scene.word(scene.figure.end)
    dimension = nouns_for("adjectives").get(following) or nouns_for("dimensions").get(quantity.unit.split("/")[0], "")
    if quantity.kind == "money" and governor.lemma in words("pricing") and governor.verb is not None:
        thing = _subject_text(scene, governor.verb)
        if thing not in _VAGUE and (governor.states or governor.preposition in ("at", "for")):
            return Measure(thing if thing.rpartition(" ")[2] in words("carriers") else f"{thing} price")
    if quantity.kind == "money" and governor.lemma in _LOSSES and not governor.preposition:
        return Measure(_LOSSES[governor.lemma])
    if governor.verb is not None and governor.states:
        stated = _stated(scene, governor, dimension)
        takes = governor.lemma in _TAKING and following == "of"
        if stated is not None and not takes and (not stated.anaphoric or following not in ("of", "in")):
            return stated
    if governor.preposition == "of":
        named = _of(scene, governor)
        if quantity.kind == "money" and (loss := _loss_before(scene, governor)):
            return Measure(loss)
        if not named.anaphoric:
            measured = named.text.rpartition(" ")[2] in words("carriers")
            return named if measured else named._replace(text=f"{named.text} {dimension}".strip())
    done = _done(scene, governor)
    if following == "of" and scene.word(scene.figure.end + 1) in _POINTING:
        return Measure(f"part {_predicate(scene, scene.figure.end + 2)}".strip())
    if following in ("of", "in", "worth") or (following == "for" and not done):
        name = canonical(scene.tokens, scene.phrase_at(scene.figure.end + 1), scene.hidden)
        if name not in _VAGUE:
            return Measure(" ".join(part for part in (name, dimension, done) if part))
    if governor.preposition in ("with", "at", "worth"):
        name = scene.text(left_phrase(scene.tokens, governor.at, scene.blocked))
        if name:
            return Measure(name)
    if following not in PREPOSITIONS:
        noun = scene.text(scene.phrase_at(scene.figure.end))
        if noun:
            measured = noun.rpartition(" ")[2] in words("carriers")
            return Measure(" ".join(part for part in (noun, "" if measured else dimension, done) if part))
    if not done:
        beside = scene.text(left_phrase(scene.tokens, scene.figure.start, scene.blocked))
        told = f"{beside} {dimension}".strip() or _fate(scene)
        return Measure(told, anaphoric=not told, gapped=True)
    return Measure(f"{dimension or _doer(scene, governor)} {done}")


def _fate(scene: Scene) -> str:
    """What becomes of an amount that is the subject: 'come from county council' of '£60,000 will come from ...'."""
    after = scene.figure.end
    if scene.word(after) not in AUXILIARIES and verbs.lemma(scene.word(after)) is None:
        return ""
    fate = _predicate(scene, after)
    return f"amount {fate}" if fate else ""


def _stated(scene: Scene, governor: Governor, dimension: str) -> Measure | None:
    """The measure from a verb such as 'reached' or 'expand X to'; None when neither subject nor object names it."""
    if governor.verb is None:
        return None
    if governor.object is not None and governor.preposition in ("to", "by", "at"):
        name = scene.text(governor.object)
        if name:
            return Measure(f"{name} {dimension}".strip(), step=governor.step)
    subject = _subject_text(scene, governor.verb)
    if subject not in _VAGUE and subject.rpartition(" ")[2] not in words("carriers"):
        extends = governor.lemma in _EXTENT or scene.word(scene.figure.end) in nouns_for("adjectives")
        subject = f"{subject} {dimension if extends else ''}".strip()
    elif subject in _VAGUE and scene.word(scene.figure.end) in nouns_for("adjectives"):
        return Measure(dimension)
    return Measure(subject, governor.step, subject in _VAGUE)


def _done(scene: Scene, governor: Governor) -> str:
    """What was done with an amount, to whom: 'paid to farmer'; '' for nothing."""
    if governor.verb is None or not governor.does or governor.lemma is None:
        return ""
    participle = verbs.participle(governor.lemma)
    following, receiver = scene.word(scene.figure.end), scene.figure.end + 1
    if following in ("to", "for", "into", "on") and verbs.lemma(scene.word(receiver)) is None:
        name = canonical(scene.tokens, scene.phrase_at(receiver), scene.hidden)
        return f"{participle} {following} {name}" if name else participle
    return participle


def _doer(scene: Scene, governor: Governor) -> str:
    """Who did it, where a common noun tells it apart from others: 'local budget'; 'amount' where a name does."""
    subject = _subject(scene, governor.verb) if governor.verb is not None else None
    if subject is None or _is_name(scene, subject) or scene.word(subject.end - 1) in words("bodies"):
        return "amount"
    return scene.text(subject) or "amount"
