"""What a figure measures, as a short noun phrase: 'poverty rate', 'latex sold', 'rate of households using the grid'.

Four places of a sentence can name it: the counted noun itself ('6,297 students'), the noun the figure is 'of' ('an
income of VND 6 million'), its complement ('300 hectares of maize', 'VND 13 billion in revenue'), and the subject of the
verb ('the poverty rate fell to'). The verb adds what was done with a thing counted, paid or sold.
"""

import re

from ledger.claims import verbs
from ledger.claims.amounts import POINTING, STEPS, VAGUE, became, of_what, read_amount, stated_level
from ledger.claims.governor import MOVING, Governor, Scene, governor_of, scene_of
from ledger.claims.phrases import Range, canonical, is_finite, left_phrase, nouns_for, words
from ledger.claims.predicates import capacity, deed_after, doer, idiom, predicate, state, subject_text, with_predicate
from ledger.claims.reading import Measure, SentenceReading
from ledger.mentions.lexicon import OCCUPATION, OFFICE, lexicon
from ledger.mentions.nouns import ADVERBS, AUXILIARIES, CASUALTIES
from ledger.mentions.records import Person, Quantity
from ledger.text.article import Span

_HAVING = frozenset({"have", "employ", "contain", "comprise", "possess"})
_TAKING_LIVES = frozenset({"claim", "cost", "take", "lose"})
_MODIFIED = 4
"""Tokens from a figure to the noun of a step: 'an 8 % year-on-year rise'."""
_COMPARED = frozenset({"more", "fewer", "less"})
_TO_COME = frozenset({"will", "would", "to", "could", "should", "may", "might"})
_RELATIVES = frozenset({"who", "that", "which"})
_OF_WHOLE = re.compile(r" (?:out )?of (?:(?:the|its|their|our|his|her|all|these|those|some) )*")
"""Between a part and its whole: '71 of the 112 houses'."""
_AGED = re.compile(
    r",? ?\(?(?:(?:who|he|she) (?:is|was|at|turned) |(?:is|was) |aged "
    r"|(?:an?|the) (?:\w+ )?(?:(?:man|woman|boy|girl) of )?)?"
)
"""Between a name and its age: 'Martin Lee (52', 'Martin Lee, who is 52', 'Martin Lee, a man of 52', 'Lee, the 52'."""
_IS_AGED = re.compile(r"\b(?:[Hh]e|[Ss]he) (?:is|was|turned) (?:just |only |now |already )?$")
_PRONOUN = len(" She turned already ")
_THE = ("The ", " the ")
_AGES = re.compile(r" |, ")
"""Between an age and a name: '52-year-old Martin Lee', 'aged 52, Martin Lee'."""


def read_measure(reading: SentenceReading, quantity: Quantity) -> Measure:
    """The measure of one figure of a sentence; its text may be empty when nothing names it."""
    if whole := _whole_after(reading, quantity):
        quantity = quantity._replace(span=Span(quantity.span.start, whole.span.end), noun=whole.noun)
    elif quantity.noun is not None and _part_before(reading, quantity):
        noun = reading.range_of(quantity.noun)
        return Measure(canonical(reading.tokens, noun, [False] * len(reading.tokens)))
    scene = scene_of(reading, quantity)
    if quantity.kind == "age":
        aged = (
            ""
            if aged_person(reading, quantity) or aged_before(reading, quantity)
            else scene.text(scene.phrase_at(scene.figure.end))
        )
        return Measure(f"{aged} age".strip())
    governor = governor_of(scene)
    if moved := _step_in(scene):
        return moved
    if quantity.noun is not None and quantity.unit != "%":
        return _counted(scene, reading.range_of(quantity.noun), governor)
    if quantity.kind == "count":
        return _elided(reading, scene, quantity, governor)
    if quantity.noun is not None:
        return Measure(with_predicate(scene, reading.range_of(quantity.noun)))
    if quantity.unit.split("/")[0] in ("%", "percentage_point"):
        return _share(scene, governor)
    return read_amount(scene, quantity, governor)


