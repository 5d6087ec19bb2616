"""What money and measured amounts are of: the thing priced, paid or sold, the level that reached them."""

from ledger.claims import verbs
from ledger.claims.governor import Governor, Scene
from ledger.claims.phrases import Range, canonical, left_phrase, nouns_for, words
from ledger.claims.predicates import capacity, deed_after, doer, idiom, is_name, predicate, subject, subject_text
from ledger.claims.reading import Measure
from ledger.mentions.nouns import AUXILIARIES, DETERMINERS, PREPOSITIONS
from ledger.mentions.records import Quantity

STEPS = {
    **dict.fromkeys(("reduction", "fall", "drop", "decline", "decrease", "loss", "cut"), "reduction"),
    **dict.fromkeys(("increase", "rise", "growth", "gain", "jump", "hike"), "increase"),
}
"""Nouns of change to the one word that measures use for their direction."""
VAGUE = frozenset({"", "it", "number", "total", "figure", "amount", "value", "sum", "money"})
POINTING = frozenset({"this", "that", "these", "those", "it", "them", "which", "whom"})
_LOSSES = {"lose": "loss", "gain": "gain"}
"""Verbs that with money tell a level, not a step: a firm's loss."""
_TAKING = frozenset({"measure", "register", "hold"})
"""Verbs whose subject takes or has the figure: 'the station measured 212 mm of rain'."""
_GROWING = frozenset({"grow", "plant", "sow", "cultivate", "raise"})
_EXTENT = frozenset({"cover", "span", "occupy"})
_COSTING = frozenset({"cost", "fetch"})
_UNDER = frozenset({"below", "beneath", "under"})
_TO_PRISON = 8
"""Words from a verb of sentencing to the years, at most."""
_CLOSING = frozenset({"", ".", ",", ";", "and", "but", "while"})
_PAYING = frozenset({"pay", "spend", "offer"})
"""Verbs that with 'for' tell a price: 'paid €28 million for the striker'."""


def read_amount(scene: Scene, quantity: Quantity, governor: Governor) -> Measure:
    """Money and measures: what they are of, in or for, or the subject or object of the verb."""
    following = scene.word(scene.figure.end)
    dimension = nouns_for("adjectives").get(following) or nouns_for("dimensions").get(quantity.unit, "")
    if following in _UNDER and not words("surfaces").isdisjoint(map(scene.word, _next_three(scene.figure))):
        dimension = "depth"
    if quantity.kind == "money" and (priced := _priced(scene, governor)):
        return priced
    if quantity.kind == "time" and _is_punished(scene):
        return Measure("prison duration")
    if quantity.kind == "measure" and (room := capacity(scene, governor)):
        return Measure(room)
    if grown := _ground(scene, governor, dimension):
        return Measure(grown)
    if governor.verb is not None and governor.states:
        stated = stated_level(scene, governor, dimension)
        takes = governor.lemma in _TAKING and following == "of"
        if stated is not None and not takes and (not stated.anaphoric or following not in ("of", "in")):
            return stated
    if governor.preposition == "of":
        if quantity.kind == "money" and (loss := _loss_before(scene, governor)):
            return Measure(loss)
        named = of_what(scene, governor)
        if not named.anaphoric:
            return named._replace(text=_with_dimension(named.text, dimension))
    done = _done(scene, governor)
    if following == "of" and scene.word(scene.figure.end + 1) in POINTING:
        return Measure(f"part {predicate(scene, scene.figure.end + 2)}".strip())
    if following in ("of", "in", "worth") or (following == "for" and not done):
        name = canonical(scene.tokens, scene.phrase_at(scene.figure.end + 1), scene.hidden)
        if name not in VAGUE:
            thing = scene.phrase_at(scene.figure.end + 1)
            done = done or (became(scene, thing) if following == "of" else "")
            return Measure(" ".join(part for part in (name, dimension, done) if part))
    if governor.preposition in ("with", "at", "worth"):
        name = scene.text(left_phrase(scene.tokens, governor.at, scene.blocked))
        if name:
            return Measure(name)
    return _beside(scene, governor, dimension, done, quantity.kind == "money")


def _next_three(figure: Range) -> range:
    """The tokens behind the one that follows a figure: 'the surface' of '42 metres below the surface'."""
    return range(figure.end + 1, figure.end + 4)


