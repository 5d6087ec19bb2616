"""Noun phrases and verbs around a figure, found from closed classes of words and verb forms: no parser, no model.

Everything works on the tokens of one sentence and on indexes into them. A phrase is a half-open range of indexes.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from ledger.claims import verbs
from ledger.mentions.nouns import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOP_WORDS,
    is_plural,
    singular,
)
from ledger.mentions.tokens import Token
from ledger.resources import data_table

_SAYING = frozenset({"said", "says", "say"})
_RELATIVE = frozenset({"which", "who"})
_RHYTHMS = frozenset({"hourly", "daily", "weekly", "monthly", "quarterly", "yearly"})
_NARROWING = frozenset({"of", "for", "before", "after", "per", "with", "without", "on", "from"})
"""Prepositions after a subject whose phrase says what exactly it is: 'profit before tax for the full year'."""
_BEFORE_OBJECTS = frozenset({"to", "that", "about", "nearly", "over", "around", "up", "only"})
"""Function words that a verb takes after it more often than a plural noun does."""
_APPOSITION = 14
"""Tokens between two commas before a verb, at most."""
_CLAUSE_OPENERS = PRONOUNS | AUXILIARIES | DETERMINERS
_NO_SUBJECT = PREPOSITIONS | AUXILIARIES | ADVERBS
_HEADS_PER = frozenset({"capita", "head", "person", "household"})


class Range(NamedTuple):
    """Half-open range of token indexes."""

    start: int
    end: int


@cache
def _table() -> dict[str, Any]:
    return data_table("claims", "phrases")


@cache
def words(name: str) -> frozenset[str]:
    """A class of `data/phrases.toml`: light_verbs, carriers, empty."""
    return frozenset(_table()[name].split())


@cache
def nouns_for(name: str) -> dict[str, str]:
    """What a unit (`dimensions`: ha to area) or an adjective (`adjectives`: long to length) measures."""
    return dict(_table()[name])


def is_verb(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i acts as a verb here: after a noun or auxiliary, not as a modifier before a noun."""
    token = tokens[i]
    if token.kind != "word" or token.lower in AUXILIARIES:
        return token.lower in AUXILIARIES and token.lower != "to"
    if verbs.lemma(token.lower) is None or not token.text[0].islower():
        return False
    before = tokens[i - 1] if i else None
    if before is None or before.lower in DETERMINERS:
        return False
    if before.kind != "word":
        return (before.text == "," and token.lower.endswith("ing")) or (before.text == ")" and _past(token.lower))
    if before.lower in AUXILIARIES or before.lower in _RELATIVE:
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    follows = after is None or after.kind != "word" or after.lower in STOP_WORDS
    if token.lower.endswith("ing"):
        # 'funding allocated', 'housing construction' are nouns; 'households using the grid' is not.
        return follows and before.lower not in PREPOSITIONS and (after is None or after.lower != "of")
    if token.lower.endswith("ed"):
        # 'completed projects' modifies when it follows no noun; 'projects completed' does not.
        if is_manner(before.lower) and not follows:
            return False
        return before.lower not in STOP_WORDS or after is None
    # A base or -s form is as often a noun ('the plan', 'reports'): it is a verb before what a verb takes.
    if before.lower == "to":
        return True
    if token.lower.endswith("s") and after is not None and _past(after.lower) and not after.lower.endswith("ing"):
        return False  # 'exports amounted'
    if after is not None and after.lower in DETERMINERS and (is_plural(before.lower) or _unchanged(token.lower)):
        return True  # 'voters cast their ballots'
    if token.lower.endswith("s") or before.lower in PRONOUNS:
        objects = after is None or after.lower in DETERMINERS or after.lower in _BEFORE_OBJECTS
        return before.lower not in PREPOSITIONS and (not follows or objects)
    return _past(token.lower)


def _unchanged(verb: str) -> bool:
    """Whether a verb's past is as its plain form: 'put', 'cut'."""
    return verbs.participle(verb) == verb


