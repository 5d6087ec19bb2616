"""Settings: where they are sought, what they become, and how a mistake is told."""

from pathlib import Path

import pytest

from ledger.config import Config, corpus_file, load_config
from ledger.errors import ConfigError

FULL = """
default_language = "vi"
furniture = ["^Share this", "Recent news"]
vocabulary = "known/words.toml"
decisions = "known/decisions.jsonl"

[limits]
max_file_mb = 2.5
max_line = 1000

[rules]
select = ["FIG", "WHO1"]
ignore = ["FIG5"]
level = { FIG2 = "note" }
tolerance = { SUM1 = 0.01 }
"""


def test_everything_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text(FULL)
    config = load_config([tmp_path])
    assert config.source == tmp_path / "ledger.toml"
    assert (config.text.language, config.text.furniture) == ("vi", ("^Share this", "Recent news"))
    assert (config.text.max_bytes, config.text.max_line) == (2_500_000, 1000)
    assert (config.vocabulary, config.decisions) == (
        tmp_path / "known/words.toml", tmp_path / "known/decisions.jsonl",
    )  # fmt: skip
    assert (config.rules.select, config.rules.ignore) == (("FIG", "WHO1"), ("FIG5",))
    assert (config.rules.level, config.rules.tolerance) == ({"FIG2": "note"}, {"SUM1": 0.01})


def test_nothing_has_to_be_set(tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text("")
    assert load_config([tmp_path]) == Config(source=tmp_path / "ledger.toml")


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    corpus = tmp_path / "desk" / "seeds"
    corpus.mkdir(parents=True)
    (corpus / "bay.md").write_text("It sank 12 boats.\n")
    assert load_config([corpus]).source is None or not load_config([corpus]).source.is_relative_to(tmp_path)  # type: ignore[union-attr]
    (tmp_path / "pyproject.toml").write_text("[tool.ledger]\ndefault_language = 'de'\n")
    (tmp_path / "desk" / "pyproject.toml").write_text("[project]\nname = 'desk'\n")
    assert load_config([corpus / "bay.md", tmp_path / "missing"]).text.language == "de"
    (tmp_path / "desk" / "ledger.toml").write_text("default_language = 'fr'\n")
    assert load_config([corpus]).text.language == "fr"
    (corpus / "pyproject.toml").write_text("[tool.ledger]\ndefault_language = 'it'\n")
    assert load_config([corpus]).text.language == "it"


def test_without_a_path_the_current_folder_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ledger.toml").write_text("default_language = 'fr'\n")
    assert load_config([]).text.language == load_config([Path("seeds")]).text.language == "fr"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("furnitur = []", "unknown key 'furnitur'; did you mean 'furniture'?"),
        ("[limits]\nmax_file = 3", "unknown key 'limits.max_file'; did you mean 'limits.max_file_mb'?"),
        ("[rules]\nselct = []\nlevel = 5", "unknown key 'rules.selct'; did you mean 'rules.select'?"),
        ("xyzzy = 1", "unknown key 'xyzzy'; known are database, decisions, default_language,"),
        ("furniture = 'x'", "furniture: 'x' is not of type 'array'"),
        ("furniture = ['(']", "furniture pattern '(' is no regular expression"),
        ("[rules.level]\nFIG1 = 'loud'", "rules.level.FIG1: 'loud' is not one of ['error', 'warning', 'note']"),
        ("[rules.level]\nfig1 = 'note'", "rules.level: 'fig1' does not match"),
        ("[rules.tolerance]\nSUM1 = 3", "rules.tolerance.SUM1: 3 is greater than the maximum of 1"),
        ("default_language = 'English'", "default_language: 'English' does not match"),
        ("limits = {max_line = 0}", "limits.max_line: 0 is less than the minimum of 1"),
        ("furniture = [", "cannot be read as TOML"),
    ],
)
@pytest.mark.parametrize("name", ["ledger.toml", "pyproject.toml"])
def test_a_mistake_is_told_with_file_and_key(name: str, text: str, said: str, tmp_path: Path) -> None:
    if name == "pyproject.toml":
        text = "[tool.ledger]\n" + text.replace("\n[", "\n[tool.ledger.").replace("[limits", "[tool.ledger.limits")
        text = text.replace("[rules", "[tool.ledger.rules").replace("tool.ledger.tool.ledger", "tool.ledger")
    (tmp_path / name).write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config([tmp_path])
    assert str(caught.value).startswith(f"{tmp_path / name}: {said}")
    assert "\n" not in str(caught.value)


def test_a_file_of_the_corpus_is_in_its_first_folder(tmp_path: Path) -> None:
    article = tmp_path / "bay.md"
    article.touch()
    assert corpus_file(None, [article, tmp_path], "vocabulary.toml") == tmp_path / "vocabulary.toml"
    assert corpus_file(tmp_path / "x", [tmp_path], "vocabulary.toml") == tmp_path / "x"
    assert corpus_file(None, [article], "vocabulary.toml") is None


def test_only_what_bears_on_reading_makes_articles_be_read_again(tmp_path: Path) -> None:
    file = tmp_path / "ledger.toml"
    file.write_text(FULL)
    before = load_config([tmp_path]).reading
    file.write_text(FULL.replace("FIG5", "FIG4").replace("known/words", "words"))
    assert load_config([tmp_path]).reading == before
    file.write_text(FULL.replace("Share", "Post"))
    assert load_config([tmp_path]).reading != before
