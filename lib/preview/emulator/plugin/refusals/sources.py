"""Event sources of functions: Lambda reads them with the function's role, and looks at it first."""

from ..calls import call
from ..errors import by_service
from ..iam.rights import role_may

NEEDED = {
    "sqs": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    "dynamodb": ("dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"),
}


def check(resource_type: str, properties: dict) -> None:
    """Raise `Refused` for a mapping whose function may not read its source."""
    source = properties.get("EventSourceArn")
    if resource_type != "AWS::Lambda::EventSourceMapping" or not source:
        return
    service = source.split(":")[2]
    role = call("lambda", "get_function_configuration", FunctionName=properties["FunctionName"])["Role"]
    missing = [action for action in NEEDED.get(service, ()) if not role_may(role, action, source)]
    if missing:
        raise by_service(
            f"The function execution role does not have permissions to call {', '.join(missing)} on {source}",
            "Lambda",
        )
