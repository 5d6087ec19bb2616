"""How verdicts, levels and statuses are worded for people."""

from ledger.store.records import VERDICTS

VERDICT_WORDS = dict(
    zip(
        VERDICTS,
        (
            *("A is wrong", "B is wrong", "Both are wrong", "Different scope", "Not a conflict", "Unsure"),
            *("Same name", "Different names"),
        ),
        strict=True,
    )
)
"""By verdict, in the order of their keys 1 to 8."""

ABOUT_NAMES = ("same_name", "different_names")
"""Verdicts that only rules about people and names offer."""

HEDGES = {
    "none": "",
    "more_than": "more than",
    "at_least": "at least",
    "nearly": "nearly",
    "about": "about",
    "less_than": "less than",
    "up_to": "up to",
}


def verdicts_for(rule: str) -> dict[str, str]:
    """The verdicts that make sense on conflicts of a rule, with their words, in the order of their keys."""
    return {
        verdict: words for verdict, words in VERDICT_WORDS.items() if rule[:3] == "WHO" or verdict not in ABOUT_NAMES
    }


def number(value: float | None) -> str:
    """A figure with separated thousands, without an artificial fraction: '4,821,000,000', '17.66'."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
