"""What a role or a service may do, asked before it does it."""

import json

from ministack.core import iam_evaluator
from ministack.core.responses import get_region
from ministack.services import lambda_svc


def role_may(role_arn: str, action: str, resource_arn: str) -> bool:
    """Whether the role's own policies allow an action on a resource."""
    account = role_arn.split(":")[4]
    name = role_arn.rsplit("/", 1)[-1]
    context = iam_evaluator.EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{name}/lambda",
        principal_type="AssumedRole",
        principal_account=account,
        action=action,
        resource_arn=resource_arn,
        region=get_region(),
    )
    policies = iam_evaluator._gather_role_policies(name, account)
    return iam_evaluator.evaluate(context, policies).decision == "Allow"


def function_admits(function_arn: str, service: str) -> bool:
    """Whether a function exists, and its policy lets a service invoke it."""
    found = lambda_svc.function_policy_for_arn(function_arn)
    statements = found[0].get("Statement", []) if found else []
    return any(service in json.dumps(statement["Principal"]) for statement in statements)
