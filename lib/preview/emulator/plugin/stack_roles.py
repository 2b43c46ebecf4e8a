"""The role of a stack: CloudFormation acts with its rights in every operation, until the stack gets another one.

Without a role it acts with the rights of whoever asks, as on AWS.
"""

from collections.abc import Callable

from ministack.core import iam_evaluator
from ministack.services import iam

from .errors import Refused
from .iam import actor
from .modules import replace_everywhere

TAKING = ("CreateStack", "UpdateStack", "DeleteStack", "CreateChangeSet", "RollbackStack", "ContinueUpdateRollback")


def install() -> None:
    """Change the operations that take a role, those that act, and the one that tells it."""
    from ministack.services.cloudformation import handlers, stacks

    for name in TAKING:
        if name in handlers._ACTION_HANDLERS:
            handlers._ACTION_HANDLERS[name] = taking_role(handlers._ACTION_HANDLERS[name])
    handlers._ACTION_HANDLERS["DescribeStacks"] = telling_role(handlers._ACTION_HANDLERS["DescribeStacks"])
    for original in (stacks._deploy_stack_async, stacks._delete_stack_async, stacks._roll_back_operation):
        replace_everywhere(original, acting(original))


def taking_role(operation: Callable[[dict], tuple]) -> Callable[[dict], tuple]:
    """An operation that remembers the role that it is given, where the caller may pass it on."""

    def taken(parameters: dict) -> tuple:
        from ministack.services.cloudformation.handlers import _resolve_stack
        from ministack.services.cloudformation.helpers import _error

        role = parameters.get("RoleARN", [""])[0]
        reason = why_not_taken(role) if role else None
        if reason:
            return _error("ValidationError", reason)
        answer = operation(parameters)
        stack = _resolve_stack(parameters.get("StackName", [""])[0])
        if role and stack and answer[0] < 400:
            stack["_role_arn"] = role
        return answer

    return taken


def why_not_taken(role: str) -> str | None:
    """Why a stack cannot get a role: it is none, does not trust CloudFormation, or is not the caller's to pass."""
    found = iam._roles.get(role.rsplit("/", 1)[-1])
    trust = (found or {}).get("AssumeRolePolicyDocument") or {}
    if "cloudformation.amazonaws.com" not in str(trust):
        return f"Role {role} is invalid or cannot be assumed"
    caller = actor.of_caller(iam_evaluator.caller_arn())
    passed = {"iam:passedtoservice": "cloudformation.amazonaws.com"}
    return actor.why_refused(caller, "iam:PassRole", role, {}, passed) if caller else None


def acting(work: Callable) -> Callable:
    """MiniStack's work on a stack, in which the stack's role acts."""

    async def done(stack_name: str, *arguments, **named) -> None:
        from ministack.services.cloudformation import _stacks

        role = (_stacks.get(stack_name) or {}).get("_role_arn")
        with actor.during(actor.of_role(role) if role else caller()):
            await work(stack_name, *arguments, **named)

    return done


def caller() -> actor.Actor | None:
    """Who has asked for the operation."""
    try:
        return actor.of_caller(iam_evaluator.caller_arn())
    except Refused as refused:
        raise RuntimeError(str(refused)) from refused


def telling_role(describe: Callable[[dict], tuple]) -> Callable[[dict], tuple]:
    """DescribeStacks tells of each stack's role."""

    def described(parameters: dict) -> tuple:
        from ministack.services.cloudformation import _stacks

        status, headers, body = describe(parameters)
        for stack in list(_stacks.values()):
            if role := stack.get("_role_arn"):
                told = f"<StackId>{stack['StackId']}</StackId>".encode()
                body = body.replace(told, told + f"<RoleARN>{role}</RoleARN>".encode())
        return status, headers, body

    return described
