"""Secrets, their policies and the schedules that rotate them."""

import json

from ministack.services import secretsmanager

from ..calls import call
from .names import picked


def complete_secret(arn: str, properties: dict) -> None:
    """A secret that is given no value has no version."""
    if "SecretString" not in properties and "GenerateSecretString" not in properties:
        _, secret = secretsmanager._resolve(arn)
        if secret and all(not version.get("SecretString") for version in secret["Versions"].values()):
            secret["Versions"].clear()


def put_policy(properties: dict) -> None:
    """Write a resource policy; Secrets Manager wants it as text."""
    policy = properties["ResourcePolicy"]
    call(
        "secretsmanager",
        "put_resource_policy",
        SecretId=properties["SecretId"],
        ResourcePolicy=policy if isinstance(policy, str) else json.dumps(policy),
        **picked(properties, "BlockPublicPolicy"),
    )


def create_policy(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """The policy's id is the secret's ARN."""
    put_policy(properties)
    return properties["SecretId"], {}


def update_policy(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
    """A policy is written over."""
    put_policy(new)
    return physical_id, {}


def delete_policy(physical_id: str, properties: dict) -> None:
    """Remove the policy from its secret."""
    call("secretsmanager", "delete_resource_policy", SecretId=properties["SecretId"])


def rotate(properties: dict) -> None:
    """Give the secret its function and schedule, and rotate it at once unless the template says otherwise."""
    immediately = str(properties.get("RotateImmediatelyOnUpdate", True)).lower() == "true"
    call(
        "secretsmanager",
        "rotate_secret",
        SecretId=properties["SecretId"],
        RotateImmediately=immediately,
        **picked(properties, "RotationLambdaARN", "RotationRules"),
    )


def create_schedule(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """The schedule's id is the secret's ARN."""
    rotate(properties)
    return properties["SecretId"], {}


def update_schedule(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
    """A schedule is written over."""
    rotate(new)
    return physical_id, {}


def delete_schedule(physical_id: str, properties: dict) -> None:
    """End the rotation."""
    call("secretsmanager", "cancel_rotate_secret", SecretId=properties["SecretId"])


HANDLERS = {
    "AWS::SecretsManager::ResourcePolicy": {
        "create": create_policy,
        "update": update_policy,
        "delete": delete_policy,
    },
    "AWS::SecretsManager::RotationSchedule": {
        "create": create_schedule,
        "update": update_schedule,
        "delete": delete_schedule,
    },
}
COMPLETIONS = {"AWS::SecretsManager::Secret": complete_secret}
