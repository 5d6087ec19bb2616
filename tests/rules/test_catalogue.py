"""Every rule has its page and its cases, and the page of all rules is in step."""

import re
import tomllib
from pathlib import Path

import pytest

from ledger.errors import NotFoundError, RuleError
from ledger.rules.pages import rules_page
from ledger.rules.registry import HEADINGS, find_rule, load_rules, read_rule

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases"
RULES = load_rules()
CODES = [rule.code for rule in RULES]
PAGE = """---
code: NEW1
name: Something is wrong
level: error
summary: It is.
message: "{values}: {reason}"
---
""" + "".join(f"## {heading}\n\nText.\n\n" for heading in HEADINGS)

# What does not mean the same in every SQL, or is lenient about types.
UNPORTABLE = re.compile(
    r"\b(?:LIKE|GLOB|REGEXP|typeof|json\w*|CAST|iif|ifnull|total|printf|rowid|PRAGMA|ATTACH|group_concat|LIMIT)\b"
    r"|==|->|(?<![\d.])\d+ ?/ ?\d+",
    re.IGNORECASE,
)


def test_the_catalogue_is_whole() -> None:
    wanted = (
        "WHO1 WHO2 WHO3 FIG1 FIG2 FIG3 FIG4 FIG5 SUM1 SUM2 SUM3 SUM4 SUM5 SUM6 WHEN1 WHEN2 WHEN3 DOC1 REF1 SRC1 SRC2"
    )
    assert set(wanted.split()) <= set(CODES)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_rule_names_what_is_wrong(rule: object) -> None:
    name, summary = rule.name, rule.summary  # type: ignore[attr-defined]
    assert name[0].isupper()
    assert not name.endswith(".")
    assert summary.endswith(".")


@pytest.mark.parametrize("code", CODES)
def test_the_sections_of_a_page_have_text(code: str) -> None:
    sections = re.split(r"^## .*$", find_rule(code).page, flags=re.M)[1:]
    assert len(sections) == len(HEADINGS)
    assert all(section.strip() for section in sections)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_enough_cases(code: str) -> None:
    cases = tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))
    assert set(cases) == {"must_flag", "must_not"}
    assert len(cases["must_flag"]) >= 6
    assert len(cases["must_not"]) >= 6
    assert all(case["claims"] and case["level"] for case in cases["must_flag"])


def test_cases_belong_to_rules() -> None:
    assert {file.stem for file in CASES.glob("*.toml")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_sql_keeps_to_what_every_database_reads_alike(code: str) -> None:
    sql = re.sub(r"--.*", "", find_rule(code).sql)
    assert UNPORTABLE.findall(sql) == []


def test_the_page_of_all_rules_is_in_step() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page(RULES), "run: make docs"


def test_a_code_is_found_in_any_case() -> None:
    assert find_rule("fig1").code == "FIG1"
    with pytest.raises(NotFoundError, match="no rule 'NOPE'; there are DOC1"):
        find_rule("NOPE")


def test_a_good_page_is_read() -> None:
    rule = read_rule("NEW1", PAGE, "SELECT 1")
    assert (rule.name, rule.level, rule.message) == ("Something is wrong", "error", "{values}: {reason}")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("code: NEW1", "code: NEW2", "must say code: NEW1"),
        ("level: error", "level: fatal", "level: one of error, warning, note"),
        ("summary: It is.\n", "", "front matter that gives code, name, level, summary, message"),
        ("---\ncode", "code", "must begin with front matter"),
        ("## Limits", "## Bounds", "lacks the heading '## Limits'"),
    ],
)
def test_a_bad_page_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(RuleError, match=re.escape(says)):
        read_rule("NEW1", PAGE.replace(old, new, 1), "SELECT 1")
