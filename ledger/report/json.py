"""Conflicts as JSON, in the shape of `schema/conflict.schema.json`."""

from collections.abc import Iterable

from ledger.claims.serial import claim_to_json
from ledger.report.safe import json_text
from ledger.reported import ReportedConflict


def conflicts_json(conflicts: Iterable[ReportedConflict]) -> str:
    """A list of conflicts, each with its claims in the order of their articles and of the text."""
    return json_text([conflict_to_json(conflict) for conflict in conflicts], indent=2) + "\n"


def conflict_to_json(conflict: ReportedConflict) -> dict[str, object]:
    """One conflict as a JSON object."""
    claims = sorted(conflict.claims, key=lambda part: (part.claim.article, part.claim.start, part.id))
    return {
        "id": conflict.id,
        "rule": conflict.rule,
        "level": conflict.level,
        "status": conflict.status,
        "message": conflict.message,
        "claims": [{**claim_to_json(part.claim, part.id), "role": part.role} for part in claims],
    }
