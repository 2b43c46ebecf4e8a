"""What CloudFormation remembers of stacks: the deleted ones, by their ids, and which stack has a resource.

MiniStack keeps one record under each name, so that a new stack would put out the memory of an older one of its name.
"""

from collections.abc import Callable

from .modules import replace_everywhere


def install() -> None:
    """Change MiniStack's deletion of stacks, and what it tells of their resources."""
    from ministack.services.cloudformation import handlers, stacks

    replace_everywhere(stacks._delete_stack_async, remembering(stacks._delete_stack_async))
    describe = handlers._ACTION_HANDLERS["DescribeStackResources"]
    handlers._ACTION_HANDLERS["DescribeStackResources"] = by_physical_id(describe)


def remembering(delete: Callable) -> Callable:
    """MiniStack's deletion, after which the stack is known by its id only."""

    async def deleted(stack_name: str, stack_id: str, *arguments, **named) -> None:
        await delete(stack_name, stack_id, *arguments, **named)
        from ministack.services.cloudformation import _stacks

        stack = _stacks.get(stack_name)
        if stack and stack["StackId"] == stack_id and stack["StackStatus"] == "DELETE_COMPLETE":
            _stacks[stack_id] = _stacks.pop(stack_name)

    return deleted


def by_physical_id(describe: Callable) -> Callable:
    """DescribeStackResources takes a physical id in place of a stack, and tells the stack that it belongs to."""

    def described(parameters: dict) -> tuple:
        from ministack.services.cloudformation.helpers import _error

        wanted = parameters.get("PhysicalResourceId", [""])[0]
        if not wanted:
            return describe(parameters)
        owner = owner_of(wanted)
        if owner is None:
            return _error("ValidationError", f"Stack for {wanted} does not exist")
        return describe({**parameters, "StackName": [owner]})

    return described


def owner_of(physical_id: str) -> str | None:
    """The id of the stack that has a resource, in the account and region of the request."""
    from ministack.services.cloudformation import _stacks

    for stack in _stacks.values():
        if any(each.get("PhysicalResourceId") == physical_id for each in stack.get("_resources", {}).values()):
            return stack["StackId"]
    return None