def is_finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i is a verb that tells something of a subject: no noun, and no infinitive."""
    if not verbs.lemma(tokens[i].lower):
        return False
    infinitive = i > 0 and tokens[i - 1].lower == "to"
    return not infinitive and is_verb(tokens, i)


@cache
def _past(word: str) -> bool:
    """Whether a form is an irregular past: 'rose', 'sold'."""
    lemma = verbs.lemma(word)
    return lemma is not None and lemma != word


def _bounds(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i stands in no noun phrase; 'monthly' does before a noun ('monthly wage')."""
    lower = tokens[i].lower
    if lower in _RHYTHMS and i + 1 < len(tokens) and tokens[i + 1].kind == "word":
        return tokens[i + 1].lower in STOP_WORDS
    return lower in STOP_WORDS


def right_phrase(tokens: Sequence[Token], i: int, blocked: Sequence[bool]) -> Range:
    """The noun phrase that begins at i: determiners skipped, 'and' allowed between nouns."""
    n = len(tokens)
    while i < n and tokens[i].lower in DETERMINERS:
        i += 1
    start = i
    while i < n:
        token = tokens[i]
        if token.kind == "number" and not blocked[i] and _numbered(tokens, i + 2):
            i += 3
            continue
        if blocked[i] or token.kind == "number":
            break
        if token.kind != "word":
            joins = token.text in "“”‘’\"'" or (token.text == "," and _list_goes_on(tokens, i, blocked))
            if not (joins or _joins_names(tokens, i)):
                break
        elif token.lower == "per" and i > start and i + 1 < n and tokens[i + 1].lower in _HEADS_PER:
            i += 1
        elif token.lower in ("and", "or"):
            if i == start or not _noun_follows(tokens, i + 1, blocked):
                break
        elif _bounds(tokens, i) or (i > start and is_verb(tokens, i)):
            break
        i += 1
    while i > start and (tokens[i - 1].kind != "word" or tokens[i - 1].lower in ("and", "or")):
        i -= 1
    return Range(start, i)


