"""`python -m ledger.cli`: the command `facts`."""

from ledger.cli import main

main(prog_name="facts")
