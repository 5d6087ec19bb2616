"""The gate: no new article brings in a contradiction that nobody has decided."""

from ledger.gate.gate import GateOptions, run_gate
from ledger.gate.records import CheckedArticle, GateReport, Problem

__all__ = ["CheckedArticle", "GateOptions", "GateReport", "Problem", "run_gate"]
