"""Tables of phrases that are looked up at a token, forwards or backwards."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Generic, Literal, TypeVar

from ledger.mentions.tokens import Token, tokenize

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases with a value each; of several that fit, the longest is taken. With `exact` case counts."""

    def __init__(self, entries: Iterable[tuple[str, T]], exact: bool = False) -> None:
        self._form: Literal[2, 3] = 2 if exact else 3  # of the fields of a token: its text, or that in lower case
        self._rows = [(self._words(phrase), value) for phrase, value in entries]
        self._rows.sort(key=lambda row: -len(row[0]))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every phrase."""
        return frozenset(word for words, _ in self._rows for word in words)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[tuple[str, ...], T]]]:
        return self._keyed(0)

    @cached_property
    def _by_last(self) -> dict[str, list[tuple[tuple[str, ...], T]]]:
        return self._keyed(-1)

    def _keyed(self, place: int) -> dict[str, list[tuple[tuple[str, ...], T]]]:
        """The phrases by their first or last word, longest first."""
        keyed: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for row in self._rows:
            keyed.setdefault(row[0][place], []).append(row)
        return keyed

    def _words(self, phrase: str) -> tuple[str, ...]:
        """The tokens of a phrase in the form that is compared; most phrases are plain words."""
        if phrase.isascii() and phrase.islower() and phrase.replace(" ", "").isalpha():
            return tuple(phrase.split())
        return tuple(token[self._form] for token in tokenize(phrase))

    def at(self, tokens: Sequence[Token], index: int) -> tuple[int, T] | None:
        """The phrase that begins with token `index`: the index after it, and its value."""
        form = self._form
        for words, value in self._by_first.get(tokens[index][form], ()):
            here = index
            for word in words:
                if here == len(tokens) or tokens[here][form] != word:
                    break
                here += 1
            else:
                return here, value
        return None

    def before(self, tokens: Sequence[Token], index: int) -> tuple[int, T] | None:
        """The phrase that ends just before token `index`: the index of its first token, and its value."""
        if index < 1:
            return None
        form = self._form
        for words, value in self._by_last.get(tokens[index - 1][form], ()):
            first = here = index - len(words)
            if first < 0:
                continue
            for word in words:
                if tokens[here][form] != word:
                    break
                here += 1
            else:
                return first, value
        return None
