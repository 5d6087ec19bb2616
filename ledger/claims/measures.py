"""What a figure measures, as a short noun phrase: 'poverty rate', 'latex sold', 'rate of households using the grid'.

Four places of a sentence can name it: the counted noun itself ('6,297 students'), the noun the figure is 'of' ('an
income of VND 6 million'), its complement ('300 hectares of maize', 'VND 13 billion in revenue'), and the subject of the
verb ('the poverty rate fell to'). The verb adds what was done with a thing counted, paid or sold.
"""

from ledger.claims import verbs
from ledger.claims.amounts import POINTING, VAGUE, of_what, read_amount, stated_level
from ledger.claims.governor import STATING, Governor, Scene, governor_of, scene_of
from ledger.claims.phrases import Range, canonical, index_range, is_verb, left_phrase, nouns_for, words
from ledger.claims.predicates import cause, doer, idiom, predicate, state, subject_text, with_predicate
from ledger.claims.reading import Measure, SentenceReading
from ledger.mentions.nouns import ADVERBS, AUXILIARIES, STOP_WORDS
from ledger.mentions.records import Person, Quantity

_NO_DEEDS = words("light_verbs") | STATING
_HAVING = frozenset({"have", "employ", "contain", "comprise", "possess"})
_TAKING_LIVES = frozenset({"claim", "cost", "take", "lose"})
_COMPARED = frozenset({"more", "fewer", "less"})


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
        return Measure(with_predicate(scene, index_range(reading.tokens, quantity.noun)))
    if quantity.unit.split("/")[0] in ("%", "percentage_point"):
        return _share(scene, governor)
    return read_amount(scene, quantity, governor)


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
        if told := idiom(scene, after):
            return Measure(f"{name} {told}")
        after += 1
    if told := idiom(scene, after):
        return Measure(f"{name} {told}")
    if scene.word(after) == "of":
        whole = scene.text(scene.phrase_at(after + 1))
        if whole:
            return Measure(f"{name} of {whole}")
    if deed := _deed_after(scene, noun, after):
        return Measure("person killed" if name == "life" and deed in ("lost", "claimed") else f"{name} {deed}")
    if what := state(scene, noun.end):
        return Measure(f"{what} {name}")
    return _governed(scene, name, governor)


def _deed_after(scene: Scene, noun: Range, after: int) -> str:
    """What the things counted did or what was done with them: 'received support', 'died cholera'; '' for nothing."""
    lemma = verbs.lemma(scene.word(after))
    passive = scene.word(after - 1) in AUXILIARIES and scene.word(after - 1) not in ("have", "has", "had")
    if lemma is None or lemma in (words("light_verbs") if passive else _NO_DEEDS):
        return ""
    blocked = scene.blocked[after] or scene.word(after) in STOP_WORDS
    plain = lemma == scene.tokens[after].text and not blocked and not scene.word(after + 1)[:1].isdigit()
    if after == noun.end and not plain and not is_verb(scene.tokens, after):
        return ""
    if scene.word(after + 1) == "as":
        thing = f"as {predicate(scene, after + 2)}"
    elif not passive and lemma in words("object_verbs"):
        thing = scene.text(scene.phrase_at(after + 1))
    else:
        thing = cause(scene, after + 1)
    return f"{verbs.participle(lemma)} {thing}".strip()


def _governed(scene: Scene, name: str, governor: Governor) -> Measure:
    """Things counted that a verb or noun further left governs: 'child fed', 'order for jet', 'loan for farmer'."""
    lemma = governor.lemma
    if governor.preposition in ("for", "to") and governor.object is not None and not governor.states:
        return Measure(f"{scene.text(governor.object)} for {name}")
    if governor.preposition == "to" and lemma == "go" and governor.verb is not None:
        return Measure(f"{subject_text(scene, governor.verb)} for {name}".removeprefix(" for "))
    if governor.preposition == "of" and (deed := nouns_for("deeds").get(scene.word(governor.at - 1))):
        return Measure(f"{name} {deed}")
    if lemma is not None and governor.preposition is None:
        if name == "life" and lemma in _TAKING_LIVES:
            return Measure("person killed")
        if governor.does or lemma in words("taking"):
            return Measure(f"{name} {verbs.participle(lemma)}")
        if lemma in _HAVING and (owner := doer(scene, governor)):
            return Measure(f"{name} of {owner}")
    return Measure(name, gapped=governor.verb is None)


