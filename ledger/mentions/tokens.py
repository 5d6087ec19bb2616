"""Tokens of a sentence: numbers, words, symbols and punctuation, found in one pass."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from ledger.mentions.tables import table
from ledger.text.article import Span


class Token(NamedTuple):
    """`sentence[start:end]`, in code points of the sentence."""

    start: int
    end: int
    text: str
    lower: str
    """See `plain`."""
    kind: str
    """number | word | symbol | punct"""


def _prefixes() -> str:
    """Alternation of what is glued to the front of an amount ('VND3,618'), longest first."""
    currencies = table("currencies")
    ambiguous = set(currencies["ambiguous"]["codes"])
    codes = (set(currencies["names"]) | set(currencies["letters"])) - ambiguous
    return "|".join(sorted(map(re.escape, codes), key=lambda code: (-len(code), code)))


_INITIALS = "".join(table("currencies")["initials"])
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_FRACTIONS = "¼½¾⅐-⅞"
_RAISED = "²³¹⁰-⁹₀-₉"
_LETTER = rf"[^\W\d_{_FRACTIONS}{_RAISED}]"

# Most words are `plain`, which is tried first for speed.
# Every alternative consumes at least one character and none nests a repeat inside a repeat that can match the
# same text twice, so a scan is linear. Longer readings come first.
_TOKEN = re.compile(
    rf"""\s*+(?:
    (?P<plain>[a-z]++(?=[\s,;)]))
  | (?P<number>
        \d+(?:[.,]\d+)*[{_FRACTIONS}]?
      | [{_FRACTIONS}]
      | (?<![\w.,)])\.\d+
    )
  | (?P<symbol>
        [A-Z]{{0,3}}[$€£¥₫₩₹₽₺₴₦₱฿₪₸₾₡₲₭៛৳₵₿¢]
      | °\s?[CFK](?![^\W\d_])
      | [%‰°+~≈=<>≤≥±×#&@/№]
    )
  | (?P<word>
        https?://\S+ | www\.\S+
      | (?=[A-Z][A-Za-zĐ]{{1,3}}\d)(?:{_prefixes()})(?=\d)
      | [{_INITIALS}](?=\d{{1,3}}(?:,\d{{3}})+(?!\d))
      | [{_INITIALS}](?=\d+(?:[.,]\d+)*\s?(?:[mb]n?|tn|million|billion|trillion)(?![^\W_]))
      | (?:[A-Za-z]\.){{2,}}
      | [^\W\d_{_FRACTIONS}{_RAISED}]
        (?:[^\W_{_FRACTIONS}]|[{_MARKS}_]
          |['’ʼ‑](?={_LETTER})
          |-(?={_LETTER}|\d{{1,3}}(?!\d))
          |(?<=\d)\.(?=\d)
        )*
    )
  | (?P<punct>\S)
    )""",
    re.VERBOSE,
)
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‑": "-"})


def plain(text: str) -> str:
    """The form tables are keyed by: lower case, composed (NFC), with typewriter apostrophes and hyphens."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", text.lower().translate(_PLAIN))


def tokenize(sentence: str) -> list[Token]:
    """The tokens in order; white space is what lies between them.

    A hyphenated word is one token ('poverty-reduction', 'COVID-19'), a number with a tail is several
    ('3', '-', 'star'; '80', 'km'; 'VND', '3,618'; 'US$', '1.762', 'bn').
    """
    make = tuple.__new__  # half the time of Token(...)
    tokens: list[Token] = []
    add = tokens.append
    for match in _TOKEN.finditer(sentence, 0, len(sentence.rstrip())):
        kind = match.lastgroup or "punct"
        start, end = match.span(kind)
        text = sentence[start:end]
        if kind == "plain":
            add(make(Token, (start, end, text, text, "word")))
        else:
            add(make(Token, (start, end, text, plain(text), kind)))
    return tokens


def outside(tokens: Sequence[Token], taken: Sequence[Span]) -> list[bool]:
    """For each token, whether no span of `taken` touches it."""
    free = [True] * len(tokens)
    for span in taken:
        for index, token in enumerate(tokens):
            if token.start >= span.end:
                break
            if token.end > span.start:
                free[index] = False
    return free
