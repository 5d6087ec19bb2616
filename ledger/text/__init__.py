"""Bytes of a file to an article, its body, and the sentences of that body, all with exact offsets.

Names are imported when they are first used: what only needs a record, or the line of an offset, starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.text.article import Article, Sentence, Span
    from ledger.text.corpus import ArticleFile, Found, Settled, find_articles, is_article, settle
    from ledger.text.language import has_grammar
    from ledger.text.lines import line_and_column
    from ledger.text.names import article_id
    from ledger.text.options import TextOptions
    from ledger.text.read import article_from_bytes, article_from_text, read_article
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

_MODULES = {
    "article": ("Article", "Sentence", "Span"),
    "corpus": ("ArticleFile", "Found", "Settled", "find_articles", "is_article", "settle"),
    "language": ("has_grammar",),
    "lines": ("line_and_column",),
    "names": ("article_id",),
    "options": ("TextOptions",),
    "read": ("article_from_bytes", "article_from_text", "read_article"),
    "sentences": ("split_sentences",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