def _to_be(scene: Scene, i: int) -> bool:
    """'640 villages to be listed'."""
    return scene.word(i) == "to" and scene.word(i + 1) == "be"


def _such(scene: Scene, noun: Range) -> str:
    """'57 such villages': the phrase with the same head further left in the sentence."""
    for i in range(scene.figure.start - 1, -1, -1):
        if scene.word(i) == scene.word(noun.end - 1):
            return scene.text(left_phrase(scene.tokens, i + 1, scene.blocked))
    return ""


def _elided(reading: SentenceReading, scene: Scene, quantity: Quantity, governor: Governor) -> Measure:
    """A count without its noun ('selling two each year', 'only 8 were poor'): that of the figure before it."""
    if scene.word(scene.figure.end) in _COMPARED and scene.word(scene.figure.end + 1) == "than":
        return Measure("", "increase" if scene.word(scene.figure.end) == "more" else "reduction")
    stated = stated_level(scene, governor, "") if governor.states else None
    if stated is not None and not stated.anaphoric:
        return stated
    if governor.preposition == "of" and (named := of_what(scene, governor)) and not named.anaphoric:
        return named._replace(text="inhabitant") if named.text in words("bodies") else named  # 'a town of 5,000'
    earlier = [q for q in reading.mentions.quantities if q.noun and q.span.end <= quantity.span.start]
    if not earlier or earlier[-1].noun is None:
        return Measure("", anaphoric=True)
    noun = index_range(scene.tokens, earlier[-1].noun)
    name = canonical(scene.tokens, noun, [False] * len(scene.tokens))
    if governor.does and governor.lemma:
        return Measure(f"{name} {verbs.participle(governor.lemma)}")
    after = scene.figure.end
    if scene.word(after) == "of" and scene.word(after + 1) in POINTING:
        after += 2
    return Measure(f"{name} {predicate(scene, after)}".strip())


def _share(scene: Scene, governor: Governor) -> Measure:
    """A percentage: of whom and doing what, or the rate that reached it."""
    following = scene.word(scene.figure.end)
    if governor.verb is not None and governor.states:
        if governor.object is not None and governor.preposition != "from":
            return Measure(scene.text(governor.object), governor.step)
        if following != "of":
            subject = subject_text(scene, governor.verb)
            return Measure(subject, step=governor.step, anaphoric=subject in VAGUE)
    if governor.preposition == "of":
        return of_what(scene, governor)
    if following == "of":
        return _part_of(scene, governor, scene.phrase_at(scene.figure.end + 1))
    if governor.preposition in ("to", "at", "from", "by"):
        return Measure("", anaphoric=True, gapped=governor.preposition == "by")
    named = scene.phrase_at(scene.figure.end)
    name = scene.text(named)
    if name and scene.word(named.end) in ("on", "of"):  # '6.7% interest on a mortgage'
        name = f"{name} {scene.word(named.end)} {scene.text(scene.phrase_at(named.end + 1))}".strip()
    return Measure(name)


def _part_of(scene: Scene, governor: Governor, population: Range) -> Measure:
    """A share of a population: who has it ('wind share of electricity'), what is said of it or was done with it."""
    if governor.verb is not None and governor.states:
        subject = subject_text(scene, governor.verb)
        if subject:
            return Measure(f"{subject} share of {scene.text(population)}")
    told = with_predicate(scene, population)
    if governor.does and governor.lemma and governor.preposition is None and told == scene.text(population):
        return Measure(f"{doer(scene, governor)} {told} {verbs.participle(governor.lemma)}".strip())
    return Measure(told)
