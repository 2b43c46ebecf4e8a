"""Keys that services use for a caller: who reads an encrypted secret, item, message or object needs the key, too."""

from collections.abc import Iterator

from ministack.services import dynamodb, kms, s3, secretsmanager, sns, sqs

DECRYPT = ("kms:Decrypt",)
WRITE = ("kms:GenerateDataKey", "kms:Decrypt")

USES: dict[str, tuple[str, ...]] = {
    "secretsmanager:GetSecretValue": DECRYPT,
    "secretsmanager:PutSecretValue": WRITE,
    "sqs:ReceiveMessage": DECRYPT,
    "sqs:SendMessage": WRITE,
    "sns:Publish": WRITE,
    "s3:GetObject": DECRYPT,
    "s3:PutObject": ("kms:GenerateDataKey",),
    **{
        f"dynamodb:{operation}": DECRYPT
        for operation in (
            "BatchGetItem",
            "BatchWriteItem",
            "ConditionCheckItem",
            "DeleteItem",
            "GetItem",
            "PutItem",
            "Query",
            "Scan",
            "UpdateItem",
        )
    },
}
"""What each action needs of a customer-managed key. Keys that AWS manages need no permission."""


def needed_of_key(iam_action: str, resource_arn: str) -> Iterator[tuple[str, str]]:
    """The actions that a call needs of a customer's key, each with the key's ARN."""
    actions = USES.get(iam_action)
    key = key_of(resource_arn) if actions else None
    if not actions or not key or key.startswith("alias/aws/"):
        return
    record = kms._resolve_key(key)
    arn = record["Arn"] if record else key
    for action in actions:
        yield action, arn


def region_of(key: str, default: str) -> str:
    """The region of a key's ARN; an alias or an id lies in the region of the call."""
    parts = key.split(":")
    return parts[3] if len(parts) > 5 else default


def is_usable(key_arn: str) -> bool:
    """Whether a key exists and is enabled."""
    record = kms._resolve_key(key_arn)
    return bool(record) and record.get("KeyState") == "Enabled"


def key_of(resource_arn: str) -> str | None:
    """The key that a resource is encrypted with, as its service keeps it."""
    service, rest = resource_arn.split(":")[2], resource_arn.split(":", 5)[-1]
    match service:
        case "secretsmanager":
            _, secret = secretsmanager._resolve(resource_arn)
            return (secret or {}).get("KmsKeyId")
        case "dynamodb":
            table = dynamodb._tables.get(rest.split("/")[1]) if "/" in rest else None
            return ((table or {}).get("SSEDescription") or {}).get("KMSMasterKeyArn")
        case "sqs":
            queue = sqs._queues.get(sqs._queue_name_to_url.get(rest, ""))
            return (queue or {}).get("attributes", {}).get("KmsMasterKeyId")
        case "sns":
            topic = sns._topics.get(resource_arn)
            return (topic or {}).get("attributes", {}).get("KmsMasterKeyId")
        case "s3":
            return bucket_key(rest.split("/")[0])
    return None


def bucket_key(bucket: str) -> str | None:
    """The key of a bucket's default encryption, from the XML that MiniStack keeps."""
    kept = s3._bucket_encryption.get(bucket)
    text = kept.decode() if isinstance(kept, bytes) else str(kept or "")
    _, found, rest = text.partition("<KMSMasterKeyID>")
    return rest.partition("<")[0] if found else None
