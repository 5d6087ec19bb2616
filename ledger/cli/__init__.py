"""The command line: each command parses its options, calls one function, prints its report and sets the exit code.

Commands are imported when they are asked for, and what they use inside them, so that each pays only for itself.
"""

from ledger.cli.app import main

__all__ = ["main"]
