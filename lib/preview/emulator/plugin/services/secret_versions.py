"""The versions of a secret and their staging labels as AWS keeps them, where MiniStack differs.

Source: the Secrets Manager API reference as the AWS SDK for JavaScript 3.1162.0 quotes it. Each difference has a test
in test/emulator/secret-versions.test.ts.
"""

import json
import time
import uuid
from typing import Any

from ministack.core.responses import error_response_json, json_response
from ministack.services import secretsmanager

from .replace import replace


def install() -> None:
    """Replace the operations that differ, and let the others tell no version without a label."""
    for name, operation in (
        ("_put_secret_value", put_secret_value),
        ("_update_secret_version_stage", update_secret_version_stage),
        ("_list_secret_version_ids", list_secret_version_ids),
    ):
        replace(secretsmanager, name, lambda original, operation=operation: checking_secret(operation))
    replace(secretsmanager, "_create_secret", without_empty_version)
    replace(secretsmanager, "_get_secret_value", with_value_only)
    replace(secretsmanager, "_describe_secret", with_rotation_dates)
    secretsmanager._vid_to_stages = labelled


def refused(code: str, message: str) -> Any:
    """An answer that refuses."""
    return error_response_json(code, message, 400)


def invalid(message: str) -> Any:
    """An answer to parameters that contradict what is there."""
    return refused("InvalidParameterException", message)


def checking_secret(operation):
    """Hand the secret to an operation, if there is one that is not to be deleted."""

    def checked(data: dict) -> Any:
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        if not secret:
            return refused("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
        if secret.get("DeletedDate"):
            message = "You can't perform this operation on the secret because it was marked for deletion."
            return refused("InvalidRequestException", message)
        return operation(secret, data)

    return checked


def holder(secret: dict, label: str | None) -> str | None:
    """The id of the version that has a label."""
    return next((vid for vid, version in secret["Versions"].items() if label in version["Stages"]), None)


def labelled(secret: dict) -> dict[str, list[str]]:
    """The labels of each version that has some: one without is deprecated, and no longer told."""
    return {vid: list(version["Stages"]) for vid, version in secret["Versions"].items() if version["Stages"]}


def move(secret: dict, label: str, target: str | None) -> None:
    """A label is on one version at most, and the version that was current becomes the previous one."""
    versions = secret["Versions"]
    source = holder(secret, label)
    if source == target:
        return
    if source is not None:
        versions[source]["Stages"].remove(label)
    if target is not None:
        versions[target]["Stages"].append(label)
    if label != "AWSCURRENT" or target is None:
        return
    if "AWSPREVIOUS" in versions[target]["Stages"]:
        versions[target]["Stages"].remove("AWSPREVIOUS")
    if source is not None:
        move(secret, "AWSPREVIOUS", source)
    # A rotation is complete when the version that it made is current.
    if "AWSPENDING" in versions[target]["Stages"] and secret.get("RotationEnabled"):
        secret["LastRotatedDate"] = time.time()
    secretsmanager._emit_secret_label_updated(secret, label, target)


def has_value(version: dict) -> bool:
    """Whether a version holds anything; that of a rotation holds nothing at first."""
    return version.get("SecretString") is not None or version.get("SecretBinary") is not None


def new_version(secret: dict, token: str | None) -> str:
    """The id of the version for a client's token, made where it is new."""
    version_id = token or str(uuid.uuid4())
    empty = {"SecretString": None, "SecretBinary": None, "CreatedDate": time.time(), "Stages": []}
    secret["Versions"].setdefault(version_id, empty)
    return version_id


def put_secret_value(secret: dict, data: dict) -> Any:
    """Write a version once. The first value of a secret is current, whatever its labels."""
    versions = secret["Versions"]
    labels = list(data.get("VersionStages") or ["AWSCURRENT"])
    if not any(has_value(version) for version in versions.values()) and "AWSCURRENT" not in labels:
        labels.append("AWSCURRENT")
    version_id = new_version(secret, data.get("ClientRequestToken"))
    version = versions[version_id]
    value = {name: data.get(name) for name in ("SecretString", "SecretBinary")}
    if has_value(version) and {name: version.get(name) for name in value} != value:
        return refused(
            "ResourceExistsException",
            f"You can't use ClientRequestToken {version_id} because that value is already in use for a version of "
            f"secret {secret['ARN']}.",
        )
    if not has_value(version):
        version.update(value)
        for label in labels:
            move(secret, label, version_id)
        secret["LastChangedDate"] = int(time.time())
        secretsmanager._sync_replicas(secret)
    return json_response(
        {"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": version_id, "VersionStages": version["Stages"]}
    )


def update_secret_version_stage(secret: dict, data: dict) -> Any:
    """Move a label; whoever moves it has to name the version that has it."""
    label, source, target = (data.get(name) for name in ("VersionStage", "RemoveFromVersionId", "MoveToVersionId"))
    if not label or not (source or target):
        return invalid("VersionStage and one of RemoveFromVersionId and MoveToVersionId are required.")
    for version_id in (source, target):
        if version_id and version_id not in secret["Versions"]:
            return invalid(f"Not a valid version: {version_id}")
    current = holder(secret, label)
    if current != target or current is None:
        if current != source:
            return invalid(
                f"Staging label {label} is currently attached to version {current}, so you must explicitly "
                "reference that version in RemoveFromVersionId."
            )
        move(secret, label, target)
        secret["LastChangedDate"] = int(time.time())
        secretsmanager._sync_replicas(secret)
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})


def list_secret_version_ids(secret: dict, data: dict) -> Any:
    """The versions that have labels."""
    versions = [
        {"VersionId": vid, "VersionStages": stages, "CreatedDate": secret["Versions"][vid]["CreatedDate"]}
        for vid, stages in labelled(secret).items()
    ]
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"], "Versions": versions})


def without_empty_version(create):
    """A secret without a value has no version, and a name is taken until a scheduled deletion has happened."""

    def created(data: dict) -> Any:
        _, existing = secretsmanager._resolve(data.get("Name"))
        if existing and existing.get("DeletedDate"):
            return refused(
                "InvalidRequestException",
                "You can't create this secret because a secret with this name is already scheduled for deletion.",
            )
        status, headers, body = create(data)
        told = json.loads(body)
        if status != 200 or "SecretString" in data or "SecretBinary" in data:
            return status, headers, body
        secretsmanager._resolve(told["ARN"])[1]["Versions"].clear()
        return json_response({"ARN": told["ARN"], "Name": told["Name"]})

    return created


def with_value_only(get):
    """A version without a value is there, and cannot be read."""

    def read(data: dict) -> Any:
        status, headers, body = get(data)
        told = json.loads(body)
        if status != 200 or "SecretString" in told or "SecretBinary" in told:
            return status, headers, body
        return refused(
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret value for "
            + (
                f"VersionId: {data['VersionId']}"
                if data.get("VersionId")
                else f"staging label: {data.get('VersionStage')}"
            ),
        )

    return read


def with_rotation_dates(describe):
    """DescribeSecret tells when a secret was rotated, and when it will be."""

    def described(data: dict) -> Any:
        status, headers, body = describe(data)
        if status != 200:
            return status, headers, body
        _, secret = secretsmanager._resolve(data.get("SecretId"))
        dates = {name: secret[name] for name in ("LastRotatedDate", "NextRotationDate") if name in secret}
        return status, headers, json.dumps({**json.loads(body), **dates}).encode()

    return described
