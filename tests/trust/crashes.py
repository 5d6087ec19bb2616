"""Builds, imports and decisions that are killed at any moment, and what must hold of what they leave behind."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from village import ARTICLES, make_corpus, make_ledger, options

from ledger.build import build
from ledger.imported import load_imported
from ledger.store.connection import ledger_at
from ledger.store.decision_file import load_decisions
from ledger.store.digest import ledger_digest
from ledger.store.read import read_decisions
from ledger.verify import verify

HERE = Path(__file__).parent
JOBS = ("build", "import", "decide")
_CHILD = f"""
import sys
sys.path[:0] = [{str(HERE)!r}, {str(HERE.parents[1])!r}]
from pathlib import Path
from village import *
corpus, database, job, number = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
print("ready", flush=True)
sys.stdin.readline()
if job == "build":
    build([corpus], database, options(corpus))
else:
    with ledger_at(database) as connection:
        if job == "import":
            import_claims(connection, open(corpus.parent / "claims.jsonl", "rb"), Reader(extract_article, refresh))
        else:
            conflict = read_conflicts(connection)[0].id
            decide(connection, conflict, Verdict("unsure", "Reason " + number), corpus / "decisions.jsonl")
print("done", flush=True)
"""


class Desk:
    """A corpus and its ledger, to which jobs are done that may be killed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.corpus = make_corpus(folder / "seeds")
        self.database = make_ledger(self.corpus, folder / "facts.db")
        self.fresh = folder / "fresh.db"
        self.chance = chance
        self.round = 0
        self.took = dict.fromkeys(JOBS, 0.5)

    def kill_one(self, job: str) -> tuple[list[str], bool]:
        """Do a job, kill it at a random moment; what is wrong afterwards, and whether it had ended before."""
        self.round += 1
        self._prepare(job)
        before = self._digest()
        decisions = load_decisions(self.corpus / "decisions.jsonl").decisions
        done = self._run(job)
        wrong = self._look(before if job == "build" else None)
        return [f"{job} {self.round}: {line}" for line in (*wrong, *self._lost(job, done, decisions))], done

    def _prepare(self, job: str) -> None:
        if job == "build":
            for name, text in ARTICLES.items():
                more = f"\nIn round {self.round} there were {self.chance.randrange(2, 999)} ships.\n"
                (self.corpus / name).write_text(text + more, encoding="utf-8")
        elif job == "import":
            claims = [
                {"article": "harbour", "quote": quote, "kind": "quantity", "measure": measure, "value": value,
                 "unit": unit, "extractor": f"reader/{self.round}"}
                for quote, measure, value, unit in (
                    ("3 cranes", "cranes", 3, "crane"), ("About 320 boats", "boats", 320, "boat"),
                )
            ]  # fmt: skip
            lines = "".join(f"{json.dumps(claim)}\n" for claim in claims)
            (self.corpus.parent / "claims.jsonl").write_text(lines, encoding="utf-8")

    def _run(self, job: str) -> bool:
        """Whether the job had ended when it was killed."""
        command = [sys.executable, "-c", _CHILD, str(self.corpus), str(self.database), job, str(self.round)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline() == "ready\n"
            started = time.monotonic()
            process.stdin.write("\n")
            process.stdin.flush()
            time.sleep(self.chance.random() * self.took[job] * 1.2)
            process.send_signal(signal.SIGKILL)
            done = process.stdout.read() == "done\n"
        if done:
            self.took[job] = min(self.took[job], max(0.02, time.monotonic() - started))
        else:
            self.took[job] *= 1.1
        return done

    def _look(self, before: str | None) -> list[str]:
        """What is wrong with the ledger as it was left, and once it was built again."""
        wrong = self._findings()
        left = self._digest()
        report = build([self.corpus], self.database, options(self.corpus))
        wrong += [f"problem {problem}" for problem in report.problems]
        wrong += self._findings()
        for file in self.fresh.parent.glob("fresh.db*"):
            file.unlink()
        if build([self.corpus], self.fresh, options(self.corpus)).digest != report.digest:
            wrong.append("differs from a fresh ledger")
        if before is not None and left not in (before, report.digest):
            wrong.append("neither the old nor the new ledger")
        return wrong

    def _lost(self, job: str, done: bool, earlier: tuple[object, ...]) -> list[str]:
        """Decisions and claims that are gone, though they were there or their command had said so."""
        with ledger_at(self.database, readonly=True) as connection:
            stored = read_decisions(connection)
        filed = load_decisions(self.corpus / "decisions.jsonl").decisions
        lost = [f"lost {decision}" for decision in earlier if decision not in stored or decision not in filed]
        if job == "decide" and done and not any(d.reason == f"Reason {self.round}" for d in filed):
            lost.append("lost the decision of this round")
        kept = load_imported(self.corpus / "imported.jsonl").proposals.get("harbour", ())
        if job == "import" and done and sum(p.said["extractor"] == f"reader/{self.round}" for p in kept) != 2:
            lost.append("lost the claims of this round")
        return lost

    def _findings(self) -> list[str]:
        with ledger_at(self.database, readonly=True) as connection:
            return [str(finding) for finding in verify(connection)]

    def _digest(self) -> str:
        with ledger_at(self.database, readonly=True) as connection:
            return ledger_digest(connection)


def kill_often(folder: Path, rounds: int, seed: int) -> tuple[list[str], int]:
    """What is wrong after so many killed jobs, and how many had ended before they were killed."""
    desk = Desk(folder, random.Random(seed))
    wrong: list[str] = []
    ended = 0
    for number in range(rounds):
        found, done = desk.kill_one(JOBS[number % len(JOBS)])
        wrong += found
        ended += done
    return wrong, ended
