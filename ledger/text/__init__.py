"""Bytes of a file to an article, its body, and the sentences of that body, all with exact offsets."""

from ledger.text.article import Article, Sentence, Span
from ledger.text.corpus import ArticleFile, Found, Settled, find_articles, is_article, settle
from ledger.text.language import has_grammar
from ledger.text.lines import line_and_column
from ledger.text.options import TextOptions
from ledger.text.read import article_from_bytes, article_from_text, article_id, read_article
from ledger.text.sentences import split_sentences

__all__ = [
    "Article",
    "ArticleFile",
    "Found",
    "Sentence",
    "Settled",
    "Span",
    "TextOptions",
    "article_from_bytes",
    "article_from_text",
    "article_id",
    "find_articles",
    "has_grammar",
    "is_article",
    "line_and_column",
    "read_article",
    "settle",
    "split_sentences",
]