def _numbered(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at i is the second part of a modifier that begins with a number: 'year' of '10-year bond'."""
    return 1 < i < len(tokens) and tokens[i - 1].text == "-" and tokens[i - 2].kind == "number"


def _joins_names(tokens: Sequence[Token], i: int) -> bool:
    """A dash between two names: 'the Chad - Niger border'."""
    return (
        tokens[i].text in "-–" and 0 < i < len(tokens) - 1 and all(tokens[j].text[0].isupper() for j in (i - 1, i + 1))
    )


def _noun_follows(tokens: Sequence[Token], i: int, blocked: Sequence[bool]) -> bool:
    """Whether a plain noun phrase, not a new clause or figure, follows a conjunction."""
    if i >= len(tokens) or blocked[i] or tokens[i].kind != "word":
        return False
    lower = tokens[i].lower
    if lower in STOP_WORDS:
        return False
    return verbs.lemma(lower) is None or lower.endswith(("ed", "ing"))


def _list_goes_on(tokens: Sequence[Token], i: int, blocked: Sequence[bool]) -> bool:
    """'poor, near-poor and newly poor households': a comma between modifiers, closed by a conjunction."""
    for j in range(i + 1, min(i + 4, len(tokens))):
        if tokens[j].lower in ("and", "or"):
            return _noun_follows(tokens, j + 1, blocked) and j > i + 1
        if blocked[j] or tokens[j].kind != "word" or tokens[j].lower in STOP_WORDS:
            return False
    return False


def left_phrase(tokens: Sequence[Token], end: int, blocked: Sequence[bool]) -> Range:
    """The noun phrase that ends before `end`, without what it hangs on."""
    i = end
    while i > 0:
        token = tokens[i - 1]
        if token.text == "-" and not blocked[i - 1] and _numbered(tokens, i):
            i -= 2
            continue
        if blocked[i - 1] or token.kind != "word":
            break
        if _bounds(tokens, i - 1) or is_verb(tokens, i - 1):
            break
        i -= 1
    return Range(i, end)


def clause_start(tokens: Sequence[Token], end: int) -> int:
    """Index at which the clause that holds `end` begins: after a comma, semicolon, colon, dash or conjunction."""
    for i in range(end - 1, -1, -1):
        token = tokens[i]
        if token.kind == "punct" and (token.text in ',;:“"(' or _is_dash(tokens, i)):
            return i + 1
        if token.lower in _SAYING and i > 0 and i + 1 < end:
            return i + 1  # 'The firm said revenue was'
        if token.lower in CONJUNCTIONS and token.lower not in ("and", "or", "than", "as"):
            return i + 1
        if token.lower in words("saying") and i and _said_next(tokens, i + 1, end) and is_verb(tokens, i):
            return i + 1  # 'The fund expects growth to reach'
        if token.lower == "and" and (i + 1 == end or _clause_follows(tokens, i + 1, end)):
            return i + 1
    return 0


def _is_dash(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is a dash, or a hyphen that stands for one: 'LIMA (Agency) - The port'."""
    text = tokens[i].text
    return text in "—–" or (not text.strip("-") and i > 0 and tokens[i - 1].end < tokens[i].start)


def _said_next(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether what is said begins at token i: 'the fund says [growth] is expected', but not 'is said to be'."""
    return i < end and tokens[i].kind == "word" and tokens[i].lower not in _NO_SUBJECT


def is_manner(word: str) -> bool:
    """Whether a word in lower case is an adverb by its ending: 'sharply', but not 'supply'."""
    return word.endswith("ly") and verbs.lemma(word) is None


def _clause_follows(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a new clause, not the second noun of a pair, follows 'and'."""
    return (
        tokens[i].lower in _CLAUSE_OPENERS
        or is_verb(tokens, i)
        or (verbs.lemma(tokens[i].lower) is not None and i + 1 < end and tokens[i + 1].lower in ("to", "at", "by"))
    )


def verb_group_start(tokens: Sequence[Token], i: int) -> int:
    """Index at which the verb group that ends at i begins: 'is projected to drop further' at 'is'."""
    while i > 0:
        before = tokens[i - 1]
        in_group = before.kind == "word" and (
            before.lower in AUXILIARIES
            or before.lower in ADVERBS
            or is_manner(before.lower)
            or (before.lower.endswith("ed") and verbs.lemma(before.lower) is not None and _goes_on(tokens[i]))
            or before.lower == "to"
            or (tokens[i].lower == "to" and verbs.lemma(before.lower) is not None)
        )
        if not in_group:
            break
        i -= 1
    return i


def _goes_on(token: Token) -> bool:
    """Whether a participle before the token belongs to its verb group: 'projected to', not 'malnourished has'."""
    return token.lower == "to" or token.lower in ADVERBS or is_manner(token.lower)


def subject_of(tokens: Sequence[Token], verb: int, blocked: Sequence[bool]) -> Range | None:
    """The subject of the verb at an index, with what narrows it; None when it is a pronoun or not in the clause."""
    end = verb_group_start(tokens, verb)
    relative = end > 0 and tokens[end - 1].lower in ("that", "which")
    if relative or (end == verb and tokens[verb].lower.endswith("ing")):
        aside = relative and end > 1 and tokens[end - 2].text == ","  # 'the terminal, which will cost'
        return _antecedent(tokens, end - relative - aside, blocked)
    end = _before_apposition(tokens, end)
    start = clause_start(tokens, end)
    while start < end and (blocked[start] or tokens[start].lower in ADVERBS):
        start += 1
    if start < end and tokens[start].lower in PREPOSITIONS:
        return _behind_opening(tokens, start, end, blocked)
    whose = start + 1 < end and tokens[start].lower in DETERMINERS and tokens[start + 1].lower not in STOP_WORDS
    if start >= end or (tokens[start].lower in PRONOUNS and not whose):
        return None
    head = right_phrase(tokens, start, blocked)
    if head.end <= head.start or head.start >= end:
        head = left_phrase(tokens, end, blocked)  # 'the 46-space car park brought in'
        hangs = any(tokens[i].lower in PREPOSITIONS for i in range(start, head.start))
        return head if start < head.start < head.end and not hangs else None
    narrowed = head.end < end and (tokens[head.end].lower in _NARROWING or _directed(tokens, head.end))
    if narrowed or (head.end < end and tokens[head.end - 1].lower in words("carriers")):
        return Range(head.start, end)
    return Range(head.start, min(head.end, end))


def _directed(tokens: Sequence[Token], at: int) -> bool:
    """Whether 'to' says where what stands before it goes: 'sales to carmakers', but not 'the right to vote'."""
    return tokens[at].lower == "to" and singular(tokens[at - 1].lower) in words("directed")


def _before_apposition(tokens: Sequence[Token], end: int) -> int:
    """The end of the subject in 'Passenger numbers, hit by a strike, recovered': before the first comma or dash."""
    if end > 2 and tokens[end - 1].text == ")":
        opening = next((i for i in range(end - 2, max(-1, end - _APPOSITION), -1) if tokens[i].text == "("), end)
        return opening
    dashed = end > 1 and _is_dash(tokens, end - 1)
    if end < 2 or not (dashed or tokens[end - 1].text == ","):
        return end
    for i in range(end - 2, max(-1, end - _APPOSITION), -1):
        if _is_dash(tokens, i) if dashed else tokens[i].text == ",":
            return i
    return end


def _behind_opening(tokens: Sequence[Token], start: int, end: int, blocked: Sequence[bool]) -> Range | None:
    """The subject behind an opening phrase without a comma: 'In Peru [the poverty rate] was'."""
    phrase = left_phrase(tokens, end, blocked)
    last = phrase.end
    while phrase.start > start and phrase.start < phrase.end:
        before = phrase.start - 1
        while before > start and tokens[before].lower in DETERMINERS:
            before -= 1
        if tokens[before].lower not in PREPOSITIONS or before <= start:
            break
        wider = left_phrase(tokens, before, blocked)
        if wider.end <= wider.start:
            break
        phrase = wider
    opening = start + 1
    while opening < end and tokens[opening].lower in DETERMINERS:
        opening += 1
    return Range(phrase.start, last) if opening < phrase.start < last else None


def _antecedent(tokens: Sequence[Token], end: int, blocked: Sequence[bool]) -> Range | None:
    """The phrase that 'totalling' or 'that covers' goes on: 'a concentrated area of production'."""
    phrase = left_phrase(tokens, end, blocked)
    if phrase.start < phrase.end and phrase.start > 0 and tokens[phrase.start - 1].lower == "of":
        phrase = Range(left_phrase(tokens, phrase.start - 1, blocked).start, phrase.end)
    return phrase if phrase.end > phrase.start else None


def canonical(tokens: Sequence[Token], span: Range, blocked: Sequence[bool]) -> str:
    """The words of a phrase in lower case and singular, without determiners, possessors and what is blocked."""
    kept: list[str] = []
    for i in range(*span):
        token = tokens[i]
        if blocked[i] or token.kind != "word":
            continue
        lower = token.lower
        if lower in DETERMINERS or lower in words("empty") or lower.endswith(("-wide", "nationwide")):
            continue
        if lower.endswith(("'s", "s'")) and i + 1 < span.end:
            continue
        if i - 2 >= span.start and _numbered(tokens, i):
            lower = f"{tokens[i - 2].text}-{lower}"  # 'the 10-year bond'
        kept.append(singular(lower) if lower not in PREPOSITIONS else lower)
    while kept and (kept[-1] in PREPOSITIONS or kept[-1] in ("and", "or")):
        kept.pop()
    while kept and (kept[0] in PREPOSITIONS or kept[0] in ("and", "or")):
        kept.pop(0)
    return " ".join(kept[:12])
