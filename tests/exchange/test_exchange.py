"""Claims in and out through the command line: what enters is kept, what does not is told, and a build has it again."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger.cli import main

FOLDER = Path(__file__).parent
TRUE = FOLDER / "cases" / "true.jsonl"
FALSE = FOLDER / "cases" / "false.jsonl"


def facts(*args: object, input: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=input, catch_exceptions=False)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the articles, and a ledger of it in facts.db beside it."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for article in (FOLDER / "articles").iterdir():
        (folder / article.name).write_bytes(article.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert facts("build").exit_code == 0
    return folder


def rows(query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("facts.db")) as connection:
        return connection.execute(query).fetchall()


def digest() -> str:
    return facts("digest").stdout


def test_true_claims_enter_and_a_new_build_has_them(corpus: Path) -> None:
    result = facts("import", TRUE)
    count = len(TRUE.read_text(encoding="utf-8").splitlines())
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{count} admitted, 0 refused" in result.stderr
    assert rows("SELECT count(*) FROM claims WHERE extractor = 'reader/1'") == [(count,)]
    assert rows("SELECT count(*) FROM refusals") == [(0,)]
    assert len((corpus / "imported.jsonl").read_text(encoding="utf-8").splitlines()) == count
    after = digest()
    assert facts("verify", "--sources", corpus).exit_code == 0
    assert "(unchanged)" in facts("build").stderr
    Path("facts.db").unlink()
    assert facts("build", "--jobs", 2).exit_code == 0
    assert digest() == after


def test_they_are_witnesses_and_no_conflicts(corpus: Path) -> None:
    before = facts("check", "--format", "json").stdout
    facts("import", TRUE)
    assert facts("check", "--format", "json").stdout == before


def test_importing_twice_adds_nothing(corpus: Path) -> None:
    facts("import", TRUE)
    before = digest(), (corpus / "imported.jsonl").read_bytes()
    again = facts("import", TRUE)
    assert again.exit_code == 0
    assert "known already" in again.stderr
    assert (digest(), (corpus / "imported.jsonl").read_bytes()) == before


def test_no_false_claim_enters(corpus: Path) -> None:
    lines = [json.dumps(json.loads(line)["claim"]) for line in FALSE.read_text(encoding="utf-8").splitlines()]
    before = digest()
    result = facts("import", "-", input="\n".join(lines).encode())
    assert result.exit_code == 1
    assert f"0 admitted, {len(lines)} refused" in result.stderr
    assert [line.split(":")[1] for line in result.stderr.splitlines()[:-1]] == [str(n + 1) for n in range(len(lines))]
    assert rows("SELECT count(*), count(reason) FROM refusals") == [(len(lines), len(lines))]
    assert rows("SELECT count(*) FROM claims WHERE extractor <> 'builtin/1'") == [(0,)]
    assert not (corpus / "imported.jsonl").exists()
    assert digest() == before
    assert facts("verify").exit_code == 0


CLAIM = json.loads(TRUE.read_text(encoding="utf-8").splitlines()[0])
GOOD = json.dumps(CLAIM)[1:-1]
UNREADABLE = {
    "a key twice": (f'{{{GOOD}, "value": 3500000}}', "the key 'value' stands twice"),
    "NaN": (f"{{{GOOD.replace('3400000', 'NaN')}}}", "NaN is no number"),
    "infinity": (f"{{{GOOD.replace('3400000', '-Infinity')}}}", "-Infinity is no number"),
    "a number without end": (f"{{{GOOD.replace('3400000', '1e400')}}}", "too large"),
    "a number of many digits": (f"{{{GOOD.replace('3400000', '9' * 5000)}}}", "5000 digits is too large"),
    "nesting": ("[" * 100_000, "nested deeper than"),
    "nesting in a field": (f'{{{GOOD}, "evidence": {"[" * 500}{"]" * 500}}}', "nested deeper than"),
    "a string that does not end": ('{"article": "' + '\\"' * 50_000, "no JSON"),
    "no object": ("[1]", "no JSON object"),
    "no JSON": ("{'article': 1}", "no JSON"),
    "half a character": (f'{{{GOOD.replace("handled", "")}, "subject": "\\ud800"}}', "half a character"),
    "an unknown key": (f'{{{GOOD}, "mesure": "x"}}', "mesure"),
    "no unit": (json.dumps({k: v for k, v in CLAIM.items() if k != "unit"}), "'unit' is a required property"),
    "a truth value": (f"{{{GOOD.replace('3400000', 'true')}}}", "value"),
    "a value for a date": (f"{{{GOOD.replace('quantity', 'date')}}}", "value"),
    "a terminal escape": (f'{{{GOOD}, "subject": "\\u001b[31mred"}}', "subject: has characters that cannot be seen"),
    "a turned direction": (f'{{{GOOD}, "place": "\\u202eevil"}}', "place: has characters that cannot be seen"),
    "no article": (f"{{{GOOD}}}".replace('"harbour-report"', "null"), "names its article"),
    "a long line": (f'{{{GOOD}, "subject": "{"x" * 1_100_000}"}}', "longer than"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_line_that_is_no_claim_is_told_and_the_others_enter(name: str, corpus: Path) -> None:
    line, told = UNREADABLE[name]
    Path("claims.jsonl").write_text(f"{{{GOOD}}}\n\n{line}\n", encoding="utf-8")
    result = facts("import", "claims.jsonl")
    refused, summary = result.stderr.splitlines()
    assert result.exit_code == 1
    assert refused.startswith("claims.jsonl:3: refused: ")
    assert told in refused
    assert refused.isprintable()
    assert len(refused) < 400
    assert summary.startswith("1 admitted, 1 refused")
    assert rows("SELECT count(*) FROM refusals") == [(1,)]
    assert facts("verify").exit_code == 0


def test_bytes_that_are_no_text_are_told(corpus: Path) -> None:
    result = facts("import", "-", input=b"\xef\xbb\xbf{" + GOOD.encode() + b"}\n\xff\xfe{}\n\0\n")
    assert [line.partition("refused: ")[2][:7] for line in result.stderr.splitlines()[:2]] == ["no UTF-", "no JSON"]
    assert "1 admitted, 2 refused" in result.stderr


def test_a_kept_claim_follows_edits_elsewhere_and_is_refused_when_its_sentence_changes(corpus: Path) -> None:
    facts("import", "-", input=f"{{{GOOD}}}".encode())
    article = corpus / "harbour-report.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("---\nThe port", "---\nRain fell on the day before.\n\nThe port"), encoding="utf-8")
    assert facts("build").exit_code == 0
    assert rows("SELECT count(*) FROM claims WHERE extractor = 'reader/1'") == [(1,)]
    article.write_text(text.replace("3.4 million", "3.5 million"), encoding="utf-8")
    built = facts("build")
    assert "1 proposed claim refused" in built.stderr
    assert rows("SELECT count(*) FROM claims WHERE extractor = 'reader/1'") == [(0,)]
    assert [reason for (reason,) in rows("SELECT reason FROM refusals")] == [
        "the quote does not stand, character for character, in the article"
    ]
    assert facts("verify").exit_code == 0


def test_a_spoilt_line_of_the_kept_file_is_told_by_every_build(corpus: Path) -> None:
    facts("import", TRUE)
    with (corpus / "imported.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"article": NaN}\n')
    count = len(TRUE.read_text(encoding="utf-8").splitlines())
    for _ in range(2):
        built = facts("build")
        assert built.exit_code == 2
        assert f"imported.jsonl:{count + 1}: NaN is no number" in built.stderr


def test_export_and_import_are_inverse(corpus: Path, tmp_path: Path) -> None:
    facts("import", TRUE)
    exported = facts("export").stdout
    claims = [json.loads(line) for line in exported.splitlines()]
    assert rows("SELECT count(*) FROM claims") == [(len(claims),)]
    assert facts("export", "-o", "claims.jsonl").stdout == ""
    assert Path("claims.jsonl").read_text(encoding="utf-8") == exported
    before = digest()
    again = facts("import", "claims.jsonl")
    assert (again.exit_code, digest()) == (0, before)
    others = exported.replace('"builtin/1"', '"other/1"').replace('"reader/1"', '"other/1"')
    result = facts("import", "-", input=others.encode())
    refused = {line.partition("refused: ")[2] for line in result.stderr.splitlines()[:-1]}
    assert refused <= {"the quote leaves out 'not', which stands before it; begin it there"}


def test_a_table_runs_no_formula(corpus: Path) -> None:
    spiteful = (
        '=HYPERLINK(1) said 12 boats sank. +1 ran. @SUM went. The -5 degrees fell. "=1+1" said the mayor of 3 towns.'
    )
    (corpus / "spiteful.txt").write_text(f"=cmd|' /C calc'!A0 of 40 houses burned.\n\n{spiteful}\n", encoding="utf-8")
    assert facts("build").exit_code == 0
    table = list(csv.DictReader(io.StringIO(facts("export", "--format", "csv").stdout)))
    assert len(table) == rows("SELECT count(*) FROM claims")[0][0]
    for row in table:
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), (name, cell)
            assert not cell.startswith("-") or float(cell), (name, cell)


@pytest.mark.parametrize(("args", "told"), [
    (("import", "missing.jsonl"), "missing.jsonl"),
    (("import", TRUE, "-d", "missing.db"), "missing.db: no such file"),
    (("export", "-d", "missing.db"), "missing.db: no such file"),
    (("export", "-o", "no/such/folder.csv"), "cannot be written"),
])  # fmt: skip
def test_bad_usage_ends_with_two(args: tuple[object, ...], told: str, corpus: Path) -> None:
    result = facts(*args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not Path("missing.db").exists()


def test_a_ledger_of_single_files_keeps_claims_until_it_is_built_anew(corpus: Path) -> None:
    facts("build", corpus / "harbour-report.md", "-d", "one.db")
    result = facts("import", "-", "-d", "one.db", input=f"{{{GOOD}}}".encode())
    assert "in the ledger only" in result.stderr
    assert facts("verify", "-d", "one.db").exit_code == 0