def _whole_after(reading: SentenceReading, part: Quantity) -> Quantity | None:
    """What a count is a part of: the 112 houses of '71 of the 112 houses fell'; None for other figures."""
    if part.kind != "count" or part.noun is not None:
        return None
    text = reading.sentence.text
    return next((q for q in reading.mentions.quantities if _is_part(text, part, q)), None)


def _part_before(reading: SentenceReading, whole: Quantity) -> bool:
    """Whether a count is a whole of which the figure before tells the part: what is said is said of the part."""
    return any(_is_part(reading.sentence.text, q, whole) for q in reading.mentions.quantities if q.noun is None)


def _is_part(text: str, part: Quantity, whole: Quantity) -> bool:
    counts = part.kind == whole.kind == "count" and whole.noun is not None
    return counts and _OF_WHOLE.fullmatch(text, part.span.end, whole.span.start) is not None


def _step_in(scene: Scene) -> Measure | None:
    """'an 8 % rise in exports', 'a 3-point drop in support'; None for what is no step."""
    end = scene.figure.end
    if not any(scene.word(i) in STEPS for i in range(end, end + _MODIFIED)):
        return None
    change = scene.phrase_at(end)
    noun = scene.word(change.end - 1) if change.end > change.start else ""
    if noun not in STEPS or scene.word(change.end) not in ("in", "of"):
        return None
    what = scene.text(scene.phrase_at(change.end + 1))
    return Measure(what, STEPS[noun]) if what else None


def aged_person(reading: SentenceReading, quantity: Quantity) -> Person | None:
    """Whose age a figure is: 'Martin Lee, 52', '52-year-old driver Martin Lee', 'Martin Lee, the 52-year-old driver';
    None where it stands beside no name."""
    text, figure = reading.sentence.text, quantity.span
    for person in reading.mentions.people:
        starts = {person.name.start, person.span.start}
        within = person.name.end < figure.start < person.span.end
        if within or _AGED.fullmatch(text, person.name.end, figure.start):
            return person
        if any(_AGES.fullmatch(text, figure.end, start) for start in starts):
            return person
    return None


def aged_before(reading: SentenceReading, quantity: Quantity) -> bool:
    """Whether an age is that of somebody an earlier sentence names: 'The 52-year-old came in May', 'the 52-year-old
    driver'; not 'a 52-year-old driver', 'the 52-year-old tower'."""
    if not reading.sentence.text.endswith(_THE, 0, quantity.span.start):
        return False
    after = next((i for i, token in enumerate(reading.tokens) if token.start >= quantity.span.end), 0)
    if not after:
        return False
    tells = is_finite(reading.tokens, after) or reading.tokens[after].lower in AUXILIARIES
    return tells or bool(lexicon().get(reading.tokens[after].text, 0) & (OCCUPATION | OFFICE))


def aged_alone(reading: SentenceReading, quantity: Quantity) -> bool:
    """Whether an age is that of 'he' or 'she', in a sentence that names nobody before: 'She was 52.'"""
    text, start = reading.sentence.text, quantity.span.start
    named = any(person.span.start < start for person in reading.mentions.people)
    return not named and _IS_AGED.search(text, max(0, start - _PRONOUN), start) is not None


