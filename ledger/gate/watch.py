"""Articles as they are saved."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ledger.text import find_articles

INTERVAL = 0.5
"""Seconds between two looks at the folder."""


def saved_articles(paths: Sequence[Path], wait: Callable[[float], None] = time.sleep) -> Iterator[tuple[Path, ...]]:
    """The articles that were saved since the last look, or nothing was; without end. The first look only remembers.

    A file that keeps changing is taken once it has rested for one look: an editor may write it in several steps.
    """
    known = _stamps(paths)
    pending: dict[Path, tuple[int, int]] = {}
    while True:
        wait(INTERVAL)
        now = _stamps(paths)
        changed = {path: stamp for path, stamp in now.items() if known.get(path) != stamp}
        rested = [path for path, stamp in changed.items() if pending.get(path) == stamp]
        known = {path: stamp for path, stamp in known.items() if path in now} | {path: now[path] for path in rested}
        pending = changed
        yield tuple(rested)


def _stamps(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    found = {}
    for file in find_articles([path for path in paths if path.exists()]).files:
        try:
            status = file.path.stat()
        except OSError:
            continue
        found[file.path] = (status.st_mtime_ns, status.st_size)
    return found
