"""What CloudTrail and Config try before they write: the policies of bucket and key, the log group, and a role."""

import json
from collections.abc import Callable
from typing import Any

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import cloudtrail, cloudwatch_logs, config, iam, kms, s3

from ..iam.rights import role_may
from ..iam.service_principals import admits, caller_keys
from .replace import replace

CLOUDTRAIL = "cloudtrail.amazonaws.com"
CONFIG = "config.amazonaws.com"
OWNED = {"s3_x-amz-acl": "bucket-owner-full-control"}


def install() -> None:
    """Put the checks before the operations, and refuse a recorder without a channel."""
    replace(cloudtrail, "_create_trail", keeping_log_group)
    for name in ("_create_trail", "_update_trail"):
        replace(cloudtrail, name, refusing(why_no_trail))
    config._put_configuration_recorder = refusing(why_no_recorder)(config._put_configuration_recorder)
    config._put_delivery_channel = refusing(why_no_channel)(config._put_delivery_channel)
    config._start_configuration_recorder = refusing(why_no_start)(config._start_configuration_recorder)


def keeping_log_group(create: Callable) -> Callable:
    """MiniStack's creation of a trail, after which the trail knows its log group."""

    def created(data: dict) -> Any:
        answer = create(data)
        if answer[0] == 200:
            names = ("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn")
            cloudtrail._trails[data["Name"]] |= {name: data[name] for name in names if name in data}
        return answer

    return created


def refusing(check: Callable[[dict], tuple[str, str] | None]) -> Callable[[Callable], Callable]:
    """An operation that answers with the code and sentence of a check where there is one."""

    def guarded(operation: Callable) -> Callable:
        def checked(data: dict) -> Any:
            reason = check(data)
            return error_response_json(*reason, 400) if reason else operation(data)

        return checked

    return guarded


def why_no_trail(data: dict) -> tuple[str, str] | None:
    """Why CloudTrail would not create or change a trail."""
    name = data.get("Name", "")
    arn = name if name.startswith("arn:") else cloudtrail._trail_arn(name)
    return trail_bucket(data, arn) or trail_key(data, arn) or trail_log_group(data)


def trail_bucket(data: dict, trail_arn: str) -> tuple[str, str] | None:
    """The bucket exists, and its policy admits CloudTrail for this trail."""
    bucket = data.get("S3BucketName")
    if not bucket:
        return None
    if bucket not in s3._buckets:
        return "S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!"
    prefix = f"{data['S3KeyPrefix']}/" if data.get("S3KeyPrefix") else ""
    arn = f"arn:aws:s3:::{bucket}"
    written = f"{arn}/{prefix}AWSLogs/{get_account_id()}/CloudTrail/{get_region()}/digest"
    keys = caller_keys(trail_arn)
    policy = policy_of_bucket(bucket)
    may_look = admits(policy, CLOUDTRAIL, "s3:GetBucketAcl", arn, **keys)
    if may_look and admits(policy, CLOUDTRAIL, "s3:PutObject", written, **keys, **OWNED):
        return None
    return "InsufficientS3BucketPolicyException", f"Incorrect S3 bucket policy is detected for bucket: {bucket}"


def trail_key(data: dict, trail_arn: str) -> tuple[str, str] | None:
    """The key exists, and its policy admits CloudTrail with the encryption context of a trail."""
    key = data.get("KmsKeyId")
    if not key:
        return None
    record = kms._resolve_key(key)
    if record is None:
        return "KmsKeyNotFoundException", f"KMS key {key} does not exist or is in another region."
    context = {"kms_EncryptionContext:aws:cloudtrail:arn": trail_arn}
    may_encrypt = admits(
        record["Policy"], CLOUDTRAIL, "kms:GenerateDataKey", record["Arn"], **caller_keys(trail_arn), **context
    )
    if may_encrypt and admits(record["Policy"], CLOUDTRAIL, "kms:DescribeKey", record["Arn"], **caller_keys(trail_arn)):
        return None
    bucket = data.get("S3BucketName")
    return (
        "InsufficientEncryptionPolicyException",
        f"Insufficient permissions to access S3 bucket {bucket} or KMS key {record['Arn']}.",
    )


