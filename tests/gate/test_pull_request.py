"""The gate as a pull request meets it: a real repository, the real command."""

import json
import re
from pathlib import Path

import pytest
from newsroom import HARBOUR, LABOUR, Desk

SINCE = ("--since", "main")


def decided(desk: Desk) -> Desk:
    done = desk.facts("decide", desk.conflict(), "--verdict", "other_scope", "--reason", "another survey")
    assert done.returncode == 0, done.stderr
    desk.commit("decide")
    return desk


def compared(desk: Desk, *arguments: str) -> dict[str, dict[str, object]]:
    """Article id to what the gate says of it."""
    done = desk.gate("--format", "json", *arguments)
    return {article["id"]: article for article in json.loads(done.stdout)["articles"]}


def test_a_clean_corpus_passes(desk: Desk) -> None:
    for arguments in ((), SINCE, ("--all",), ("seeds/harbour.md",)):
        done = desk.gate(*arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert done.stdout.splitlines()[-1] == (
            "passed: 0 errors, 0 warnings, 0 notes; 0 older conflicts undecided, 0 decided"
        )


def test_a_new_article_that_contradicts_the_ledger_fails(contradicting: Desk) -> None:
    done = contradicting.gate(*SINCE)
    assert done.returncode == 1
    assert "  seeds/harbour.md:7:46\n     The unemployment rate in Norham district was »12.4 %« in 2024." in done.stdout
    assert "  seeds/labour.md:7:46\n     The unemployment rate in Norham district was »12.9 %« in 2024." in done.stdout
    command = re.search(r"to decide: facts (decide \S+ --verdict )VERDICT --reason TEXT", done.stdout)
    assert command
    typed = contradicting.facts(*command[1].split(), "other_scope", "--reason", "another survey")
    assert typed.returncode == 0, typed.stderr
    contradicting.commit("decide")
    done = contradicting.gate(*SINCE)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].endswith("0 older conflicts undecided, 1 decided")


def test_a_decision_lapses_with_its_sentence_and_with_nothing_else(contradicting: Desk) -> None:
    desk = decided(contradicting)
    longer = LABOUR.replace("Officials", "Snow fell on 14 roads in January 2025.\n\nOfficials")
    desk.write("seeds/labour.md", longer)
    desk.build()
    desk.commit()
    assert desk.gate(*SINCE).returncode == 0
    desk.write("seeds/labour.md", longer.replace("was 12.9 %", "stood at 12.9 %"))
    desk.build()
    done = desk.gate(*SINCE)
    assert done.returncode == 1
    assert "(decided once; a sentence has changed since)" in done.stdout
    assert "the decision lapsed, a sentence it was made on has changed (other_scope" in done.stdout
    assert "“another survey”" in done.stdout
    desk.write("seeds/labour.md", longer)
    desk.build()
    assert desk.gate(*SINCE).returncode == 0


def test_decisions_of_the_file_count_before_the_ledger_has_them(contradicting: Desk) -> None:
    database = (contradicting.folder / "facts.db").read_bytes()
    decided(contradicting)
    (contradicting.folder / "facts.db").write_bytes(database)
    done = contradicting.gate(*SINCE)
    assert done.returncode == 0, done.stdout
    assert contradicting.gate("--all").returncode == 0


@pytest.mark.parametrize("built", [True, False])
def test_an_article_is_checked_before_and_after_it_is_built(desk: Desk, built: bool) -> None:
    desk.write("seeds/labour.md", LABOUR)
    if built:
        desk.build()
    before = (desk.folder / "facts.db").read_bytes()
    done = desk.gate("--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [conflict["rule"] for conflict in found["conflicts"]] == ["FIG1"]
    assert found["conflicts"][0]["built"] is built
    assert [problem["kind"] for problem in found["problems"]] == ([] if built else ["out_of_step"])
    assert (desk.folder / "facts.db").read_bytes() == before
    desk.build()
    assert json.loads(desk.gate("--format", "json").stdout)["conflicts"][0]["id"] == found["conflicts"][0]["id"]


def test_an_older_conflict_is_counted_and_fails_only_with_all(contradicting: Desk) -> None:
    contradicting.git("switch", "--quiet", "main")
    contradicting.git("merge", "--quiet", "work")
    contradicting.git("switch", "--quiet", "work")
    contradicting.write("seeds/weather.md", "Norham district counted 210 frost days in 2024.\n")
    contradicting.build()
    contradicting.commit()
    done = contradicting.gate(*SINCE)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].endswith("1 older conflict undecided, 0 decided")
    assert contradicting.gate(*SINCE, "--all").returncode == 1
    assert contradicting.gate("--all").returncode == 1
    assert contradicting.gate("--all", "--fail-on", "never").returncode == 0