def _is_punished(scene: Scene) -> bool:
    """Whether years are a prison term: 'jailed for nine years', 'sentenced Mr Lee to nine', 'was given nine years'."""
    at = scene.figure.start - 1
    preposition = scene.word(at) in ("for", "to")
    for i in range(at - preposition, max(-1, at - _TO_PRISON), -1):
        lemma = verbs.lemma(scene.word(i))
        if scene.word(i) in (",", ";", "."):
            return False
        if lemma in words("jailing") and (preposition or i == at):
            return scene.word(i - 1) not in DETERMINERS
        if lemma in words("handing_terms") and i == at:
            return scene.word(scene.figure.end) in _CLOSING
    return False


def _beside(scene: Scene, governor: Governor, dimension: str, done: str, money: bool) -> Measure:
    """The noun beside the figure, what was done with the amount, or what became of it."""
    following = scene.word(scene.figure.end)
    if following not in PREPOSITIONS:
        noun = scene.text(scene.phrase_at(scene.figure.end))
        if noun and money and _bought(scene, noun):
            return Measure(f"{noun} price")
        if noun:
            return Measure(f"{_with_dimension(noun, dimension)} {done}".strip())
    if not done:
        beside = scene.text(left_phrase(scene.tokens, scene.figure.start, scene.blocked))
        fate = became(scene, scene.figure) if dimension and not beside else ""
        told = f"{beside} {dimension} {fate}".strip() or _fate(scene)
        return Measure(told, anaphoric=not told, gapped=True)
    return Measure(f"{dimension or doer(scene, governor) or 'amount'} {done}")


def became(scene: Scene, thing: Range) -> str:
    """What became of so much of a thing: 'burnt' of '21,000 hectares of forest have burned'; '' for nothing told."""
    after = thing.end
    while scene.word(after) in AUXILIARIES:
        if told := idiom(scene, after):
            return told
        after += 1
    return idiom(scene, after) or (deed_after(scene, thing, after) if after < len(scene.tokens) else "")


def _bought(scene: Scene, noun: str) -> bool:
    """Whether an amount before a noun is its price: 'the $45 million terminal', but not 'a $45 million loan'."""
    before = scene.word(scene.figure.start - 1)
    return before in DETERMINERS and noun.rpartition(" ")[2] not in words("sums")


def _ground(scene: Scene, governor: Governor, dimension: str) -> str:
    """'apple area' of '380 hectares under apples' and of 'grows apples on 380 hectares'; '' for other areas."""
    if dimension != "area":
        return ""
    what = ""
    if scene.word(scene.figure.end) in ("under", "planted", "sown") and scene.word(scene.figure.end + 1):
        at = scene.figure.end + 1
        what = scene.text(scene.phrase_at(at + (scene.word(at) in ("with", "to"))))
    elif governor.preposition in ("on", "across", "over"):
        crop = left_phrase(scene.tokens, governor.at, scene.blocked)
        grows = verbs.lemma(scene.word(crop.start - 1)) in _GROWING
        what = scene.text(crop) if grows else ""
    return f"{what} {dimension}" if what else ""


def _with_dimension(name: str, dimension: str) -> str:
    measured = name.rpartition(" ")[2] in words("carriers")
    return name if measured else f"{name} {dimension}".strip()


def _priced(scene: Scene, governor: Governor) -> Measure | None:
    """The price of the thing that costs so much, fetches it or was paid for; a firm's loss; None for other money."""
    if governor.verb is None:
        return None
    if governor.lemma in _LOSSES and not governor.preposition:
        return Measure(_LOSSES[governor.lemma])
    following, after = scene.word(scene.figure.end), scene.figure.end + 1
    if governor.lemma in _PAYING and not governor.preposition and following == "for":
        thing = canonical(scene.tokens, scene.phrase_at(after), scene.hidden)
        return None if thing in VAGUE or scene.word(after).endswith("ing") else Measure(f"{thing} price")
    if governor.lemma in words("buying") and governor.preposition == "for":
        what = scene.text(governor.object) if governor.object else subject_text(scene, governor.verb)
        return None if what in VAGUE else Measure(f"{what} price")
    fetched = governor.lemma == "fetch" and governor.preposition is None
    priced = fetched or governor.states or governor.preposition in ("at", "for")
    if governor.lemma not in words("pricing") or not priced:
        return None
    thing = subject_text(scene, governor.verb)
    if thing in VAGUE:
        return Measure("price") if governor.lemma in _COSTING else None  # 'It cost €1.6 billion'
    return Measure(thing if thing.rpartition(" ")[2] in words("carriers") else f"{thing} price")


