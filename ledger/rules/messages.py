"""The message of a finding: one plain sentence, from the template on the rule's page.

A template may use `{values}` (the quotes of all witnesses, each with its article), `{a}` and `{b}` (the quotes of the
witnesses of that role) and `{reason}` (the deciding facets, or the calculation).
"""

from collections.abc import Mapping, Sequence

from ledger.rules.run import Finding


def message(finding: Finding, told: Mapping[int, tuple[str, str]], text: str = "") -> str:
    """The message; `told` gives quote and article of each claim by rowid, `text` the words of a place."""
    witnesses = [part for part in finding.parts if part.witness]
    articles = {told[part.claim][1] for part in witnesses}

    def quote(claim: int) -> str:
        text, article = told[claim]
        shown = f"“{' '.join(text.split())}”"
        return f"{shown} ({article})" if len(articles) > 1 else shown

    def quotes(role: str) -> str:
        return _enumerate([quote(part.claim) for part in witnesses if part.role == role])

    shown = [quote(part.claim) for part in witnesses]
    if finding.place:
        shown = [f"“{' '.join(text.split())}” ({finding.place.article})"]
    return finding.rule.message.format(
        values=_enumerate(shown),
        a=quotes("a"),
        b=quotes("b"),
        reason=finding.reason,
    )


def _enumerate(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
