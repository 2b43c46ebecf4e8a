"""Functions that services invoke: what has to admit that, which MiniStack does not ask.

A rule and a topic need the function's policy. A schedule has a role, and that role needs the right.
"""

import contextvars
from collections.abc import Callable
from typing import Any

from ministack.services import eventbridge, sns

from .. import journal
from ..iam.rights import function_admits, role_may
from .replace import replace

_role_of_schedule: contextvars.ContextVar[str | None] = contextvars.ContextVar("role_of_schedule", default=None)


def install() -> None:
    """Ask before each invocation."""
    replace(eventbridge, "_invoke_target", with_role_of_schedule)
    replace(eventbridge, "_dispatch_to_lambda", admitted("events.amazonaws.com"))
    replace(sns, "_deliver_to_lambda", admitted("sns.amazonaws.com"))


def with_role_of_schedule(invoke_target: Callable) -> Callable:
    """Remember the role of a schedule while its target is invoked."""

    def invoked(target: dict, event: dict, *arguments: Any) -> Any:
        role = target.get("RoleArn") if event.get("Source") == "aws.scheduler" else None
        token = _role_of_schedule.set(role)
        try:
            return invoke_target(target, event, *arguments)
        finally:
            _role_of_schedule.reset(token)

    return invoked


def why_refused(function_arn: str, service: str) -> str:
    """Why a service may not invoke a function, or nothing where it may."""
    role = _role_of_schedule.get()
    if role:
        may = role_may(role, "lambda:InvokeFunction", function_arn)
        return "" if may else f"{role} may not invoke the function"
    return "" if function_admits(function_arn, service) else f"the function's policy does not admit {service}"


def admitted(service: str) -> Callable[[Callable], Callable]:
    """Invoke only what is admitted; on AWS, too, nobody but a metric tells of the rest."""

    def guarding(invoke: Callable) -> Callable:
        def invoked(function_arn: str, *arguments: Any) -> Any:
            reason = why_refused(function_arn, service)
            note = {"service": "lambda", "operation": "InvokeFunction", "by": service, "resource": function_arn}
            journal.write({**note, **({"error": reason} if reason else {})})
            return None if reason else invoke(function_arn, *arguments)

        return invoked

    return guarding
