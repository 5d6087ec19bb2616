"""What a sentence says of the things that a figure counts: who did it, what they are, and set phrases for a state."""

from functools import cache

from ledger.claims import verbs
from ledger.claims.governor import STATING, Governor, Scene
from ledger.claims.phrases import Range, is_verb, nouns_for, subject_of, words
from ledger.mentions.nouns import ADVERBS, AUXILIARIES, DETERMINERS, PRONOUNS, STOP_WORDS

_NO_DEEDS = words("light_verbs") | STATING
_PREDICATE_WORDS = 7
_PREDICATE_STOPS = frozenset(
    {"and", "but", "while", "which", "who", "that", "since", "in", "when", "after", "before", "because", "although"}
)
_NEW_CLAUSE = frozenset({"and", "but", "while", "or"})
_ANYBODY = frozenset({"other", "one", "all", "many", "some"})
_HEARSAY = frozenset({"believe", "report", "say", "think", "estimate", "know", "fear", "understand"})
_ANSWERING = frozenset({"say", "tell", "report", "answer", "think", "believe", "feel"})
_ANSWER = 6
"""Tokens from the verb to the pronoun of what those asked say, at most."""
_CAUSES = frozenset({"of", "with", "without", "against"})
"""Prepositions whose phrase says of what somebody died or what they live with."""


def subject(scene: Scene, verb: int) -> Range | None:
    """The subject of the verb at token `verb`."""
    return subject_of(scene.tokens, verb, scene.blocked)


def subject_text(scene: Scene, verb: int) -> str:
    """The canonical words of a verb's subject; '' for none."""
    phrase = subject(scene, verb)
    return scene.text(phrase) if phrase else ""


def is_name(scene: Scene, phrase: Range) -> bool:
    """Whether a phrase holds the name of a person, body or place."""
    return scene.has_name(phrase)


def doer(scene: Scene, governor: Governor) -> str:
    """Who did it, where a common noun tells it apart from others: 'local budget'; '' where a name does."""
    phrase = subject(scene, governor.verb) if governor.verb is not None else None
    if phrase is None or is_name(scene, phrase) or scene.word(phrase.end - 1) in words("bodies"):
        return ""
    told = "" if scene.word(phrase.start) in PRONOUNS else scene.text(phrase)
    return "" if told in _ANYBODY else told


def predicate(scene: Scene, i: int) -> str:
    """What is said of a population, to the end of the clause: 'covered by health insurance'."""
    if scene.word(i) in _NEW_CLAUSE:
        return ""
    i += scene.word(i) in ("who", "that", "which")
    i = _what_is_said(scene, i)
    while scene.word(i) in AUXILIARIES or (scene.word(i) in ADVERBS and scene.word(i + 1) not in DETERMINERS):
        if told := idiom(scene, i):
            return told
        i += 1
    if told := idiom(scene, i):
        return told
    end = i
    while end < len(scene.tokens) and end - i < _PREDICATE_WORDS and scene.tokens[end].kind == "word":
        if told := idiom(scene, end):
            return f"{scene.text(Range(i, end))} {told}".strip()
        if scene.blocked[end] or (scene.word(end) in _PREDICATE_STOPS and end > i):
            break
        end += 1
    return scene.text(Range(i, end))


def _what_is_said(scene: Scene, i: int) -> int:
    """Behind 'said that they' or 'told the survey they', where those asked speak of themselves; else token i."""
    if verbs.lemma(scene.word(i)) not in _ANSWERING:
        return i
    return next((at + 1 for at in range(i + 1, i + _ANSWER) if scene.word(at) in ("they", "he", "she", "it")), i)


def with_predicate(scene: Scene, population: Range, after: int | None = None) -> str:
    """'rural family own tractor' from 'of rural families own a tractor'; what is said may stand `after` a figure."""
    name, behind = _idiom(scene, population.start)  # 'those entitled to vote'
    if not name:
        name, behind = scene.text(population), population.end
    return f"{name} {predicate(scene, behind if after is None else after)}".strip()


