"""Tokens made ready for reading figures: names closed, number words freed from their hyphens, ends padded."""

import re
from collections.abc import Sequence

from ledger.mentions.numbers import FRACTION_NOUNS, NUMBER_WORDS
from ledger.mentions.tables import words
from ledger.mentions.tokens import Token, plain
from ledger.mentions.units import is_currency
from ledger.text.article import Span

PADDING = 16
"""Empty tokens behind the last: a reader may look so far ahead, and tokens[-1] before the first is empty as well."""

_HYPHEN = re.compile("[-‑]")
_LINKS = frozenset({"and", "a", "in", "of", "out", "every"})
_NUMBERISH = NUMBER_WORDS | FRACTION_NOUNS
_QUARTERED = words("shares", "quartered")


def prepare(tokens: Sequence[Token], taken: Sequence[Span]) -> list[Token]:
    """The tokens with those of `taken` spans marked `taken`, and hyphens of figures as tokens of their own."""
    prepared: list[Token] = []
    spans = iter(sorted(taken))
    span = next(spans, None)
    for index, token in enumerate(tokens):
        while span and span.end <= token.start:
            span = next(spans, None)
        if span and token.end > span.start and not _prices(tokens, index, span):
            prepared.append(Token(token.start, token.end, token.text, token.lower, "taken"))
        elif "-" not in token.lower:
            prepared.append(token)
        elif token.lower.startswith("magnitude-") and token.text[10:11].isdecimal():
            middle = token.start + len("magnitude")
            prepared.append(Token(token.start, middle, token.text[:9], "magnitude", "word"))
            prepared.append(Token(middle + 1, token.end, token.text[10:], token.text[10:], "number"))
        elif token.kind == "word":
            prepared.extend(_parts(prepared, token))
        else:
            prepared.append(token)
    end = tokens[-1].end if tokens else 0
    return prepared + [Token(end, end, "", "", "end")] * PADDING


def _prices(tokens: Sequence[Token], index: int, span: Span) -> bool:
    """Whether a name took the currency of the amount behind it ('RM2.05')."""
    if not is_currency(tokens[index]):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else tokens[index]
    return following.kind == "number" and following.start >= span.end


def _parts(before: Sequence[Token], token: Token) -> list[Token]:
    """'million-dollar' and 'two-year-old' cut at hyphens, and so is what hangs on digits ('15-year-old')."""
    texts = _HYPHEN.split(token.text)
    if "-".join(map(plain, texts[:2])) in NUMBER_WORDS:  # 'twenty-five' stays one word
        texts = [token.text[: len(texts[0]) + 1 + len(texts[1])], *texts[2:]]
    pieces = [plain(text) for text in texts]
    lead = int(pieces[0] in NUMBER_WORDS or (pieces[0] == "quarter" and pieces[1] in _QUARTERED))
    if len(pieces) == 1 or not (lead or _hangs_on_number(before, token)):
        return [token]
    while lead and lead < len(pieces) and (pieces[lead] in _NUMBERISH or pieces[lead] in _LINKS):
        lead += 1
    while lead and pieces[lead - 1] in _LINKS:
        lead -= 1
    parts, at = [], token.start
    for position, (text, word) in enumerate(zip(texts, pieces, strict=True)):
        if position:
            if position >= lead:
                parts.append(Token(at, at + 1, "-", "-", "punct"))
            at += 1
        parts.append(Token(at, at + len(text), text, word, "number" if text.isdecimal() else "word"))
        at += len(text)
    return parts


def _hangs_on_number(before: Sequence[Token], token: Token) -> bool:
    """Whether the token is glued to a number, or to a hyphen that is."""
    if not before or before[-1].end != token.start:
        return False
    if before[-1].kind == "number":
        return True
    return (
        before[-1].text == "-"
        and len(before) > 1
        and before[-2].kind == "number"
        and before[-2].end == before[-1].start
    )
