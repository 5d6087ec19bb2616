import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

TEXTS = {
    "bay.md": "A storm hit the bay in May. It sank 12 boats and took 40 houses.\n",
    "hill.md": "---\ntitle: The hill\n---\nOn the hill, mayor Lund counted 7 bridges. The storm took 45 houses.\n",
    "town.txt": "Điện Biên counted 300 trees.\n\nRelief is known as Blue. It allegedly took dozens of cars.\n",
}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three small articles, seen from the folder above it."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "facts.db"
