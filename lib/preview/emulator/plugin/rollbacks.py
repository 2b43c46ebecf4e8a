"""What fails to be deleted: it stays with its stack, and so does what it depends on.

MiniStack deletes on, and forgets what a failed rollback has left. On AWS a deletion of that stack tries again.
"""

import contextvars
from collections.abc import Callable

from ministack.core.responses import now_iso

from .errors import Refused
from .modules import replace_everywhere

_template: contextvars.ContextVar[dict] = contextvars.ContextVar("template")
_undeleted: contextvars.ContextVar[set[str]] = contextvars.ContextVar("undeleted")


def install() -> None:
    """Change MiniStack's rollback and deletion of stacks. Each deletion of a resource has to ask `keeping`."""
    from ministack.services.cloudformation import stacks

    replace_everywhere(stacks._roll_back_operation, rollback(stacks._roll_back_operation))
    replace_everywhere(stacks._delete_stack_async, stack_deletion(stacks._delete_stack_async))


def rollback(roll_back: Callable) -> Callable:
    """MiniStack's rollback, after which a stack that could not be created has what could not be deleted."""

    async def rolled_back(stack_name: str, stack_id: str, stack: dict, operation: dict, *arguments, **named) -> None:
        tokens = _template.set(operation.get("template") or {}), _undeleted.set(set())
        try:
            await roll_back(stack_name, stack_id, stack, operation, *arguments, **named)
        finally:
            _template.reset(tokens[0])
            _undeleted.reset(tokens[1])
        if stack["StackStatus"] == "ROLLBACK_FAILED":
            stack["_template"] = operation["template"]
            stack["_resolved_params"] = operation["param_values"]
            state = {"ResourceStatus": "DELETE_FAILED", "Timestamp": now_iso()}
            stack["_resources"] = {
                logical_id: {**left, **state, "LogicalResourceId": logical_id}
                for logical_id, left in stack["_rollback_failed"].items()
            }

    return rolled_back


def stack_deletion(delete: Callable) -> Callable:
    """MiniStack's deletion of a stack."""

    async def deleted(stack_name: str, *arguments, **named) -> None:
        from ministack.services.cloudformation import _stacks

        stack = _stacks.get(stack_name) or {}
        tokens = _template.set(stack.get("_template") or {}), _undeleted.set(set())
        try:
            await delete(stack_name, *arguments, **named)
        finally:
            _template.reset(tokens[0])
            _undeleted.reset(tokens[1])

    return deleted


def keeping(delete: Callable) -> Callable:
    """A deletion of a resource that keeps it while something that depends on it could not be deleted."""

    def deleted(resource_type, physical_id, properties, stack=None, logical_id=None) -> None:
        undeleted = _undeleted.get(set())
        if user := user_of(logical_id, undeleted):
            undeleted.add(logical_id)
            raise Refused(f"{logical_id} stays, because {user} depends on it and could not be deleted")
        try:
            delete(resource_type, physical_id, properties, stack, logical_id)
        except Exception:
            undeleted.add(logical_id)
            raise

    return deleted


def user_of(logical_id: str | None, undeleted: set[str]) -> str | None:
    """A resource that could not be deleted and depends on this one."""
    from ministack.services.cloudformation.engine import _extract_deps

    resources = _template.get({}).get("Resources", {})
    for each in sorted(undeleted):
        if each in resources and logical_id in _extract_deps(resources[each], set(resources)):
            return each
    return None