def _counted(scene: Scene, noun: Range, governor: Governor) -> Measure:
    """Things counted: the noun phrase, with what was done with them."""
    name = canonical(scene.tokens, noun, [False] * len(scene.tokens))
    if scene.word(noun.start - 1) == "such":
        name = _such(scene, noun) or name
    after = noun.end
    struck = governor.lemma is not None and verbs.participle(governor.lemma) in CASUALTIES
    if scene.word(after) in _RELATIVES and not scene.blocked[after] and not struck:
        after += 1  # 'two guides who survived'
    while scene.word(after) in AUXILIARIES or scene.word(after) in ADVERBS or _to_be(scene, after):
        if told := idiom(scene, after):
            return Measure(f"{name} {told}")
        after += 1
    if told := idiom(scene, after):
        return Measure(f"{name} {told}")
    if scene.word(after) == "of":
        whole = scene.phrase_at(after + 1)
        if scene.text(whole):
            return Measure(f"{name} of {scene.text(whole)} {became(scene, whole)}".strip())
    if governor.preposition == "of" and scene.word(governor.at - 1) in ("survey", "poll", "sample"):
        return Measure(f"{name} surveyed")
    if deed := deed_after(scene, noun, after):
        if (
            name == "job"
            and verbs.lemma(deed) in words("offering")
            and not _TO_COME.isdisjoint(_words(scene, noun, after))
        ):
            return Measure("person employed")
        return Measure("person killed" if name == "life" and deed in ("lost", "claimed") else f"{name} {deed}")
    if scene.word(noun.end) in CASUALTIES:
        return Measure(f"{name} {scene.word(noun.end)}")  # 'left 12 people dead'
    if what := state(scene, noun.end):
        return Measure(f"{what} {name}")
    return _governed(scene, name, governor)


def _words(scene: Scene, noun: Range, end: int) -> set[str]:
    return {scene.word(i) for i in range(noun.end, end)}


def _governed(scene: Scene, name: str, governor: Governor) -> Measure:
    """Things counted that a verb or noun further left governs: 'child fed', 'order for jet', 'loan for farmer'."""
    lemma = governor.lemma
    room = capacity(scene, governor)
    if room:
        return Measure(room)
    if told := _hanging(scene, name, governor):
        return Measure(told)
    if governor.preposition in ("for", "to") and governor.object is not None and not governor.states:
        return Measure(f"{scene.text(governor.object)} for {name}")
    if governor.preposition == "to" and lemma == "go" and governor.verb is not None:
        return Measure(f"{subject_text(scene, governor.verb)} for {name}".removeprefix(" for "))
    if governor.preposition == "of" and (deed := nouns_for("deeds").get(scene.word(governor.at - 1))):
        return Measure(f"{name} {deed}")
    if lemma is not None and governor.preposition is None:
        if name == "life" and lemma in _TAKING_LIVES:
            return Measure("person killed")
        if name == "job" and lemma in words("offering") and scene.word(governor.at - 2) in _TO_COME:
            return Measure("person employed")
        if lemma == "leave" and name in CASUALTIES:
            return Measure(name)  # 'left 18 dead'
        if governor.does or lemma in words("taking"):
            return Measure(f"{name} {verbs.participle(lemma)}")
        if lemma in _HAVING and (owner := doer(scene, governor)):
            return Measure(f"{name} of {owner}")
    return Measure(name, gapped=governor.verb is None)


def _hanging(scene: Scene, name: str, governor: Governor) -> str:
    """Those counted after 'by', 'home to', 'cut power to' or 'drew'; '' for others."""
    before = scene.word(governor.at - 1)
    if governor.preposition == "of" and before == "capacity":
        return of_what(scene, governor).text
    if governor.preposition == "of" and before in words("settlements") and name == "person":
        return "inhabitant"
    if governor.preposition == "by":
        did = _agent(scene, governor.at)
        return f"{name} {did}" if did else ""
    if governor.preposition == "to" and before == "home":
        return "inhabitant"
    if governor.preposition == "to" and before in words("supplies"):
        return f"{name} without {before}"
    drawn = governor.lemma in words("drawing") and governor.preposition is None
    if not drawn or name.rpartition(" ")[2] in words("games"):
        return ""  # 'City have drawn 6 matches'
    return "person attended" if name == "person" else name


