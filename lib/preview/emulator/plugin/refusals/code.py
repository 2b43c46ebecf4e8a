"""What a function is made of: its archive in a bucket, its layers, and a role that it can take on."""

import json

from botocore.exceptions import ClientError

from ..calls import call, is_missing
from ..errors import by_service


def check(resource_type: str, properties: dict) -> None:
    """Raise `Refused` where a part of a function or a layer is missing."""
    if resource_type in ("AWS::Lambda::Function", "AWS::Lambda::LayerVersion"):
        require_archive(properties.get("Code") or properties.get("Content") or {})
    if resource_type == "AWS::Lambda::Function":
        require_role(properties["Role"])
        for layer in properties.get("Layers", []):
            require_layer(layer)


def require_archive(code: dict) -> None:
    """The object has to be there; MiniStack would deploy an empty function."""
    if "S3Bucket" not in code:
        return
    try:
        call("s3", "head_object", Bucket=code["S3Bucket"], Key=code["S3Key"])
    except ClientError as error:
        if not is_missing(error):
            raise
        raise by_service(
            "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not "
            f"exist: {code['S3Bucket']}/{code['S3Key']}",
            "Lambda",
        ) from error


def require_role(arn: str) -> None:
    """The role has to exist and to trust Lambda."""
    refused = by_service("The role defined for the function cannot be assumed by Lambda.", "Lambda")
    try:
        role = call("iam", "get_role", RoleName=arn.rsplit("/", 1)[-1])["Role"]
    except ClientError as error:
        if not is_missing(error):
            raise
        raise refused from error
    if "lambda.amazonaws.com" not in json.dumps(role["AssumeRolePolicyDocument"]):
        raise refused


def require_layer(arn: str) -> None:
    """A layer's version has to exist where its ARN says."""
    try:
        call("lambda", "get_layer_version_by_arn", Arn=arn)
    except ClientError as error:
        if not is_missing(error):
            raise
        raise by_service(f"Layer version {arn} does not exist.", "Lambda") from error
