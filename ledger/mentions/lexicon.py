"""What the word tables say of each word of a sentence, looked up once for all readers."""

import re
from collections.abc import Sequence
from functools import cache, reduce
from operator import or_
from typing import Any

from ledger.mentions.gazetteer import first_words
from ledger.mentions.moments import may_begin
from ledger.mentions.nouns import STOP_WORDS, VERBS
from ledger.mentions.tables import table
from ledger.mentions.tokens import Token
from ledger.record import record
from ledger.text.article import Span

CAPITAL = 1 << 0
"""Begins with a capital letter of any script."""
FUNCTION = 1 << 1
"""A function word, or another that is capitalised only where it begins a sentence."""
COMMON = 1 << 2
"""A noun that often begins a sentence."""
DEMONYM = 1 << 3
NOT_NAME = 1 << 4
TIME = 1 << 5
HONORIFIC = 1 << 6
OFFICE = 1 << 7
OCCUPATION = 1 << 8
MODIFIER = 1 << 9
GIVEN = 1 << 10
PARTICLE = 1 << 11
BODY = 1 << 12
"""Last word of a body's name."""
GOVERNING = 1 << 13
PROGRAMME = 1 << 14
DOCUMENT = 1 << 15
KIND = 1 << 16
"""A kind of place, singular or plural, or the last word of one."""
SAY = 1 << 17
CUE = 1 << 18
"""First word of a cue of modality."""
GEO = 1 << 19
"""First word of a known place name."""
SOURCE = 1 << 20
"""First word of 'according to' and the like."""
ALIAS = 1 << 21
"""First word of 'also known as' and the like, or an opening bracket."""
WIDE = 1 << 22
"""'nationwide', and the 'wide' of 'province wide'."""
WHEN = 1 << 23
"""May begin a period."""
QUOTE = 1 << 24
"""A quotation mark."""
SMALL = 1 << 25
"""A lower-case word of some weight: in a headline there is none."""

_PREFIXED = re.compile(r"(?:al|el|ul|as|ad|ar|az|ash|bin|ibn)-[^\W\da-z]")
"""Particles that are joined to a name and keep their small letter."""
_MOST_WORDS = 50_000
"""Words kept in memory with their bits; then memory begins anew."""


def _bits() -> list[tuple[int, Any]]:
    people, bodies, places = table("people"), table("organisations"), table("places")
    programmes, documents, common = table("programmes"), table("documents"), table("common")
    periods, modality = table("periods"), table("modality")
    kinds = [kind.rpartition(" ")[2] for kind in (*places["kinds"], *places["plurals"])]
    kinds += [*places["words"]["leading"].split(), *places["seated"]]
    speech, aliases = table("speech"), table("aliases")
    cues = {phrase.partition(" ")[0] for cue in modality["cue"] for phrase in cue["words"]}
    return [
        (FUNCTION, common["function"].split()),
        (FUNCTION, STOP_WORDS),
        (COMMON, common["nouns"].split()),
        (DEMONYM, common["demonyms"].split()),
        (NOT_NAME, common["not_names"].split()),
        (TIME, (*periods["months"], *periods["weekdays"])),
        (HONORIFIC, people["honorifics"].split()),
        (OFFICE, people["offices"].split()),
        (OCCUPATION, people["occupations"].split()),
        (MODIFIER, people["modifiers"].split()),
        (GIVEN, people["given_names"].split()),
        (PARTICLE, people["particles"].split()),
        (BODY, bodies["heads"].split()),
        (BODY | GOVERNING, bodies["governing"].split()),
        (PROGRAMME, (*programmes["heads"].split(), *programmes["leading"].split())),
        (
            DOCUMENT,
            (
                *documents["kinds"].split(),
                *documents["with_no"],
                *documents["titled"].split(),
                *documents["dayed"].split(),
                "dated",
                *map(str.lower, documents["codes"]),
            ),
        ),
        (KIND, kinds),
        (SAY, speech["verbs"].split()),
        (SOURCE, [phrase.partition(" ")[0] for phrase in speech["sources"]]),
        (ALIAS, ["(", *(phrase.partition(" ")[0] for phrase in aliases["markers"])]),
        (QUOTE, '“”"«»'),
        (WIDE, ["wide", "national", "world", "global", *places["wide"]]),
        (CUE, cues),
        (GEO, first_words()),
    ]


