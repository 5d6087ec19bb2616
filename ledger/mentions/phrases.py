"""Tables of phrases that are looked up at a token, forwards or backwards."""

from collections.abc import Iterable, Sequence
from typing import Generic, Literal, TypeVar

from ledger.mentions.tokens import Token, tokenize

T = TypeVar("T")


class Phrases(Generic[T]):
    """Phrases with a value each; of several that fit, the longest is taken. With `exact` case counts."""

    def __init__(self, entries: Iterable[tuple[str, T]], exact: bool = False) -> None:
        self._form: Literal[2, 3] = 2 if exact else 3  # of the fields of a token: its text, or that in lower case
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in entries:
            words = self._words(phrase)
            self._by_first.setdefault(words[0], []).append((words, value))
            self._by_last.setdefault(words[-1], []).append((words, value))
        self.words = frozenset(word for rows in self._by_first.values() for words, _ in rows for word in words)
        for rows in (*self._by_first.values(), *self._by_last.values()):
            rows.sort(key=lambda row: -len(row[0]))

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
