"""Checking a ledger against itself and against its files: every stored thing is derived again and compared.

Findings name the table and the row. A ledger whose owner built it anew from other articles is another ledger, not a
broken one: this finds changes made past the build, not lies in the articles.
"""

from ledger.verify.finding import Finding
from ledger.verify.verify import verify

__all__ = ["Finding", "verify"]
