"""Which languages the ledger reads claims from."""

_GRAMMARS = frozenset({"en"})


def has_grammar(language: str) -> bool:
    """True when claims can be read from articles in this language (BCP 47 tag or primary subtag)."""
    return language.replace("_", "-").split("-", 1)[0].lower() in _GRAMMARS
