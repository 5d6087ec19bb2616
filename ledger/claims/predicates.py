"""What a sentence says of the things that a figure counts: who did it, what they are, and set phrases for a state."""

from functools import cache

from ledger.claims import verbs
from ledger.claims.governor import Governor, Scene
from ledger.claims.phrases import Range, nouns_for, subject_of, words
from ledger.mentions.nouns import ADVERBS, AUXILIARIES, DETERMINERS, PRONOUNS, STOP_WORDS

_PREDICATE_WORDS = 7
_PREDICATE_STOPS = frozenset(
    {"and", "but", "while", "which", "who", "that", "since", "in", "when", "after", "before", "because", "although"}
)
_NEW_CLAUSE = frozenset({"and", "but", "while", "or"})
_ANYBODY = frozenset({"other", "one", "all", "many", "some"})
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
    while scene.word(i) in AUXILIARIES or scene.word(i) in ADVERBS:
        if told := idiom(scene, i):
            return told
        i += 1
    if told := idiom(scene, i):
        return told
    end = i
    while end < len(scene.tokens) and end - i < _PREDICATE_WORDS and scene.tokens[end].kind == "word":
        if scene.blocked[end] or (scene.word(end) in _PREDICATE_STOPS and end > i):
            break
        end += 1
    return scene.text(Range(i, end))


def with_predicate(scene: Scene, population: Range) -> str:
    """'rural family own tractor' from 'of rural families own a tractor'."""
    return f"{scene.text(population)} {predicate(scene, population.end)}".strip()


@cache
def _idioms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in nouns_for("idioms").items():
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append((parts, meaning))
    return found


def idiom(scene: Scene, i: int) -> str:
    """What a set phrase that begins at token i says in one word: 'unemployed' for 'out of work'; '' for none."""
    for parts, meaning in _idioms().get(scene.word(i), ()):
        at = i
        for part in parts:
            while at > i and scene.word(at) in DETERMINERS and scene.word(at) != part:
                at += 1
            if scene.word(at) != part:
                break
            at += 1
        else:
            return meaning
    return ""


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
