"""The versions of a secret as AWS keeps them, where moto differs.

Source: the Secrets Manager API reference as the AWS SDK for JavaScript 3.1162.0 quotes it. Each difference has a test
in test/emulator/emulator.test.ts. The steps of a rotation are not called: a test runs them itself, with the version
that RotateSecret answered, as Secrets Manager does.
"""

import json
import time

from moto.secretsmanager.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceExistsException,
    SecretHasNoValueException,
    SecretNotFoundException,
)
from moto.secretsmanager.models import FakeSecret, SecretsManagerBackend

moto_get_secret_value = SecretsManagerBackend.get_secret_value
moto_to_dict = FakeSecret.to_dict


def install():
    SecretsManagerBackend.put_secret_value = put_secret_value
    SecretsManagerBackend.get_secret_value = get_secret_value
    SecretsManagerBackend.update_secret_version_stage = update_secret_version_stage
    SecretsManagerBackend.rotate_secret = rotate_secret
    SecretsManagerBackend.list_secret_version_ids = list_secret_version_ids
    FakeSecret.to_dict = to_dict


def find(backend, secret_id):
    if secret_id not in backend.secrets:
        raise SecretNotFoundException()
    secret = backend.secrets[secret_id]
    if secret.is_deleted():
        raise InvalidRequestException("You tried to perform the operation on a secret that's currently marked deleted.")
    return secret


def holder(secret, label):
    return next((each for each in secret.versions.values() if label in each["version_stages"]), None)


def move(secret, label, target):
    """A label is on one version at most, and the version that was current becomes the previous one."""
    source = holder(secret, label)
    if source is target:
        return
    if source is not None:
        source["version_stages"].remove(label)
    if target is not None:
        target["version_stages"].append(label)
    if label != "AWSCURRENT" or target is None:
        return
    if "AWSPREVIOUS" in target["version_stages"]:
        target["version_stages"].remove("AWSPREVIOUS")
    if source is not None:
        move(secret, "AWSPREVIOUS", source)
    secret.set_default_version_id(target["version_id"])
    # A rotation is complete when the version that it made is current.
    if "AWSPENDING" in target["version_stages"] and secret.rotation_requested:
        secret.last_rotation_date = time.time()


def has_value(version):
    return "secret_string" in version or "secret_binary" in version


def put_secret_value(self, secret_id, secret_string, secret_binary, client_request_token, version_stages):
    secret = find(self, secret_id)
    version_id = self._from_client_request_token(client_request_token)
    given = {"secret_string": secret_string, "secret_binary": secret_binary}
    value = {name: each for name, each in given.items() if each is not None}
    labels = list(version_stages)
    if not any(has_value(each) for each in secret.versions.values()) and "AWSCURRENT" not in labels:
        labels.append("AWSCURRENT")
    version = secret.versions.get(version_id)
    if version is None:
        version = {"createdate": time.time(), "version_id": version_id, "version_stages": []}
        secret.versions[version_id] = version
    if has_value(version) and {name: version[name] for name in given if name in version} != value:
        raise ResourceExistsException(
            f"You can't use ClientRequestToken {version_id} because that value is already in use for a version of "
            f"secret {secret.arn}."
        )
    if not has_value(version):
        version.update(value)
        for label in labels:
            move(secret, label, version)
        secret.last_changed_date = time.time()
    return secret.to_short_dict(include_version_stages=True, version_id=version_id)


def get_secret_value(self, secret_id, version_id, version_stage):
    secret = find(self, secret_id)
    stage = version_stage if version_stage or version_id else "AWSCURRENT"
    if version_id is None and holder(secret, stage) is None:
        raise SecretHasNoValueException(stage)
    return moto_get_secret_value(self, secret_id, version_id, stage)


def update_secret_version_stage(self, secret_id, version_stage, remove_from_version_id, move_to_version_id):
    secret = find(self, secret_id)
    for version_id in (remove_from_version_id, move_to_version_id):
        if version_id and version_id not in secret.versions:
            raise InvalidParameterException(f"Not a valid version: {version_id}")
    source = holder(secret, version_stage)
    source_id = source and source["version_id"]
    if source_id == move_to_version_id and source_id is not None:
        return secret.arn, secret.name
    if source_id != remove_from_version_id:
        raise InvalidParameterException(
            f"Staging label {version_stage} is currently attached to version {source_id}, so you must explicitly "
            "reference that version in RemoveFromVersionId."
        )
    move(secret, version_stage, secret.versions.get(move_to_version_id))
    return secret.arn, secret.name


def rotate_secret(
    self,
    secret_id,
    client_request_token=None,
    rotation_lambda_arn=None,
    rotation_rules=None,
    rotate_immediately=True,
):
    secret = find(self, secret_id)
    if not (rotation_lambda_arn or secret.rotation_lambda_arn):
        raise InvalidRequestException(
            "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured and "
            "you didn't include such an ARN as a parameter in this call."
        )
    pending = holder(secret, "AWSPENDING")
    if pending is not None and "AWSCURRENT" not in pending["version_stages"]:
        raise InvalidRequestException("A previous rotation isn't complete. That rotation will be reattempted.")
    secret.rotation_requested = secret.rotation_enabled = True
    secret.rotation_lambda_arn = rotation_lambda_arn or secret.rotation_lambda_arn
    if rotation_rules:
        secret.auto_rotate_after_days = rotation_rules.get("AutomaticallyAfterDays", 0)
    if secret.auto_rotate_after_days:
        secret.next_rotation_date = int(time.time()) + secret.auto_rotate_after_days * 86400
    # Also where nothing is rotated: the function's step testSecret is then tried with a version that is thrown away.
    version_id = self._from_client_request_token(client_request_token)
    version = {"createdate": time.time(), "version_id": version_id, "version_stages": []}
    secret.versions.setdefault(version_id, version)
    move(secret, "AWSPENDING", secret.versions[version_id])
    return secret.to_short_dict(version_id=version_id)


def list_secret_version_ids(self, secret_id):
    secret = find(self, secret_id)
    versions = [
        {"CreatedDate": each["createdate"], "VersionId": each["version_id"], "VersionStages": each["version_stages"]}
        for each in secret.versions.values()
        if each["version_stages"]
    ]
    return json.dumps({"ARN": secret.arn, "Name": secret.name, "Versions": versions})


def to_dict(self):
    """A version without a label is deprecated, and no longer told."""
    told = moto_to_dict(self)
    for name in ("VersionIdsToStages", "SecretVersionsToStages"):
        if name in told:
            told[name] = {version_id: labels for version_id, labels in told[name].items() if labels}
    return told
