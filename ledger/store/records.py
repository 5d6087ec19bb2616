"""What the store keeps besides articles and claims, as records."""

from typing import NamedTuple

LEVELS = ("error", "warning", "note")
STATUSES = ("open", "decided", "lapsed", "waived")
VERDICTS = (
    *("a_wrong", "b_wrong", "both_wrong", "other_scope", "not_a_conflict", "unsure"),
    *("same_name", "different_names"),
)


class Rule(NamedTuple):
    """A rule as listed in the ledger."""

    code: str
    name: str
    level: str
    summary: str


class ConflictClaim(NamedTuple):
    """A claim's part in a conflict."""

    claim: str
    """Id of the claim."""
    role: str
    witness: bool = True
    """False for a claim that is listed only: it stays outside the conflict's id and its evidence."""


class Conflict(NamedTuple):
    """What a rule reports: between claims, or at a place in an article."""

    id: str
    """See `conflict_id` and `place_id` in `ledger.claims.identity`."""
    rule: str
    level: str
    message: str
    claims: tuple[ConflictClaim, ...] = ()
    article: str | None = None
    """With `start` and `end`, for a conflict without claims."""
    start: int | None = None
    end: int | None = None
    status: str = "open"
    decision: str | None = None
    """Id of the decision that holds for it, or that lapsed."""


class Corroboration(NamedTuple):
    """Two claims that agree."""

    a: str
    b: str
    reason: str


class Evidence(NamedTuple):
    """One claim (or place) a decision was made on: enough to recognise it, and to tell a person about it."""

    article: str
    measure: str | None
    quote: str
    hash: str
    """See `evidence_hash` in `ledger.claims.identity`."""


class Decision(NamedTuple):
    """A person's verdict on a conflict. Its id follows from everything else it says."""

    id: str
    conflict: str
    """Id of the conflict as it was when it was decided; what binds is the rule and the evidence."""
    rule: str
    verdict: str
    reason: str
    reviewer: str | None
    decided_at: str
    """ISO 8601, UTC, to the second or finer."""
    about: tuple[Evidence, ...]
    """In the order a, b, ... of the conflict."""
    link: str | None = None
    supersedes: str | None = None
    """Id of the decision on the same evidence that this one replaces."""
    previous: str | None = None
    """Id of the decision before this one in its file: one that was removed leaves a gap."""
    again: str | None = None
    """ISO 8601 date from which the conflict is to decide again."""
    blind: bool = False
    """Given without having seen the decision that it supersedes."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """The sorted hashes that the decision attaches by."""
        return tuple(sorted(part.hash for part in self.about))
