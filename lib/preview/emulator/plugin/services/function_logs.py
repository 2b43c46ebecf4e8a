"""The logs of functions: whole with each answer, and in a group that exists or that the function's role may create."""

import queue
from collections.abc import Callable

from ministack.core import iam_evaluator, lambda_runtime
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, lambda_svc


def install() -> None:
    """Ask the role before MiniStack makes the group by itself, and read a log up to its mark."""
    lambda_runtime.Worker._drain_stderr_bounded = up_to_mark(lambda_runtime.Worker._drain_stderr_bounded)
    lambda_svc._emit_lambda_logs = writing_where_allowed(lambda_svc._emit_lambda_logs)


MARK = "palisade: end of log"
"""What `log-mark.cjs` writes after the log of an invocation and before its answer."""

LONGEST_WAIT_SECONDS = 0.25
"""A function that has ended by itself leaves no mark."""


def up_to_mark(drain: Callable) -> Callable:
    """The log of the invocation that has just ended, at once. MiniStack waits whether more comes."""

    def drained(worker: lambda_runtime.Worker, *arguments, **named) -> str:
        if not worker.config.get("Runtime", "").startswith("nodejs"):
            return drain(worker, *arguments, **named)
        lines: list[str] = []
        try:
            while (line := worker._stderr_queue.get(timeout=LONGEST_WAIT_SECONDS)) != MARK:
                lines.append(line)
        except queue.Empty:
            pass
        return "\n".join(lines)

    return drained


def writing_where_allowed(write: Callable) -> Callable:
    """MiniStack's writing of a log, unless there is no log group and the role may not create it."""

    def written(function: dict, *arguments, **named) -> None:
        config = function.get("config") or function
        told = config.get("LoggingConfig") or {}
        group = told.get("LogGroup") or f"/aws/lambda/{config['FunctionName']}"
        if group in cloudwatch_logs._log_groups or may_create(config["Role"], group):
            write(function, *arguments, **named)

    return written


def may_create(role: str, group: str) -> bool:
    """Whether a role's policies let it create a log group."""
    account = get_account_id()
    asked = iam_evaluator.EvalContext(
        principal_arn=role,
        principal_type="AssumedRole",
        principal_account=account,
        action="logs:CreateLogGroup",
        resource_arn=cloudwatch_logs._make_group_arn(group),
        region=get_region(),
    )
    policies = iam_evaluator._gather_role_policies(role.rsplit("/", 1)[-1], account)
    return iam_evaluator.evaluate(asked, policies).decision == "Allow"