def trail_log_group(data: dict) -> tuple[str, str] | None:
    """The log group exists, and CloudTrail may write to it by the role."""
    group, role = data.get("CloudWatchLogsLogGroupArn"), data.get("CloudWatchLogsRoleArn")
    if not group and not role:
        return None
    name = (group or "").split(":log-group:")[-1].removesuffix(":*")
    if not str(group).endswith(":*") or name not in cloudwatch_logs._log_groups:
        return "InvalidCloudWatchLogsLogGroupArnException", f"CloudTrail cannot validate the log group ARN {group}."
    stream = f"{group.removesuffix(':*')}:log-stream:{get_account_id()}_CloudTrail_{get_region()}"
    if (
        role
        and trusts(role, CLOUDTRAIL)
        and all(role_may(role, action, stream) for action in ("logs:CreateLogStream", "logs:PutLogEvents"))
    ):
        return None
    return "InvalidCloudWatchLogsRoleArnException", "Access denied. Check the permissions for your role."


def trusts(role_arn: str, service: str) -> bool:
    """Whether a role exists and a service can take it on."""
    role = iam._roles.get(role_arn.rsplit("/", 1)[-1])
    return role is not None and role["Arn"] == role_arn and service in json.dumps(role["AssumeRolePolicyDocument"])


def why_no_recorder(data: dict) -> tuple[str, str] | None:
    """Why Config would not take a recorder: it has one of another name, or its role does not exist."""
    told = data.get("ConfigurationRecorder") or {}
    if [name for name in config._recorders if name != told.get("name", "default")]:
        return (
            "MaxNumberOfConfigurationRecordersExceededException",
            f"Failed to put configuration recorder '{told.get('name')}' because the maximum number of configuration "
            "recorders: 1 is reached.",
        )
    role = told.get("roleARN", "")
    if trusts(role, CONFIG):
        return None
    return "InvalidRoleException", f"{role} is no role that AWS Config can assume."


def why_no_channel(data: dict) -> tuple[str, str] | None:
    """Why Config would not take a channel: no recorder, a second channel, or a bucket that does not admit it."""
    told = data.get("DeliveryChannel") or {}
    name, bucket = told.get("name", "default"), told.get("s3BucketName", "")
    if not list(config._recorders):
        return (
            "NoAvailableConfigurationRecorderException",
            "Configuration recorder is not available to put delivery channel.",
        )
    if [each for each in config._delivery_channels if each != name]:
        return (
            "MaxNumberOfDeliveryChannelsExceededException",
            f"Failed to put delivery channel '{name}' because the maximum number of delivery channels: 1 is reached.",
        )
    if bucket not in s3._buckets:
        return "NoSuchBucketException", f"Cannot find a S3 bucket with an empty name or bucket {bucket} does not exist."
    if config_may_write(bucket, told.get("s3KeyPrefix", "")):
        return None
    return (
        "InsufficientDeliveryPolicyException",
        f"Insufficient delivery policy to s3 bucket: {bucket}, unable to write to bucket, provided s3 key prefix is "
        f"'{told.get('s3KeyPrefix') or 'null'}', provided kms key is 'null'.",
    )


def config_may_write(bucket: str, key_prefix: str) -> bool:
    """Whether the policies of the bucket and of its key admit Config, which writes a trial object."""
    account = get_account_id()
    arn, prefix = f"arn:aws:s3:::{bucket}", f"{key_prefix}/" if key_prefix else ""
    written = f"{arn}/{prefix}AWSLogs/{account}/Config/ConfigWritabilityCheckFile"
    keys = {"aws_sourceaccount": account}
    policy = policy_of_bucket(bucket)
    return (
        admits(policy, CONFIG, "s3:GetBucketAcl", arn, **keys)
        and admits(policy, CONFIG, "s3:ListBucket", arn, **keys)
        and admits(policy, CONFIG, "s3:PutObject", written, **keys, **OWNED)
        and bucket_key_admits(bucket, **keys)
    )


def bucket_key_admits(bucket: str, **keys: str) -> bool:
    """Whether the key of a bucket, where it has one of the customer's, lets Config encrypt."""
    from ..iam.key_use import bucket_key, region_of

    key = bucket_key(bucket)
    if not key or key.startswith("alias/aws/"):
        return True
    record = kms._keys.get_scoped(get_account_id(), region_of(key, get_region()), key.rsplit("/", 1)[-1])
    return record is not None and admits(record["Policy"], CONFIG, "kms:GenerateDataKey", record["Arn"], **keys)


def why_no_start(data: dict) -> tuple[str, str] | None:
    """A recorder needs a channel before it records."""
    if list(config._delivery_channels):
        return None
    return "NoAvailableDeliveryChannelException", "Delivery channel is not available to start configuration recorder."


def policy_of_bucket(bucket: str) -> str | None:
    """The policy of a bucket of the account."""
    policy = s3._bucket_policies.get(bucket)
    return policy.decode() if isinstance(policy, bytes) else policy
