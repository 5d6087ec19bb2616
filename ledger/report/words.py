"""How verdicts, levels and statuses are worded for people."""

from collections.abc import Set

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


def verdicts_for(rule: str, roles: Set[str]) -> dict[str, tuple[str, int]]:
    """The verdicts that make sense on a conflict of a rule and claims in these roles, with their words and keys.

    Where nothing stands against the one claim or place, only that one can be wrong.
    """
    left_out = set() if rule[:3] == "WHO" else set(ABOUT_NAMES)
    alone = len(roles) == 1
    if alone:
        left_out |= {"both_wrong", "a_wrong" if "b" in roles else "b_wrong"}
    return {
        verdict: ("It is wrong" if alone and verdict.endswith("_wrong") else words, key)
        for key, (verdict, words) in enumerate(VERDICT_WORDS.items(), 1)
        if verdict not in left_out
    }


def number(value: float | None) -> str:
    """A figure with separated thousands, without an artificial fraction: '4,821,000,000', '9.64'."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
