"""Who may read the pages of a ledger, and who may decide, on Datasette 0.65 and 1.0.

Reading follows Datasette: whoever may see the tables behind a page may see the page. Deciding needs the action
`review-conflicts`, which root has, and those whom the block `permissions: {review-conflicts: ...}` allows, for one
database or for all. Datasette 1.0 reads that block from its configuration itself; 0.65 is given it as metadata.
"""

from typing import Any

ACTION = "review-conflicts"
DESCRIPTION = "Decide conflicts of a ledger"
TABLES = ("articles", "sentences", "claims", "conflicts", "conflict_claims", "decisions")
"""The tables whose content the pages show."""


async def may_read(datasette: Any, actor: dict[str, Any] | None, database: str) -> bool:
    """Whether somebody may see all that the pages show."""
    if _is_1_0(datasette):
        from datasette.resources import TableResource

        return all(
            [
                await datasette.allowed(action="view-table", resource=TableResource(database, table), actor=actor)
                for table in TABLES
            ]
        )
    from datasette import Forbidden

    try:
        for table in TABLES:
            permissions = [("view-table", (database, table)), ("view-database", database), "view-instance"]
            await datasette.ensure_permissions(actor, permissions)
    except Forbidden:
        return False
    return True


async def may_decide(datasette: Any, actor: dict[str, Any] | None, database: Any) -> bool:
    """Whether somebody may decide conflicts of a database; nobody may where it is served as immutable."""
    if not database.is_mutable:
        return False
    if _is_1_0(datasette):
        from datasette.resources import DatabaseResource

        return bool(await datasette.allowed(action=ACTION, resource=DatabaseResource(database.name), actor=actor))
    return bool(await datasette.permission_allowed(actor, ACTION, resource=database.name, default=False))


def allowed_0_65(datasette: Any, actor: dict[str, Any] | None, database: str) -> bool | None:
    """What the metadata of Datasette 0.65 says of the action; None where it says nothing."""
    from datasette.utils import actor_matches_allow

    if actor and actor.get("id") == "root":
        return True
    permissions = [datasette.metadata("permissions", database=database), datasette.metadata("permissions")]
    for block in permissions:
        if isinstance(block, dict) and ACTION in block:
            return bool(actor_matches_allow(actor, block[ACTION]))
    return None


def _is_1_0(datasette: Any) -> bool:
    return hasattr(datasette, "allowed")
