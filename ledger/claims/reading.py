"""What the ledger has read of one article before any claim is made: its sentences and what they name."""

from typing import NamedTuple

from ledger.mentions.numbers import number_style
from ledger.mentions.read import read_mentions
from ledger.mentions.records import Mentions
from ledger.mentions.tokens import Token, tokenize
from ledger.text.article import Article, Sentence


class SentenceReading(NamedTuple):
    """One sentence with its tokens and mentions; their offsets are within the sentence."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    mentions: Mentions


class Reading(NamedTuple):
    """An article as the ledger has read it. Extractors propose claims from it, admission checks against it."""

    article: Article
    sentences: tuple[SentenceReading, ...]


def read(article: Article, sentences: tuple[Sentence, ...]) -> Reading:
    """Reads every sentence of an article."""
    style = number_style(article.language)
    counted = ""
    readings = []
    for sentence in sentences:
        tokens = tokenize(sentence.text)
        mentions = read_mentions(sentence.text, article.published, style, tokens, counted)
        readings.append(SentenceReading(sentence, tuple(tokens), mentions))
        counts = [q.unit.partition("/")[0] for q in mentions.quantities if q.kind == "count" and q.unit]
        counted = counts[-1] if counts else counted
    return Reading(article, tuple(readings))
