"""Plural subjects that a figure counts: 'Claims for aid rose by 8,000 to 23,000', 'subscriptions reached 263.6m'."""

from collections.abc import Sequence

from ledger.mentions.nouns import ADVERBS, AUXILIARIES, PREPOSITIONS, STOP_WORDS, VERBS, is_plural
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token

_MOVING = words("changes", "moving")
_UNCOUNTED = words("nouns", "priced") | STOP_WORDS
_AUXILIARY = AUXILIARIES | ADVERBS
_REACH = 10
_OPENERS = frozenset({",", ";", ":", ".", "(", "and", "but", "while", "as", "that", "“", '"'})


def counted_subject(tokens: Sequence[Token], index: int) -> int | None:
    """The plural noun that the figure at `index` counts, as the subject of the verb of change or level before it."""
    for verb in range(index - 1, max(index - _REACH, 0), -1):
        token = tokens[verb]
        if token.text in ".;:!?(":
            return None
        if token.lower in _MOVING:
            return subject_of(tokens, verb)
    return None


def subject_of(tokens: Sequence[Token], verb: int) -> int | None:
    """The head of the subject before the verb at `verb`, where it is a plural that can be counted; None elsewhere."""
    first = verb
    while first and verb - first < _REACH and tokens[first - 1].lower not in _OPENERS:
        first -= 1
    end = verb
    while end > first and tokens[end - 1].lower in _AUXILIARY:  # 'arrests have also fallen to 60'
        end -= 1
    head = next((here for here in range(first + 1, end) if tokens[here].lower in PREPOSITIONS), end) - 1
    token = tokens[head]
    acts = token.lower in VERBS and tokens[head + 1].lower != "of"  # 'reports of theft fell to 12'
    counts = is_plural(token.lower) and token.lower not in _UNCOUNTED and not acts
    return head if head >= first and token.kind == "word" and counts else None