def test_an_old_conflict_of_an_edited_article_is_not_new(contradicting: Desk) -> None:
    contradicting.write("seeds/labour.md", LABOUR.replace("at length", "for an hour"))
    contradicting.build()
    done = contradicting.gate()
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].endswith("1 older conflict undecided, 0 decided")
    contradicting.write("seeds/labour.md", LABOUR.replace("12.9", "13.9"))
    contradicting.build()
    assert contradicting.gate().returncode == 1


def test_a_given_file_counts_as_new_as_a_whole(contradicting: Desk) -> None:
    assert contradicting.gate().returncode == 0
    assert contradicting.gate("seeds/labour.md").returncode == 1
    assert contradicting.gate("seeds/labour.md", "--since", "HEAD").returncode == 0


def test_a_warning_fails_only_when_asked(desk: Desk) -> None:
    desk.write("seeds/labour.md", LABOUR.replace(" in Norham district", ""))
    desk.build()
    done = desk.gate()
    assert "warning FIG1" in done.stdout
    assert done.returncode == 0
    assert desk.gate("--fail-on", "warning").returncode == 1
    assert desk.gate("--fail-on", "never").returncode == 0


HEAD, FIRST, LAST = HARBOUR.split("\n\n")
REORDERED = "\n\n".join((HEAD, LAST.strip(), FIRST)) + "\n"
"""The last paragraph, with fewer claims, before the first."""


@pytest.mark.parametrize(
    ("name", "text", "newline", "fate"),
    [
        ("harbour.md", HARBOUR, "\r\n", "kept"),
        ("harbour.md", REORDERED, "\n", "moved"),
        ("accounts/harbour-2024.md", HARBOUR, "\n", "kept"),
        ("harbour-2024.md", REORDERED, "\r\n", "moved"),
        ("harbour.md", HARBOUR.replace("3,412", "3,413"), "\n", "altered"),
        ("harbour.md", HARBOUR.replace(LAST, ""), "\n", "gone"),
        ("harbour.md", HARBOUR + "\nThe harbour handled 812 ships in 2024.\n", "\n", "added"),
    ],
    ids=["line ends", "order", "name", "name, order and line ends", "a figure", "a sentence less", "one more"],
)
@pytest.mark.parametrize("built", [True, False])
def test_what_becomes_of_earlier_claims(
    contradicting: Desk, name: str, text: str, newline: str, fate: str, built: bool
) -> None:
    paragraphs = contradicting.claims_by_paragraph("harbour")
    (contradicting.folder / "seeds/harbour.md").unlink()
    contradicting.write(f"seeds/{name}", text, newline)
    if built:
        contradicting.build()
    done = contradicting.gate("--format", "json")
    found = json.loads(done.stdout)
    (article,) = found["articles"]
    told = article["claims"]
    if fate == "added":
        assert told.pop("added") > 0
    else:
        assert told.pop("added") == 0
    *_, last = paragraphs
    affected = last if fate in told and fate != "kept" else 0
    expected = dict.fromkeys(("kept", "moved", "altered", "gone"), 0)
    assert told == expected | ({fate: affected} if affected else {}) | {"kept": sum(paragraphs) - affected}
    assert article["change"] == ("edited" if name == "harbour.md" else "renamed")
    assert found["conflicts"] == []
    assert found["older"] == {"error": 1, "warning": 0, "note": 0}
    assert done.returncode == (0 if built else 1)


