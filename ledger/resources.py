"""Where the files that travel with the package are found."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def schema_folder() -> Traversable:
    """The folder of JSON Schemas: inside the wheel, or beside the package in a checkout."""
    inside = files("ledger") / "schema"
    return inside if inside.is_dir() else files("ledger").joinpath("..", "schema")


def schema_text(name: str) -> str:
    """The text of `schema/<name>.schema.json`."""
    return (schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8")