def _agent(scene: Scene, by: int) -> str:
    """What those after 'by' did: 'visited' of 'was visited by 1.2 million people'; '' where no passive is before."""
    lemma = verbs.lemma(scene.word(by - 1))
    if lemma in ("see", "watch"):
        return "attended"
    if lemma is None or scene.word(by - 1) != verbs.participle(lemma) or lemma in MOVING:
        return ""
    thing = subject_text(scene, by - 1) if lemma in words("object_verbs") else ""
    return f"{verbs.participle(lemma)} {thing}".strip()


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
    room = capacity(scene, governor)
    if room:
        return Measure(room)
    stated = stated_level(scene, governor, "") if governor.states else None
    if stated is not None and not stated.anaphoric:
        return stated
    if governor.preposition == "of" and (named := of_what(scene, governor)) and not named.anaphoric:
        return named._replace(text="inhabitant") if named.text in words("bodies") else named  # 'a town of 5,000'
    if quantity.unit == "person" and (deed := _befallen(scene, governor)):
        return Measure(f"person {deed}")
    earlier = [q for q in reading.mentions.quantities if q.noun and q.span.end <= quantity.span.start]
    if not earlier or earlier[-1].noun is None:
        return Measure("", anaphoric=True)
    noun = reading.range_of(earlier[-1].noun)
    name = canonical(scene.tokens, noun, [False] * len(scene.tokens))
    if governor.does and governor.lemma:
        return Measure(f"{name} {verbs.participle(governor.lemma)}")
    after = scene.figure.end
    if scene.word(after) == "of" and scene.word(after + 1) in POINTING:
        after += 2
    return Measure(f"{name} {predicate(scene, after)}".strip())


def _befallen(scene: Scene, governor: Governor) -> str:
    """What happened to people who are only counted: 'killed' of 'killing 12' and of '12 were killed'; else ''."""
    did = verbs.participle(governor.lemma) if governor.lemma and governor.preposition is None else ""
    if did in CASUALTIES or did == "employed":
        return did
    after = scene.figure.end
    while scene.word(after) in AUXILIARIES or scene.word(after) in ADVERBS:
        after += 1
    if told := idiom(scene, after):
        return told
    return scene.word(after) if scene.word(after) in CASUALTIES else ""


def _share(scene: Scene, governor: Governor) -> Measure:
    """A percentage: of whom and doing what, or the rate that reached it."""
    following = scene.word(scene.figure.end)
    if governor.verb is not None and governor.states:
        if governor.object is not None and governor.preposition != "from":
            return Measure(scene.text(governor.object), governor.step)
        if following != "of":
            subject = subject_text(scene, governor.verb)
            state = scene.text(scene.phrase_at(scene.figure.end)) if governor.lemma == "be" else ""
            return Measure(f"{subject} {state}".strip(), step=governor.step, anaphoric=subject in VAGUE)
    if governor.preposition == "of":
        return of_what(scene, governor)
    if following == "of":
        if governor.preposition == "by" and (done := _agent(scene, governor.at)):
            return Measure(f"{scene.text(scene.phrase_at(scene.figure.end + 1))} {done}")
        return _part_of(scene, governor, scene.phrase_at(scene.figure.end + 1))
    if of_whom := _whole_before(scene):
        return Measure(with_predicate(scene, of_whom, scene.figure.end))
    if governor.preposition in ("to", "at", "from", "by"):
        return Measure("", anaphoric=True, gapped=governor.preposition == "by")
    named = scene.phrase_at(scene.figure.end)
    name = scene.text(named)
    if name and scene.word(named.end) in ("on", "of"):  # '6.7% interest on a mortgage'
        name = f"{name} {scene.word(named.end)} {scene.text(scene.phrase_at(named.end + 1))}".strip()
    return Measure(name)


def _whole_before(scene: Scene) -> Range | None:
    """Of whom a share is where the sentence opens with it: 'Of the workers surveyed, 44 % said'; else None."""
    if scene.word(0) not in ("of", "among", "amongst") or scene.word(scene.figure.start - 1) != ",":
        return None
    whole = scene.phrase_at(1)
    return whole if whole.end > whole.start and whole.end < scene.figure.start else None


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