@cache
def lexicon() -> dict[str, int]:
    """Lower-case word to the bits that hold for it."""
    found: dict[str, int] = {}
    for bit, listed in _bits():
        for name in listed:
            found[name] = found.get(name, 0) | bit
    return found


@record
class Line:
    """A sentence with its tokens and their bits."""

    text: str
    tokens: Sequence[Token]
    bits: Sequence[int]
    seen: int
    """All bits that occur."""
    headline: bool
    """Whether capitals say nothing: all letters are capitals, or all words of weight have one."""

    def has(self, i: int, bits: int) -> bool:
        """Whether token i exists and has one of the bits."""
        return 0 <= i < len(self.bits) and bool(self.bits[i] & bits)

    def word(self, i: int) -> str:
        """Token i in lower case; nothing beyond the ends."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def span(self, first: int, after: int) -> Span:
        """The characters of tokens `first` to `after` - 1, without a possessive ending."""
        end = self.tokens[after - 1].end
        if self.tokens[after - 1].lower.endswith("'s"):
            end -= 2
        return Span(self.tokens[first].start, end)

    def cut(self, first: int, after: int) -> str:
        """The text of that span."""
        start, end = self.span(first, after)
        return self.text[start:end]

    def tight(self, i: int) -> bool:
        """Whether no white space stands between token i and the one before."""
        return 0 < i < len(self.tokens) and self.tokens[i].start == self.tokens[i - 1].end


def line_of(text: str, tokens: Sequence[Token]) -> Line:
    """Look up every token of a sentence."""
    known = _seen_words()
    try:
        bits = [known[token.text] for token in tokens]
    except KeyError:
        bits = [known[token.text] if token.text in known else _bits_of(token, known) for token in tokens]
    seen = reduce(or_, bits, 0)
    return Line(text, tokens, bits, seen, bool(seen & CAPITAL) and _is_headline(tokens, bits))


@cache
def _seen_words() -> dict[str, int]:
    """Bits of the words met so far: most words of a text come again."""
    return {}


def _bits_of(token: Token, seen_words: dict[str, int]) -> int:
    known = lexicon()
    found = known.get(token.lower, 0) | _of_office(token.lower)
    if token.kind == "word" and _PREFIXED.match(token.text):  # 'al-Rashid', in a name
        found |= CAPITAL
    elif token.kind == "word" and token.text[0].isupper():
        found |= CAPITAL
        if token.lower.endswith("'s"):
            found |= known.get(token.lower[:-2], 0)
    elif token.kind == "word" and token.lower.endswith("'s"):  # 'the province's'
        found |= SMALL | (known.get(token.lower[:-2], 0) & KIND)
    elif token.kind == "word" and len(token.text) > 3 and not found & FUNCTION:
        found |= SMALL
    if may_begin(token):
        found |= WHEN
    if len(seen_words) >= _MOST_WORDS:
        seen_words.clear()
    seen_words[token.text] = found
    return found


def _of_office(word: str) -> int:
    """The bits of an office in 'mayor-elect', 'ex-mayor', 'co-author', 'minister-chairman', 'glaciologist'."""
    if "-" not in word:
        return OCCUPATION if word.endswith("ologist") else 0
    known = lexicon()
    head = word.removesuffix("-elect").removesuffix("-designate")
    head = head.removeprefix("ex-").removeprefix("then-").removeprefix("co-")
    first, _, last = head.partition("-")
    if last and known.get(first, 0) & known.get(last, 0) & OFFICE:
        return OFFICE
    return 0 if head == word else known.get(head, 0) & (OFFICE | OCCUPATION)


def _is_headline(tokens: Sequence[Token], bits: Sequence[int]) -> bool:
    small = 0
    for found in bits:
        if found & SMALL:
            small += 1
            if small > 3:
                return False
    words = [(token, found) for token, found in zip(tokens, bits, strict=True) if token.kind == "word"]
    shouted = sum(len(token.text) > 1 and token.text.isupper() for token, _ in words)
    if len(words) < 4 or small or shouted * 10 >= len(words) * 6:
        return len(words) > 3 and shouted * 10 >= len(words) * 6
    led = any(b & CAPITAL and ((b & FUNCTION and not b & GEO) or t.lower in VERBS) for t, b in words[1:])
    return led and tokens[-1].text != "."
