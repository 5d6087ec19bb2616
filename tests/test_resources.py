"""What plainly fits a schema is what the library for schemas lets through as well; a table is what its file says."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ledger import resources
from ledger.resources import data_table, plainly_fits, schema_text

PACKAGE = Path(resources.__file__).parent

WORDS = st.sampled_from(
    ["title", "published", "restates", "file", "sha256", "url", "paths", "gate", "fail_on", "rules", "select", "level"]
)
PLAIN = st.sampled_from(
    [
        "",
        "A title",
        "2024-10-31",
        "2024-13",
        "https://example.org/a",
        "a" * 64,
        "error",
        "never",
        "FIG1",
        "en",
        "x/y",
        3,
    ]
)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=8
)


@pytest.mark.parametrize("name", ["article", "config"])
@given(value=st.dictionaries(WORDS, VALUES, max_size=4))
@settings(max_examples=300)
def test_what_plainly_fits_is_valid(name: str, value: Any) -> None:
    schema = json.loads(schema_text(name))
    if plainly_fits(value, schema):
        assert Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("article", {"title": "A title", "published": "2024-10-31", "restates": {"file": "a", "sha256": "a" * 64}}),
        ("config", {"paths": ["seeds"], "gate": {"fail_on": "error"}, "rules": {"select": ["FIG"]}}),
    ],
)
def test_ordinary_values_plainly_fit(name: str, value: Any) -> None:
    assert plainly_fits(value, json.loads(schema_text(name)))


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("*/data/*.toml")), ids=lambda file: file.stem)
def test_a_table_is_what_its_file_says(file: Path) -> None:
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    for _ in range(2):  # the second time from what was kept of the first
        assert data_table(file.parents[1].name, file.stem) == said


def test_a_table_that_was_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    file = tmp_path / "some" / "data" / "words.toml"
    file.parent.mkdir(parents=True)
    for said in ("few", "several"):
        file.write_text(f'words = "{said}"\n', encoding="utf-8")
        assert data_table("some", "words") == data_table("some", "words") == {"words": said}
    assert list(file.parent.glob("__pycache__/words.*"))
