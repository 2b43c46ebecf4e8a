"""What a role may do, asked before it does it: some services look at a role when they are told to use it."""

from ministack.core import iam_evaluator
from ministack.core.responses import get_region


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
