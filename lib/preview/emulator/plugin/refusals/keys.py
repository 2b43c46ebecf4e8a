"""Keys that properties name have to exist and be enabled. MiniStack takes any name for a key."""

import re
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region

from ..calls import client, is_missing
from ..errors import by_service

NAMES_OF_KEYS = re.compile(r"^(kms_?(master)?_?key_?(id|arn)|encryptionkeyarn|targetkeyid|s3kmskeyarn)$", re.IGNORECASE)
BOOTSTRAP_PLACEHOLDERS = ("-", "AWS_MANAGED_KEY")


def check(resource_type: str, properties: dict) -> None:
    """Raise `Refused` for a key that does not exist, is disabled, or waits for its deletion."""
    for name in keys_in(properties):
        if not name.startswith("alias/aws/") and name not in BOOTSTRAP_PLACEHOLDERS:
            require_enabled(name)


def keys_in(value: Any, name: str = "") -> Iterator[str]:
    """Every text that stands where a key is named."""
    if isinstance(value, dict):
        for member, each in value.items():
            yield from keys_in(each, member)
    elif isinstance(value, list):
        for each in value:
            yield from keys_in(each, name)
    elif isinstance(value, str) and value and NAMES_OF_KEYS.match(name):
        yield value


def require_enabled(key: str) -> None:
    """Ask KMS, in the region and account that the key's ARN names."""
    parts = key.split(":")
    region, account = (parts[3], parts[4]) if len(parts) > 5 else (get_region(), get_account_id())
    try:
        found = client("kms", region, account).describe_key(KeyId=key)["KeyMetadata"]
    except ClientError as error:
        if not is_missing(error):
            raise
        raise by_service(f"Invalid key: {key} does not exist", "Kms") from error
    if found["KeyState"] != "Enabled":
        raise by_service(f"{found['Arn']} is {found['KeyState']}, and cannot be used", "Kms")
