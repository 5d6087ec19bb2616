"""A second reviewer who does not see the first verdict before giving one. On Datasette 0.65 and 1.0."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from click.testing import CliRunner

from ledger.cli import main

QUEUE = "/facts/-/review"
SECOND = "?status=second"
SECRET = "The ministry told ana."


def words(page: str) -> str:
    """What a page says, without its markup and with single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def two(open_desk: Callable) -> Any:
    """A desk at which ana and bo may decide, and ana has decided the error."""
    import datasette

    block = {"databases": {"facts": {"permissions": {"review-conflicts": {"id": ["ana", "bo"]}}}}}
    desk = open_desk(**({"metadata" if datasette.__version__.startswith("0.") else "config": block}))
    desk.post(desk.conflict(), "ana", verdict="a_wrong", reason=SECRET)
    return desk


def test_who_has_not_decided_sees_the_conflict_without_the_verdict(two) -> None:
    queue = words(two.get(QUEUE + SECOND, "bo").text)
    assert "“12.9 per cent”" in queue
    page = two.get(two.conflict() + SECOND, "bo").text
    for said in (queue, words(page)):
        assert SECRET not in said
        assert "ana" not in said.split()
    assert "Where else" not in page
    assert "hidden until you have decided yourself, as bo" in words(page)
    assert '<span class="status">' not in page
    assert "Nothing waits for a second opinion of ana" in words(two.get(QUEUE + SECOND, "ana").text)


@pytest.mark.parametrize(("verdict", "said"), [("a_wrong", "You agree."), ("not_a_conflict", "You differ")])
def test_the_other_verdict_is_shown_once_the_own_is_given(two, verdict: str, said: str) -> None:
    response = two.post(two.conflict() + SECOND, "bo", verdict=verdict, reason="Read both.")
    page = words(two.get(response.headers["location"], "bo").text)
    assert f"ana : A is wrong. {said}".replace(" :", ":") in page
    assert SECRET in page
    assert "given blind" in page
    assert two.rows("SELECT reviewer, blind FROM decisions ORDER BY decided_at") == [("ana", 0), ("bo", 1)]
    lines = [json.loads(line) for line in two.decisions.read_text(encoding="utf-8").splitlines()]
    assert [line.get("blind") for line in lines] == [None, True]
    differ = words(two.get(f"{QUEUE}?status=differ", "bo").text)
    assert ("“12.9 per cent”" in differ) == (verdict != "a_wrong")
    two.post(two.conflict(), "ana", verdict="a_wrong", reason="Settled with bo.")
    assert "Nothing here" in words(two.get(f"{QUEUE}?status=differ", "bo").text)


def test_who_has_decided_is_not_blind_any_more(two) -> None:
    two.post(two.conflict() + SECOND, "bo", verdict="a_wrong")
    two.post(two.conflict() + SECOND, "bo", verdict="unsure", reason="Second thoughts.")
    assert two.rows("SELECT blind FROM decisions ORDER BY decided_at") == [(0,), (1,), (0,)]


def test_a_first_verdict_is_not_called_blind(two) -> None:
    two.post(two.conflict("warning") + SECOND, "bo", verdict="unsure")
    assert two.rows("SELECT blind FROM decisions ORDER BY decided_at") == [(0,), (0,)]


def test_several_at_once_may_be_decided_blind(two) -> None:
    two.post(two.conflict("warning"), "ana", verdict="unsure", reason=SECRET)
    ids = [path.rpartition("/")[2] for path in (two.conflict(), two.conflict("warning"))]
    assert two.post(QUEUE + SECOND, "bo", verdict="unsure", conflict=ids).status_code == 303
    assert two.rows("SELECT blind FROM decisions WHERE reviewer = 'bo'") == [(1,), (1,)]
    told = words(two.get("/facts/-/stats", "bo").text)
    assert "Of 2 second verdicts given blind, 1 is the same as the first: 50%" in told


def test_page_and_command_line_make_the_same_rows(two) -> None:
    two.post(two.conflict() + SECOND, "bo", verdict="unsure", reason="Open.")
    id = two.conflict().rpartition("/")[2]
    command = ["decide", id, "--verdict", "unsure", "--reason", "Open.", "--reviewer", "bo", "--blind"]
    assert CliRunner().invoke(main, [*command, "-d", str(two.database)]).exit_code == 0
    _, first, second = (json.loads(line) for line in two.decisions.read_text(encoding="utf-8").splitlines())
    moving = {"id", "decided_at", "previous", "supersedes"}
    assert {k: v for k, v in first.items() if k not in moving} == {k: v for k, v in second.items() if k not in moving}


def test_a_blind_verdict_stands_after_a_rebuild(two) -> None:
    two.post(two.conflict() + SECOND, "bo", verdict="unsure", reason="Open.")
    for extra in two.database.parent.glob("facts.db*"):
        extra.unlink()
    told = CliRunner().invoke(main, ["build", str(two.database.parent / "seeds"), "-d", str(two.database)])
    assert told.exit_code == 0, told.output
    assert two.rows("SELECT blind FROM decisions ORDER BY decided_at") == [(0,), (1,)]


@pytest.mark.parametrize("who", [None, "mallory"])
def test_who_may_not_decide_is_asked_for_no_opinion(two, who: str | None) -> None:
    page = two.get(QUEUE + SECOND, who)
    assert page.status_code == 200
    assert "Second opinion" not in words(page.text)
    assert two.post(two.conflict() + SECOND, who, verdict="unsure").status_code == 403


def test_a_shared_account_is_told_apart_by_handle(desk) -> None:
    desk.post(desk.conflict(), "root", verdict="a_wrong", reason=SECRET, handle="ana")
    response = desk.post(QUEUE + SECOND, "root", sign="1", handle="Bo Đỗ")
    cookies = desk.cookies("root") | dict(response.cookies)
    page = desk.runner.run(desk.datasette.client.get(QUEUE + SECOND, cookies=cookies)).text
    assert "and Bo Đỗ not yet" in words(page)
    assert "“12.9 per cent”" in words(page)
    response = desk.post(QUEUE + SECOND, "root", sign="1", handle="ana")
    cookies = desk.cookies("root") | dict(response.cookies)
    page = desk.runner.run(desk.datasette.client.get(QUEUE + SECOND, cookies=cookies)).text
    assert "Nothing waits for a second opinion of ana" in words(page)


def test_when_all_is_decided_the_queue_says_what_to_do_next(two) -> None:
    two.post(two.conflict("warning"), "ana", verdict="b_wrong", again="2999-01-01")
    page = words(two.get(QUEUE, "bo").text)
    assert "Nothing left to decide" in page
    assert "comes up again on 2999-01-01" in page
    assert "Correct what was decided to be wrong 2 decisions" in page
    assert "Give a second opinion 2 conflicts that bo did not decide" in page
    assert "Give a second opinion" not in words(two.get(QUEUE, "ana").text)
    assert "Give a second opinion" not in words(two.get(QUEUE).text)
