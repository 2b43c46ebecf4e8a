"""A function's log group is created by Lambda where the function's role may create it, and nowhere else."""

from collections.abc import Callable

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, lambda_svc


def install() -> None:
    """Ask the role before MiniStack makes the group by itself."""
    lambda_svc._emit_lambda_logs = writing_where_allowed(lambda_svc._emit_lambda_logs)


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
