"""Where the files that travel with the package are found."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def schema_folder() -> Path:
    """The folder of JSON Schemas: inside the wheel, or beside the package in a checkout."""
    inside = _PACKAGE / "schema"
    return inside if inside.is_dir() else _PACKAGE.parent / "schema"


def schema_text(name: str) -> str:
    """The text of `schema/<name>.schema.json`."""
    return (schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8")
