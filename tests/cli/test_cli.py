"""Exit codes, streams and shapes of the command line: what scripts rely on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from ledger.cli import main
from ledger.resources import schema_text

ONE = "The jobless rate of Alder town was 5.1% in 2021. It spent $4 million on roads."
TWO = "In 2021 the jobless rate of Alder town stood at 5.9%."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "one.md").write_text(ONE, encoding="utf-8")
    (folder / "two.md").write_text(TWO, encoding="utf-8")
    return folder


def facts(*args: object, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=input, catch_exceptions=False)


def validator(name: str) -> Draft202012Validator:
    names = ("claim", "conflict")
    resources = [(f"{n}.schema.json", Resource.from_contents(json.loads(schema_text(n)))) for n in names]
    registry = Registry().with_resources([*resources, *((str(r.contents.get("$id")), r) for _, r in resources)])
    return Draft202012Validator(json.loads(schema_text(name)), registry=registry)


def test_extract_prints_claims_as_json_lines(corpus: Path) -> None:
    result = facts("extract", corpus / "one.md")
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(c["quote"], c["value"], c["unit"]) for c in claims if c["kind"] == "quantity"] == [
        ("5.1%", 5.1, "%"),
        ("$4 million", 4_000_000, "USD"),
    ]
    for claim in claims:
        validator("claim").validate(claim)
        assert ONE[claim["start"] : claim["end"]] == claim["quote"]


def test_extract_reads_standard_input_and_lines() -> None:
    assert json.loads(facts("extract", input="It sold 30 cars.").stdout)["unit"] == "car"
    result = facts("extract", "--lines", "-", input="It sold 30 cars.\n\nNothing here.\n")
    lists = [json.loads(line) for line in result.stdout.splitlines()]
    assert [len(claims) for claims in lists] == [1, 0, 0]
    assert (lists[0][0]["article"], lists[0][0]["start"]) == (None, 8)


def test_extract_for_a_person(corpus: Path) -> None:
    out = facts("extract", corpus / "one.md", "--format", "text").stdout
    assert "one.md:1:36 quantity" in out
    assert "»5.1%«" in out


def test_build_check_show_and_back(corpus: Path, tmp_path: Path) -> None:
    database = tmp_path / "facts.db"
    built = facts("build", corpus, "-d", database)
    assert (built.exit_code, built.stdout) == (0, "")
    assert "2 articles (2 read)" in built.stderr
    checked = facts("check", "-d", database, "--format", "json")
    (conflict,) = json.loads(checked.stdout)
    assert checked.exit_code == 1
    validator("conflict").validate(conflict)
    assert set(conflict) == {"id", "rule", "level", "status", "message", "claims"}
    a, b = (claim["id"] for claim in conflict["claims"][:2])
    assert "»5.9%«" in facts("show", b, "-d", database).stdout
    assert "disagree" in facts("show", a, b, "-d", database).stdout
    assert conflict["message"] in facts("show", conflict["id"], "-d", database).stdout
    assert facts("verify", "-d", database).exit_code == 0


def test_fail_on(corpus: Path, tmp_path: Path) -> None:
    database = tmp_path / "facts.db"
    facts("build", corpus, "-d", database)
    codes = {
        level: facts("check", "-d", database, "--fail-on", level).exit_code for level in ("error", "warning", "never")
    }
    assert codes == {"error": 1, "warning": 1, "never": 0}


def test_a_second_build_writes_nothing(corpus: Path, tmp_path: Path) -> None:
    database = tmp_path / "facts.db"
    facts("build", corpus, "-d", database)
    before = database.read_bytes()
    assert "(unchanged)" in facts("build", corpus, "-d", database).stderr
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bad.md", b"", "empty"),
        ("bad.md", b"\x00\x01\x02" * 50, "binary"),
        ("bad.md", b"---\ntitle: [a\n---\ntext\n", "front matter"),
        ("bad.md", b"---\ntitel: a\n---\ntext\n", "title"),
        ("one.txt", b"Another article.", "id"),
    ],
    ids=["empty", "binary", "broken front matter", "unknown key", "an id twice"],
)
def test_bad_input_is_one_line_and_the_rest_is_built(
    name: str, content: bytes, told: str, corpus: Path, tmp_path: Path
) -> None:
    (corpus / name).write_bytes(content)
    result = facts("build", corpus, "-d", tmp_path / "facts.db")
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("facts: ")]
    assert result.exit_code == 2
    assert name in line
    assert told in line
    assert "2 articles" in result.stderr
    strict = facts("build", corpus, "--strict", "-d", tmp_path / "strict.db")
    assert strict.exit_code == 2
    assert not (tmp_path / "strict.db").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("check", "-d", "missing.db"),
        ("show", "nothing", "-d", "missing.db"),
        ("verify", "-d", "missing.db"),
        ("build", "no-such-folder"),
        ("extract", "no-such-file.md"),
        ("rules", "XYZ9"),
        ("show",),
        ("build", "--jobs", "0"),
    ],
    ids=" ".join,
)
def test_bad_usage_ends_with_two(args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = facts(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []
