"""What plainly fits a schema is what the library for schemas lets through as well."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ledger.resources import plainly_fits, schema_text

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
