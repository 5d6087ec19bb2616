"""What checking a ledger finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a ledger that is not as it was written."""

    table: str
    row: str
    """The row's id, or article and number; empty for the table as a whole."""
    problem: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.problem}" if self.row else f"{self.table}: {self.problem}"


UNSEALED = "does not fit its seal: it was changed after it was written"
