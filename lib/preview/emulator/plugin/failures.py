"""Failures that a test plans: the next creation, change or deletion of one resource fails once.

CloudFormation works on resources side by side. What fails does so here when everything is done that does not depend on
it: the latest moment that AWS could choose, and the one after which most has to be undone.
"""

import contextvars
import threading
from collections.abc import Callable
from dataclasses import dataclass

from .errors import Refused
from .modules import replace_everywhere

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
_deployed: contextvars.ContextVar[str | None] = contextvars.ContextVar("deployed", default=None)


def install() -> None:
    """Let MiniStack come last to what is planned to fail in a creation or a change of a stack."""
    from ministack.services.cloudformation import stacks

    replace_everywhere(stacks._deploy_stack_async, noting_stack(stacks._deploy_stack_async))
    stacks._topological_sort = failing_last(stacks._topological_sort)


def noting_stack(deploy: Callable) -> Callable:
    """MiniStack's creation or change of a stack, which knows of which."""

    async def deployed(stack_name: str, *arguments, **named) -> None:
        token = _deployed.set(stack_name)
        try:
            await deploy(stack_name, *arguments, **named)
        finally:
            _deployed.reset(token)

    return deployed


def deployed_stack() -> str | None:
    """The stack that is being created or changed."""
    return _deployed.get()


def failing_last(order: Callable) -> Callable:
    """MiniStack's order of resources, with what is planned to fail and its dependents at the end."""

    def ordered(resources: dict, conditions: dict) -> list[str]:
        from ministack.services.cloudformation.engine import _extract_deps

        names = order(resources, conditions)
        stack = _deployed.get()
        if stack is None:
            return names
        late: set[str] = set()
        for name in names:
            if is_planned(stack, name, resources[name]["Type"]) or late & _extract_deps(resources[name], set(names)):
                late.add(name)
        return [name for name in names if name not in late] + [name for name in names if name in late]

    return ordered


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


def is_planned(stack: str, logical_id: str, resource_type: str) -> bool:
    """Whether the creation or the change of a resource is going to fail."""
    return any(each.fits(step, stack, logical_id, resource_type) for each in pending() for step in ("create", "update"))


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
