"""What the policy of a bucket, key or topic says to a service of AWS, such as `cloudtrail.amazonaws.com`."""

from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region


def admits(policy: str | dict | None, service: str, action: str, resource: str, **keys: Any) -> bool:
    """Whether a policy lets a service act. `keys` are condition keys, with an underscore for the first colon.

    Services have no account of their own, and reach S3 by TLS 1.3.
    """
    context = iam_evaluator.EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context={
            "aws:principalisawsservice": "true",
            "s3:tlsversion": "1.3",
            **{name.replace("_", ":", 1).lower(): value for name, value in keys.items()},
        },
    )
    return iam_evaluator.evaluate_resource_policy(policy, context, service=service).decision == "Allow"


def caller_keys(source_arn: str) -> dict[str, str]:
    """The condition keys by which a service tells on whose behalf it acts."""
    return {"aws_sourcearn": source_arn, "aws_sourceaccount": get_account_id()}
