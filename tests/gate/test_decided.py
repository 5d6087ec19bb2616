"""What somebody has decided elsewhere, or for a time, as the gate takes it."""

import json

import pytest
from newsroom import Desk

SINCE = ("--since", "main")
SPELLINGS = {
    "council": "The mayor of Norham, Erik Lindqvist, opened the school in March 2024.",
    "school": "The mayor of Norham, Erik Lundqvist, opened the library in May 2024.",
}
THIRD = "The mayor of Norham, Erik Lundqvist, opened the bridge in June 2024."


def last_line(desk: Desk, *arguments: str) -> str:
    return desk.gate(*arguments).stdout.splitlines()[-1]


def merged(desk: Desk) -> Desk:
    """What is on the branch has gone into main."""
    desk.commit()
    desk.git("switch", "--quiet", "main")
    desk.git("merge", "--quiet", "work")
    desk.git("switch", "--quiet", "work")
    return desk


def decide(desk: Desk, conflict: str, verdict: str, *more: str) -> None:
    done = desk.facts("decide", conflict, "--verdict", verdict, "--reason", "asked the office", *more)
    assert done.returncode == 0, done.stderr


def conflicts(desk: Desk, *arguments: str) -> dict[str, str]:
    """Rule to id of what the gate fails on."""
    return {
        found["rule"]: found["id"]
        for found in json.loads(desk.gate("--format", "json", *arguments).stdout)["conflicts"]
    }


@pytest.mark.parametrize(("again", "older"), [("2001-01-01", 1), ("2999-01-01", 0)])
def test_an_older_conflict_is_undecided_when_its_decision_is_due_again(
    contradicting: Desk, again: str, older: int
) -> None:
    decide(contradicting, contradicting.conflict(), "unsure", "--again", again)
    desk = merged(contradicting)
    desk.write("seeds/weather.md", "Norham district counted 210 frost days in 2024.\n")
    desk.build()
    assert last_line(desk).startswith("passed: ")
    assert f"{older} older conflict" in last_line(desk)
    assert desk.gate("--all").returncode == older


@pytest.mark.parametrize("built", [True, False])
def test_a_new_conflict_is_undecided_when_its_decision_is_due_again(contradicting: Desk, built: bool) -> None:
    ledger = (contradicting.folder / "facts.db").read_bytes()
    decide(contradicting, contradicting.conflict(), "unsure", "--again", "2001-01-01")
    if not built:
        (contradicting.folder / "facts.db").write_bytes(ledger)
    assert conflicts(contradicting, *SINCE).keys() == {"FIG1"}
    assert last_line(contradicting, *SINCE).endswith("0 older conflicts undecided, 0 decided")


@pytest.mark.parametrize("built", [True, False])
@pytest.mark.parametrize("filed", [True, False])
def test_one_person_in_two_spellings_is_decided_for_an_article_to_come(desk: Desk, built: bool, filed: bool) -> None:
    for name, text in SPELLINGS.items():
        desk.write(f"seeds/{name}.md", f"---\npublished: 2024-07-01\n---\n{text}\n")
    desk.build()
    ledger = (desk.folder / "facts.db").read_bytes()
    (found,) = {id for rule, id in conflicts(desk).items() if rule.startswith("WHO")}
    desk.commit()
    third = desk.write("seeds/bridge.md", f"---\npublished: 2024-07-01\n---\n{THIRD}\n")
    assert any(rule.startswith("WHO") for rule in conflicts(desk)), "the new article has the conflict as well"
    third.unlink()
    decide(desk, found, "same_name")
    if filed:
        (desk.folder / "facts.db").write_bytes(ledger)
    desk.write("seeds/bridge.md", f"---\npublished: 2024-07-01\n---\n{THIRD}\n")
    if built:
        desk.build()
    assert not conflicts(desk)
    assert ", 0 decided" not in last_line(desk)