def capacity(scene: Scene, governor: Governor) -> str:
    """'stadium capacity' of 'the stadium can seat' so many or 'is designed for' so many; '' where they are there."""
    if governor.verb is None:
        return ""
    able = scene.word(governor.verb - 1) in ("can", "could")
    holds = governor.preposition is None and governor.lemma in words("holding") and (able or governor.lemma == "seat")
    room = scene.word(governor.at - 1) in ("room", "space")
    made = governor.preposition == "for" and (room or governor.lemma in words("making"))
    owner = subject(scene, governor.verb) if governor.lemma in ("hold", "take") else None
    roomy = owner is not None and governor.preposition is None and scene.word(owner.end - 1) in words("venues")
    return f"{doer(scene, governor)} capacity".strip() if holds or made or roomy else ""


@cache
def _idioms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in nouns_for("idioms").items():
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append((parts, meaning))
    return found


def idiom(scene: Scene, i: int) -> str:
    """What a set phrase that begins at token i says in one word: 'unemployed' for 'out of work'; '' for none."""
    return _idiom(scene, i)[0]


def _idiom(scene: Scene, i: int) -> tuple[str, int]:
    """The meaning of a set phrase at token i, and the token behind it; '' and i for none."""
    for parts, meaning in _idioms().get(scene.word(i), ()):
        at = i
        for part in parts:
            while at > i and scene.word(at) in DETERMINERS and scene.word(at) != part:
                at += 1
            if scene.word(at) != part:
                break
            at += 1
        else:
            return meaning, at
    return "", i


def state(scene: Scene, i: int) -> str:
    """What the things counted are: 'homeless' of '2,100 people are homeless'; '' where a verb or nothing follows."""
    if scene.word(i) not in ("is", "are", "was", "were", "remain", "remained", "be"):
        return ""
    while scene.word(i) in AUXILIARIES or scene.word(i) in ADVERBS:
        i += 1
    if scene.word(i) in STOP_WORDS or verbs.lemma(scene.word(i)) is not None or i >= len(scene.tokens):
        return ""
    return scene.text(Range(i, i + 1)) if scene.tokens[i].kind == "word" else ""


def cause(scene: Scene, i: int) -> str:
    """Of what somebody died, or with what they live: the common noun after the preposition at token i; else ''."""
    if scene.word(i) not in _CAUSES:
        return ""
    phrase = scene.phrase_at(i + 1)
    return "" if is_name(scene, phrase) else scene.text(phrase)


def deed_after(scene: Scene, noun: Range, after: int) -> str:
    """What the things counted did or what was done with them: 'received support', 'died cholera'; '' for nothing."""
    if scene.word(after + 1) == "to" and verbs.lemma(scene.word(after)) in _HEARSAY:
        after += 2  # 'were believed to have collapsed'
        while scene.word(after) in AUXILIARIES:
            after += 1
    lemma = verbs.lemma(scene.word(after))
    passive = scene.word(after - 1) in AUXILIARIES and scene.word(after - 1) not in ("have", "has", "had")
    passive = passive and not scene.word(after).endswith("ing")
    if lemma and (phrasal := nouns_for("phrasal").get(f"{lemma} {scene.word(after + 1)}")):
        lemma, after = phrasal, after + 1
    if lemma is None or lemma in (words("light_verbs") if passive else _NO_DEEDS):
        return ""
    blocked = scene.blocked[after] or scene.word(after) in STOP_WORDS
    plain = lemma == scene.word(after) and not blocked and not scene.word(after + 1)[:1].isdigit()
    if after == noun.end and not plain and not is_verb(scene.tokens, after):
        return ""
    if scene.word(after + 1) == "as":
        thing = f"as {predicate(scene, after + 2)}"
    elif not passive and lemma in words("object_verbs"):
        thing = scene.text(scene.phrase_at(after + 1))
    else:
        thing = cause(scene, after + 1)
    return f"{verbs.participle(lemma)} {thing}".strip()
