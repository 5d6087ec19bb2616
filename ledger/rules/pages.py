"""The page of all rules, `docs/rules.md`: generated from the rules, never edited."""

from collections.abc import Iterable

from ledger.rules.registry import Rule

_INTRODUCTION = """\
# Rules

<!-- Written by `make docs` from the pages in `ledger/rules/`. -->

Each rule reports what disagrees, with one of three levels: **error** when the texts cannot both be right in the same
scope, **warning** when the scope may explain it and a person must look, **note** when there is nothing to decide. When
two claims are compared at all is told in [the model](model.md).
"""


def rules_page(rules: Iterable[Rule]) -> str:
    """The page, in Markdown."""
    rules = tuple(rules)
    listed = "".join(f"| [{r.code}](#{_anchor(r)}) | {r.name} | {r.level} | {r.summary} |\n" for r in rules)
    catalogue = f"| Code | Name | Level | |\n| --- | --- | --- | --- |\n{listed}"
    pages = "\n".join(f"## {r.code}: {r.name}\n\n{r.page.replace('## ', '### ')}" for r in rules)
    return "\n".join((_INTRODUCTION, catalogue, pages))


def _anchor(rule: Rule) -> str:
    """The heading's anchor as Markdown renderers make it."""
    kept = "".join(c for c in f"{rule.code}: {rule.name}".lower() if c.isalnum() or c in " -")
    return kept.replace(" ", "-")
