"""The queue and the page of a conflict, on Datasette 0.65 and 1.0: what they show, who may decide, what is kept."""

import contextlib
import json
import re
import sqlite3
import threading
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.cli import main
from ledger.store.connection import ledger_at, transaction
from ledger.store.records import Conflict
from ledger.store.write import write_conflicts

QUEUE = "/facts/-/review"


def words(page: str) -> str:
    """What a page says, without its markup and with single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page.replace("<td", " <td"))).split())


def filed(desk) -> list[dict]:
    """The decisions in the file of the corpus."""
    if not desk.decisions.exists():
        return []
    return [json.loads(line) for line in desk.decisions.read_text(encoding="utf-8").splitlines()]


def allow_block(desk_opener: Callable, block: object):
    """A desk whose configuration says who may decide, in the way of the Datasette at hand."""
    import datasette

    settings = {"databases": {"facts": {"permissions": {"review-conflicts": block}}}}
    return desk_opener(**({"metadata" if datasette.__version__.startswith("0.") else "config": settings}))


def test_the_queue_counts_and_lists_the_gravest_first(desk) -> None:
    page = desk.get(QUEUE).text
    said = words(page)
    assert "0 of 2 decided" in said
    assert "1 error, 1 warning, 0 notes left" in said
    assert said.index("“12.9 per cent”") < said.index("“389 stalls”")
    assert "Lam Son ward" in said


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?level=error", "12.9 per cent", "389 stalls"),
        ("?level=warning", "389 stalls", "12.9 per cent"),
        ("?measure=UNEMPLOYMENT", "12.9 per cent", "389 stalls"),
        ("?article=ward-notes&rule=FIG1&place=lam+son", "389 stalls", "not in any article"),
        ("?article=evening", "12.9 per cent", "not in any article"),
        ("?status=all", "389 stalls", "not in any article"),
    ],
)
def test_the_queue_is_filtered(desk, query: str, shown: str, hidden: str) -> None:
    said = words(desk.get(QUEUE + query).text)
    assert f"“{shown}”" in said
    assert f"“{hidden}”" not in said


@pytest.mark.parametrize("query", ["?rule=SUM4", "?place=elsewhere", "?measure=%27%22--", "?article=letters"])
def test_a_filter_that_matches_nothing_says_so(desk, query: str) -> None:
    response = desk.get(QUEUE + query)
    assert response.status_code == 200
    assert "Nothing matches" in words(response.text)


@pytest.mark.parametrize("query", ["?page=0", "?page=-3", "?page=x", "?page=99999999999999999999", "?status=nonsense"])
def test_a_query_that_makes_no_sense_shows_the_queue(desk, query: str) -> None:
    assert "“12.9 per cent”" in words(desk.get(QUEUE + query).text)


def test_a_conflict_shows_both_sentences_side_by_side(desk) -> None:
    page = desk.get(desk.conflict()).text
    assert '<mark class="quote differs">12.9</mark><mark class="quote"> per cent</mark>' in page
    said = words(page)
    for text in (
        "was 12.9 per cent in 2024, the paper has learned",
        "stood at 12.4 per cent in 2024",
        "Ward notes, winter",
        "ward-notes.md:12",
        "value 12.9 % 12.4 % differs",
    ):
        assert text in said, text
    assert re.search(r'href="/facts/-/article/ward-notes#c[0-9a-f]{8}"', page)


def test_a_conflict_that_is_not_there_says_so(desk) -> None:
    response = desk.get(f"{QUEUE}/blake2b-000000")
    assert response.status_code == 404
    assert "not in the ledger any more" in words(response.text)


def test_a_database_that_is_no_ledger_has_no_queue(desk, tmp_path: Path) -> None:
    from datasette.database import Database

    other = tmp_path / "other.db"
    sqlite3.connect(other).close()
    desk.datasette.add_database(Database(desk.datasette, path=str(other)), name="other")
    assert desk.get("/other/-/review").status_code == 404
    assert desk.get("/nowhere/-/review").status_code == 404


def test_deciding_moves_on_and_writes_ledger_and_file(desk) -> None:
    response = desk.post(desk.conflict(), "root", verdict="not_a_conflict", link="https://example.org/report")
    assert response.status_code == 303
    ((id, verdict, reviewer),) = desk.rows("SELECT id, verdict, reviewer FROM decisions")
    assert (verdict, reviewer) == ("not_a_conflict", "root")
    assert [(row["id"], row["link"]) for row in filed(desk)] == [(id, "https://example.org/report")]
    onward = desk.get(response.headers["location"], "root")
    assert desk.conflict("warning") in response.headers["location"]
    assert "Decided by root: Not a conflict. Asked the office." in words(onward.text)
    assert "1 of 2 decided" in words(onward.text)
    assert "12.9 per cent" not in words(desk.get(QUEUE).text)
    assert "“12.9 per cent”" in words(desk.get(QUEUE + "?status=decided").text)


def test_page_and_command_line_decide_alike(desk, tmp_path: Path) -> None:
    path = desk.conflict("warning")
    desk.post(path, "root", verdict="other_scope", handle="ana")
    command = ["decide", path.rpartition("/")[2], "--verdict", "other_scope", "--reason", "Asked the office."]
    told = CliRunner().invoke(main, [*command, "--reviewer", "ana", "-d", str(desk.database)])
    assert told.exit_code == 0, told.output
    first, second = filed(desk)
    moving = {"id", "decided_at", "previous", "supersedes"}
    assert {k: v for k, v in first.items() if k not in moving} == {k: v for k, v in second.items() if k not in moving}
    assert (second["supersedes"], second["previous"]) == (first["id"], first["id"])


def test_a_decision_stands_after_a_rebuild(desk) -> None:
    desk.post(desk.conflict(), "root", verdict="not_a_conflict")
    for extra in desk.database.parent.glob("facts.db*"):
        extra.unlink()
    built = CliRunner().invoke(main, ["build", str(desk.database.parent / "seeds"), "-d", str(desk.database)])
    assert built.exit_code == 0, built.output
    assert desk.rows("SELECT status FROM conflicts WHERE level = 'error'") == [("decided",)]


def test_after_a_wrong_claim_every_other_place_that_states_it_is_listed(desk) -> None:
    (desk.database.parent / "seeds" / "digest.md").write_text(
        "---\ntitle: Digest\n---\n\nThe unemployment rate in Lam Son ward was 12.9 per cent in 2024.\n",
        encoding="utf-8",
    )
    CliRunner().invoke(main, ["build", str(desk.database.parent / "seeds"), "-d", str(desk.database)])
    path = desk.conflict()
    assert "Where else" not in words(desk.get(path).text)
    response = desk.post(path, "root", verdict="b_wrong" if "“12.4" in first_quote(desk, path) else "a_wrong")
    shown = words(desk.get(response.headers["location"], "root").text)
    assert "Where else “12.9 per cent” is stated" in shown
    told = CliRunner().invoke(main, ["decisions", "corrections", "-d", str(desk.database)]).stdout
    assert "12.9 per cent" in told
    assert len(re.findall(r"(?m)^  also .*:\d+:\d+: “12.9 per cent”$", told)) == 1


def first_quote(desk, path: str) -> str:
    return re.findall(r'aria-label="Claim A".*?</article>', desk.get(path).text, flags=re.S)[0]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"reason": "Because."}, "Choose a verdict."),
        ({"verdict": "nonsense"}, "Choose a verdict."),
        ({"verdict": "a_wrong", "reason": "  "}, "a decision needs a reason"),
        ({"verdict": "a_wrong", "link": "javascript:alert(1)"}, "begins with https://"),
    ],
)
def test_what_is_no_decision_is_refused_and_stays_typed(desk, fields: dict, problem: str) -> None:
    response = desk.post(desk.conflict(), "root", **{"handle": "ana & bo", **fields})
    assert response.status_code == 400
    assert problem in words(response.text)
    assert 'value="ana &amp; bo"' in response.text
    assert desk.rows("SELECT * FROM decisions") == []


def test_several_conflicts_are_decided_with_one_reason(desk) -> None:
    ids = [id for (id,) in desk.rows("SELECT id FROM conflicts")]
    response = desk.post(QUEUE, "root", verdict="unsure", conflict=ids, handle="ana")
    assert response.status_code == 303
    assert sorted(desk.rows("SELECT verdict, reason, reviewer, conflict_id FROM decisions")) == sorted(
        ("unsure", "Asked the office.", "ana", id) for id in ids
    )
    assert "Nothing left to decide" in words(desk.get(QUEUE).text)


def test_several_are_decided_all_or_none(desk) -> None:
    ids = [id for (id,) in desk.rows("SELECT id FROM conflicts")]
    assert desk.post(QUEUE, "root", verdict="unsure", conflict=[*ids, "blake2b-gone"]).status_code == 409
    assert desk.post(QUEUE, "root", verdict="unsure").status_code == 400
    assert (desk.rows("SELECT * FROM decisions"), filed(desk)) == ([], [])


def test_two_reviewers_at_once_are_both_kept_and_the_second_sees_the_first(desk) -> None:
    path = desk.conflict("warning")
    desk.post(path, "root", verdict="a_wrong", handle="ana", reason="Counted them.", seen="")
    response = desk.post(path, "root", verdict="other_scope", handle="bo", reason="Other year.", seen="")
    page = words(desk.get(response.headers["location"], "root").text)
    assert "Meanwhile ana had decided: A is wrong. Counted them." in page
    assert "Different scope" in page
    first, second = filed(desk)
    assert (first["reviewer"], second["reviewer"], second["supersedes"]) == ("ana", "bo", first["id"])


@pytest.mark.parametrize("who", [None, "mallory"])
def test_who_may_not_decide_sees_no_buttons_and_gets_403(desk, who: str | None) -> None:
    path = desk.conflict()
    for page in (QUEUE, path):
        text = desk.get(page, who).text
        assert '<form method="post" action="/facts/-/review" class="decide"' not in text
        assert 'name="reason"' not in text
        assert 'name="verdict"' not in text
        assert desk.post(page, who, verdict="a_wrong", conflict=path.rpartition("/")[2]).status_code == 403
    assert desk.rows("SELECT * FROM decisions") == []


def test_the_configuration_lets_somebody_decide(open_desk: Callable) -> None:
    desk = allow_block(open_desk, {"id": ["ana"]})
    assert 'name="reason"' in desk.get(desk.conflict(), "ana").text
    assert desk.post(desk.conflict(), "bo", verdict="unsure").status_code == 403
    assert desk.post(desk.conflict(), None, verdict="unsure").status_code == 403
    assert desk.post(desk.conflict(), "ana", verdict="unsure", handle="A. N.").status_code == 303
    assert desk.rows("SELECT reviewer FROM decisions") == [("A. N. (ana)",)]


def test_who_may_not_read_the_tables_may_not_read_the_pages(open_desk: Callable) -> None:
    import datasette

    closed = {"databases": {"facts": {"tables": {"claims": {"allow": {"id": "ana"}}}}}}
    desk = open_desk(**({"metadata" if datasette.__version__.startswith("0.") else "config": closed}))
    for path in (QUEUE, desk.conflict()):
        assert desk.get(path, "bo").status_code == 403
        assert desk.get(path).status_code == 403
        assert desk.get(path, "ana").status_code == 200


def test_an_immutable_ledger_is_not_decided_in(open_desk: Callable) -> None:
    desk = open_desk(immutable=True)
    path = desk.conflict()
    assert 'name="reason"' not in desk.get(path, "root").text
    assert desk.post(path, "root", verdict="a_wrong").status_code == 403
    assert desk.post(QUEUE, "root", verdict="a_wrong", conflict=path.rpartition("/")[2]).status_code == 403
    assert (desk.rows("SELECT * FROM decisions"), filed(desk)) == ([], [])


def test_a_form_of_another_site_is_refused(desk) -> None:
    path, cookies = desk.conflict(), desk.cookies("root")
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    data = {"verdict": "a_wrong", "reason": "Forged."}
    sent = desk.datasette.client.post(path, data=data, cookies=cookies, headers=headers)
    assert desk.runner.run(sent).status_code == 403
    assert desk.rows("SELECT * FROM decisions") == []


def test_a_locked_ledger_says_busy_and_keeps_what_was_typed(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.web.request.WAIT", 0.05)
    with contextlib.closing(sqlite3.connect(desk.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        response = desk.post(desk.conflict(), "root", verdict="both_wrong", reason="Neither adds up.", handle="ana")
        other.execute("ROLLBACK")
    assert response.status_code == 503
    said = words(response.text)
    assert "busy" in said
    assert "try again" in said
    assert ">Neither adds up.</textarea>" in response.text
    assert re.search(r'value="both_wrong"[^>]* checked', response.text)
    assert (desk.rows("SELECT * FROM decisions"), filed(desk)) == ([], [])


def test_a_short_lock_is_waited_for(desk) -> None:
    other = sqlite3.connect(desk.database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.4, other.execute, ["ROLLBACK"])
    release.start()
    started = time.monotonic()
    assert desk.post(desk.conflict(), "root", verdict="unsure").status_code == 303
    assert time.monotonic() - started > 0.2
    release.join()
    other.close()


def test_a_script_in_an_article_or_a_reason_stays_text(desk) -> None:
    reason = '<script>document.title = "reason"</script>'
    desk.post(desk.conflict(), "root", verdict="unsure", reason=reason, handle='"><img src=x onerror=alert(1)>')
    for path in (desk.conflict(), QUEUE + "?status=all&article=%3Cscript%3Ex", QUEUE):
        page = desk.get(path, "root").text
        assert re.findall(r"<script(?! src=)", page) == []
        assert "<img" not in page
    assert "&lt;script&gt;document.title" in desk.get(desk.conflict()).text


def test_a_page_loads_nothing_from_elsewhere(desk) -> None:
    for path in (QUEUE, desk.conflict()):
        response = desk.get(path, "root")
        loaded = re.findall(r'<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="([^"]*)"', response.text)
        assert {url.partition("?")[0] for url in loaded} == {
            "data:,", "/-/static-plugins/fact_ledger/review.css", "/-/static-plugins/fact_ledger/review.js",
        }  # fmt: skip
        assert all(desk.get(url).status_code == 200 for url in loaded if url.startswith("/"))
        assert "default-src 'none'" in response.headers["content-security-policy"]


def test_the_queue_is_found_from_datasettes_own_pages(desk) -> None:
    assert 'href="/facts/-/review"' in desk.get("/facts").text


def test_a_build_during_review_loses_nothing(desk) -> None:
    """A build and decisions at once: every decision is in ledger and file, and each page shows one state."""
    stop = threading.Event()
    seeds = desk.database.parent / "seeds"

    def build() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            (seeds / "letters.md").write_text(
                f"---\ntitle: Letters\n---\n\nWe counted {number} bins.\n", encoding="utf-8"
            )
            built = CliRunner().invoke(main, ["build", str(seeds), "-d", str(desk.database)])
            assert built.exit_code == 0, built.output

    builder = threading.Thread(target=build)
    builder.start()
    try:
        for number in range(6):
            response = desk.post(desk.conflict(), "root", verdict="unsure", reason=f"Round {number}.")
            assert response.status_code == 303, response.text
            assert re.search(r"\d of 2 decided", words(desk.get(QUEUE).text))
    finally:
        stop.set()
        builder.join()
    assert sorted(row["reason"] for row in filed(desk)) == [f"Round {number}." for number in range(6)]
    assert sorted(reason for (reason,) in desk.rows("SELECT reason FROM decisions")) == [
        f"Round {n}." for n in range(6)
    ]


def test_a_decision_with_a_day_brings_the_conflict_back_from_then_on(desk) -> None:
    path = desk.conflict()
    desk.post(path, "root", verdict="unsure", again="2001-01-01")
    desk.post(desk.conflict("warning"), "root", verdict="unsure", again="2999-01-01")
    queue = words(desk.get(QUEUE).text)
    assert "1 of 2 decided" in queue
    assert "“12.9 per cent”" in queue
    assert "“389 stalls”" not in queue
    assert "“389 stalls”" in words(desk.get(QUEUE + "?status=decided").text)
    assert "Decided once, to come up again on 2001-01-01." in words(desk.get(path).text)
    assert desk.post(path, "root", verdict="unsure", again="tomorrow").status_code == 400
    desk.post(path, "root", verdict="other_scope")
    assert "Nothing left to decide" in words(desk.get(QUEUE).text)


def test_a_conflict_without_claims_shows_its_place(desk) -> None:
    with ledger_at(desk.database) as connection, transaction(connection):
        (text,) = connection.execute("SELECT text FROM articles WHERE id = 'evening-paper'").fetchone()
        start = text.index("70 metres")
        place = Conflict(
            "blake2b-place", "FIG1", "note", "A figure in no claim.", (), "evening-paper", start, start + 9
        )
        write_conflicts(connection, [place])
    page = desk.get(f"{QUEUE}/blake2b-place", "root")
    assert page.status_code == 200
    assert '<mark class="quote">70 metres</mark>' in page.text
    assert "and the queue for noodles reached 70 metres on Fridays" in words(page.text)
    assert "A figure in no claim." in words(desk.get(f"{QUEUE}?article=evening&level=note").text)
    assert "Nothing matches" in words(desk.get(f"{QUEUE}?article=ward-notes&level=note").text)
    assert desk.post(f"{QUEUE}/blake2b-place", "root", verdict="not_a_conflict").status_code == 303
    assert desk.rows("SELECT status FROM conflicts WHERE id = 'blake2b-place'") == [("decided",)]
    assert "It is wrong" in words(page.text)
    assert "B is wrong 2" not in words(page.text)
    desk.post(f"{QUEUE}/blake2b-place", "root", verdict="a_wrong")
    shown = desk.get("/facts/-/corrections", "root").text
    assert "evening-paper.md:9" in words(shown)
    assert 'the queue for noodles reached <mark class="quote">70 metres</mark> on Fridays' in shown
