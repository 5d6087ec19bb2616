"""What the ledger has read of one article before any claim is made: its sentences and what they name."""

from dataclasses import dataclass

from ledger.mentions.read import read_mentions
from ledger.mentions.records import Mentions
from ledger.mentions.tokens import Token, tokenize
from ledger.text.article import Article, Sentence


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """One sentence with its tokens and mentions; their offsets are within the sentence."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    mentions: Mentions


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the ledger has read it. Extractors propose claims from it, admission checks against it."""

    article: Article
    sentences: tuple[SentenceReading, ...]


def read(article: Article, sentences: tuple[Sentence, ...]) -> Reading:
    """Reads every sentence of an article."""
    return Reading(article, tuple(_read_sentence(sentence, article.published) for sentence in sentences))


def _read_sentence(sentence: Sentence, published: str | None) -> SentenceReading:
    tokens = tokenize(sentence.text)
    return SentenceReading(sentence, tuple(tokens), read_mentions(sentence.text, published, tokens=tokens))