def test_a_rename_keeps_what_was_decided(contradicting: Desk) -> None:
    desk = decided(contradicting)
    desk.git("mv", "seeds/labour.md", "seeds/labour-market.md")
    desk.build()
    assert desk.gate(*SINCE).returncode == 0
    assert desk.gate("--all").returncode == 0
    desk.commit()
    assert desk.gate(*SINCE).returncode == 0


def test_a_file_that_is_gone_must_leave_the_ledger(contradicting: Desk) -> None:
    desk = decided(contradicting)
    (desk.folder / "seeds/labour.md").unlink()
    for arguments in ((), ("--all",)):
        done = desk.gate(*arguments)
        assert done.returncode == 1
        assert "seeds/labour.md: is gone, and facts.db still holds it; run 'facts build'" in done.stdout
    desk.build()
    done = desk.gate()
    assert done.returncode == 0
    assert "refers to nothing: “12.4 %” (harbour) and “12.9 %” (labour)" in done.stdout
    assert desk.gate("--fail-on", "warning").returncode == 1


def test_a_vocabulary_ahead_of_the_ledger_is_out_of_step(desk: Desk) -> None:
    desk.write("seeds/vocabulary.toml", '[[programmes]]\nname = "Harbour Fund"\n')
    for arguments in ((), ("--all",)):
        done = desk.gate(*arguments)
        assert done.returncode == 1
        assert "seeds/vocabulary.toml: facts.db was built with another form of it" in done.stdout
    desk.build()
    assert desk.gate().returncode == 0


def test_all_compares_every_file(desk: Desk) -> None:
    desk.write("seeds/harbour.md", HARBOUR.replace("3,412", "3,512"))
    desk.commit()
    assert desk.gate().returncode == 0
    done = desk.gate("--all")
    assert done.returncode == 1
    assert "seeds/harbour.md: facts.db does not hold it in this form" in done.stdout


def test_articles_that_contradict_each_other_are_seen_before_they_are_built(desk: Desk) -> None:
    desk.write(
        "seeds/a.md", "---\npublished: 2025-01-03\n---\nThe bridge in Tarn county cost EUR 81 million in 2023.\n"
    )
    desk.write(
        "seeds/b.md", "---\npublished: 2025-01-04\n---\nThe bridge in Tarn county cost EUR 95 million in 2023.\n"
    )
    found = json.loads(desk.gate("--format", "json").stdout)
    assert [{place["file"] for place in c["places"]} for c in found["conflicts"]] == [{"seeds/a.md", "seeds/b.md"}]


def test_nothing_but_git_is_asked_what_has_changed(desk: Desk) -> None:
    desk.write("seeds/.draft.md", LABOUR)
    desk.write("seeds/notes/.hidden/labour.md", LABOUR)
    desk.write("seeds/table.csv", "a,b\n")
    desk.write(".gitignore", "*.tmp.md\n")
    desk.write("seeds/labour.tmp.md", LABOUR)
    assert desk.gate().returncode == 0
    assert compared(desk) == {}


def test_everything_is_new_before_the_first_commit(bare_desk: Desk, tmp_path: Path) -> None:
    bare_desk.init()
    bare_desk.write("seeds/harbour.md", HARBOUR)
    bare_desk.write("seeds/labour.md", LABOUR)
    bare_desk.build()
    bare_desk.git("add", "seeds/harbour.md")
    assert compared(bare_desk).keys() == {"harbour", "labour"}
    assert bare_desk.gate().returncode == 1


def test_the_folder_may_be_named_from_anywhere(contradicting: Desk) -> None:
    outside = Desk(contradicting.folder.parent / "elsewhere")
    corpus, database = contradicting.folder / "seeds", contradicting.folder / "facts.db"
    done = outside.gate(str(corpus), "-d", str(database), *SINCE)
    assert done.returncode == 1
    assert f"{corpus}/labour.md:7:46" in done.stdout
