"""Failures that a test plans: the next creation, change or deletion of one resource fails once."""

import threading
from dataclasses import dataclass

from .errors import Refused

STEPS = ("create", "update", "delete")


@dataclass(frozen=True)
class PlannedFailure:
    """One failure; what is not named fits every resource."""

    step: str
    stack: str | None = None
    logical_id: str | None = None
    type: str | None = None

    def fits(self, step: str, stack: str | None, logical_id: str | None, resource_type: str) -> bool:
        """Whether this failure is meant for that step of that resource."""
        wanted = (self.stack, self.logical_id, self.type)
        actual = (stack, logical_id, resource_type)
        return self.step == step and all(w is None or w == a for w, a in zip(wanted, actual, strict=True))


_planned: list[PlannedFailure] = []
_lock = threading.Lock()


def plan(told: dict) -> PlannedFailure:
    """Plan a failure from `{step?, stack?, logicalId?, type?}`. Raises `ValueError` for a step that does not exist."""
    step = told.get("step", "create")
    if step not in STEPS:
        raise ValueError(f"step is {step!r}; write {', '.join(STEPS[:-1])} or {STEPS[-1]}")
    planned = PlannedFailure(step, told.get("stack"), told.get("logicalId"), told.get("type"))
    with _lock:
        _planned.append(planned)
    return planned


def pending() -> list[PlannedFailure]:
    """What was planned and has not come to pass."""
    with _lock:
        return list(_planned)


def fail_if_planned(step: str, stack: str | None, logical_id: str | None, resource_type: str) -> None:
    """Raise the first planned failure that fits, and forget it."""
    with _lock:
        for planned in _planned:
            if planned.fits(step, stack, logical_id, resource_type):
                _planned.remove(planned)
                raise Refused(f"Internal Failure (planned by a test: {step} of {logical_id or resource_type})")


def forget() -> None:
    """Plan nothing any more."""
    with _lock:
        _planned.clear()
