"""A new corpus: the folder of articles, the vocabulary, the settings, and the file for CI."""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from ledger.errors import CorpusError

TEMPLATES = {
    "seeds/vocabulary.toml": "vocabulary.toml",
    "ledger.toml": "ledger.toml",
    ".github/workflows/facts.yml": "workflow.yml",
}
"""File of a corpus to the template it is made from."""


def start_corpus(folder: Path) -> tuple[Path, ...]:
    """Write the files of a new corpus; returns them. Raises CorpusError, and writes nothing, where one exists."""
    taken = [name for name in TEMPLATES if (folder / name).exists()]
    if taken:
        raise CorpusError(f"{folder / taken[0]}: exists already; choose an empty folder, or remove it")
    for name, template in TEMPLATES.items():
        text = (files("ledger") / "templates" / template).read_text(encoding="utf-8")
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text.replace("{version}", version("fact-ledger")), encoding="utf-8")
        except OSError as error:
            raise CorpusError(
                f"{folder / name}: cannot be written ({error.strerror}); choose another folder"
            ) from error
    return tuple(folder / name for name in TEMPLATES)