def of_what(scene: Scene, governor: Governor) -> Measure:
    """'an average reduction of 4.53%': the noun before 'of', and who saw it."""
    phrase = left_phrase(scene.tokens, governor.at, scene.blocked)
    name = scene.text(phrase)
    level, _, noun = name.rpartition(" ")
    verb = phrase.start - 1
    while scene.word(verb) in DETERMINERS:
        verb -= 1
    population = None
    if verbs.lemma(scene.word(verb)) in words("witnessing"):
        whose = subject(scene, verb)
        of_itself = whose is None or scene.word(whose.end - 1) in words("bodies") | words("trades")
        named = whose is not None and scene.tokens[whose.end - 1].text[0].isupper()
        population = scene.text(whose) if whose and not (named or of_itself) else None
    if noun in STEPS:
        return Measure(
            level.removeprefix("average").strip(), STEPS[noun], not level.removeprefix("average"), population=population
        )
    if verbs.lemma(scene.word(verb)) == "have" and noun in words("carriers"):
        whose = subject(scene, verb)
        if whose is not None and not is_name(scene, whose) and (owner := scene.text(whose)):
            name = f"{owner} {name}"
    return Measure(name, anaphoric=name in VAGUE, population=population)


def _loss_before(scene: Scene, governor: Governor) -> str:
    """'a net loss of $12 million' is a level of money; '' where something else stands before 'of'."""
    name = scene.text(left_phrase(scene.tokens, governor.at, scene.blocked))
    return name if name.rpartition(" ")[2] in _LOSSES.values() else ""


def _fate(scene: Scene) -> str:
    """What becomes of an amount that is the subject: 'come from county council' of '£60,000 will come from ...'."""
    after = scene.figure.end
    if scene.word(after) not in AUXILIARIES and verbs.lemma(scene.word(after)) is None:
        return ""
    fate = predicate(scene, after)
    return f"amount {fate}" if fate else ""


def stated_level(scene: Scene, governor: Governor, dimension: str) -> Measure | None:
    """The measure from a verb such as 'reached' or 'expand X to'; None when neither subject nor object names it."""
    if governor.verb is None:
        return None
    if governor.object is not None and governor.preposition in ("to", "by", "at"):
        name = scene.text(governor.object)
        if name not in VAGUE:
            return Measure(f"{name} {dimension}".strip(), step=governor.step)
    what = subject_text(scene, governor.verb)
    following = scene.word(scene.figure.end)
    if what not in VAGUE and what.rpartition(" ")[2] not in words("carriers"):
        extends = governor.lemma in _EXTENT or following in nouns_for("adjectives")
        what = f"{what} {dimension if extends else ''}".strip()
    elif what in VAGUE and following in nouns_for("adjectives"):
        return Measure(dimension)
    if what not in VAGUE and following == "for":
        whom = scene.phrase_at(scene.figure.end + 1)
        what = what if is_name(scene, whom) else f"{what} for {scene.text(whom)}".removesuffix(" for ")
    return Measure(what, governor.step, what in VAGUE)


def _done(scene: Scene, governor: Governor) -> str:
    """What was done with an amount, to whom: 'paid to farmer'; '' for nothing."""
    if governor.verb is None or not governor.does or governor.lemma is None:
        return ""
    participle = verbs.participle(governor.lemma)
    following, receiver = scene.word(scene.figure.end), scene.figure.end + 1
    act = verbs.lemma(scene.word(receiver))  # 'to build', 'for building'; but 'for flood defences'
    acts = act is not None and (following == "to" or scene.word(receiver).endswith("ing"))
    if following in ("to", "for", "into", "on") and not acts:
        name = canonical(scene.tokens, scene.phrase_at(receiver), scene.hidden)
        return f"{participle} {following} {name}" if name else participle
    return participle
