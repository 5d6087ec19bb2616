"""Tables of phrases that are looked up at a token, forwards or backwards."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Generic, TypeVar

from ledger.mentions.tokens import Token, tokenize

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases with a value each; of several that fit, the longest is taken. With `exact` case counts."""

    def __init__(self, entries: Iterable[tuple[str, T]], exact: bool = False) -> None:
        self._word: Callable[[Token], str] = attrgetter("text" if exact else "lower")
        self._rows = [(self._words(phrase), value) for phrase, value in entries]
        self._rows.sort(key=lambda row: -len(row[0]))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every phrase."""
        return frozenset(word for words, _ in self._rows for word in words)

    @cached_property
    def ends(self) -> frozenset[str]:
        """The last words of the phrases."""
        return frozenset(self._by_last)

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
        return tuple(map(self._word, tokenize(phrase)))

    def at(self, tokens: Sequence[Token], index: int) -> tuple[int, T] | None:
        """The phrase that begins with token `index`: the index after it, and its value."""
        word_of = self._word
        for words, value in self._by_first.get(word_of(tokens[index]), ()):
            here = index
            for word in words:
                if here == len(tokens) or word_of(tokens[here]) != word:
                    break
                here += 1
            else:
                return here, value
        return None

    def before(self, tokens: Sequence[Token], index: int) -> tuple[int, T] | None:
        """The phrase that ends just before token `index`: the index of its first token, and its value."""
        if index < 1:
            return None
        word_of = self._word
        for words, value in self._by_last.get(word_of(tokens[index - 1]), ()):
            first = here = index - len(words)
            if first < 0:
                continue
            for word in words:
                if word_of(tokens[here]) != word:
                    break
                here += 1
            else:
                return first, value
        return None
