"""Records that are read far more often than they are made."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A dataclass with slots, frozen by the type checker alone: to enforce it would make it four times as slow to make.

    A slot is read in a third of the time of the field of a named tuple.
    """
    return dataclass(slots=True)(cls)
