"""The command line: each command parses its options, calls one function, prints its report and sets the exit code.

Imports stand inside the commands, so that a command pays only for what it uses.
"""

from ledger.cli import articles, conflicts, decisions, exchange, gate, serving, start, trust
from ledger.cli.app import main

__all__ = ["articles", "conflicts", "decisions", "exchange", "gate", "main", "serving", "start", "trust"]
