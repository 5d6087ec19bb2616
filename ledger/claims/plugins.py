"""Extractors of other packages.

`importlib.metadata` takes longer to import than many sentences take to read, and few have a plug-in: it is asked only
where a package on the path names the group.
"""

import sys
from pathlib import Path
from typing import Any

GROUP = "ledger.extractors"
_OWN = "fact_ledger"
_METADATA = (".dist-info", ".egg-info")


def installed() -> list[Any]:
    """What the entry points of other packages hold, in order of name."""
    if not any(_may_declare(Path(folder)) for folder in dict.fromkeys(sys.path)):
        return []
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return [point.load() for point in points if point.name != "builtin"]


def _may_declare(folder: Path) -> bool:
    """Whether a package in a folder of the path may declare an extractor; of an archive that is not told."""
    try:
        if not folder.is_dir():
            return folder.exists()
        found = [item for item in folder.iterdir() if item.name.endswith(_METADATA) and not item.name.startswith(_OWN)]
    except OSError:
        return False
    return any(GROUP in _entry_points(item) for item in found)


def _entry_points(metadata: Path) -> str:
    try:
        return (metadata / "entry_points.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
