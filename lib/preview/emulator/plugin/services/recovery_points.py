"""Recovery points of tables in their vaults, and what AWS Backup does in a region."""

import copy
import json
import time
import uuid
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region
from ministack.services import backup, dynamodb

_points = AccountRegionScopedDict()
_managed = AccountRegionScopedDict()


def forget() -> None:
    """Empty what is kept here."""
    for store in (_points, _managed):
        store.clear()


def point_of(arn: str) -> dict | None:
    """A recovery point of the region of the request."""
    return _points.get(arn)


def manages_tables() -> bool:
    """Whether AWS Backup keeps the backups of tables itself in the region of the request."""
    return bool(_managed.get("preferences", {}).get("DynamoDB"))


def refused(code: str, sentence: str, status: int = 400) -> Any:
    """An answer that refuses."""
    return backup._err(code, sentence, status)


def missing(what: str) -> Any:
    """An answer about what does not exist."""
    return refused("ResourceNotFoundException", f"{what} does not exist", 404)


def update_settings(data: dict) -> Any:
    """What AWS Backup does in a region, type by type. A type that it does not know spoils the call."""
    preferences = data.get("ResourceTypeManagementPreference", {})
    unknown = [name for name in preferences if name not in ("DynamoDB", "EFS")]
    if unknown or any(
        name not in backup._SUPPORTED_RESOURCE_TYPES for name in data.get("ResourceTypeOptInPreference", {})
    ):
        return refused("InvalidParameterValueException", f"Resource types are not supported: {', '.join(unknown)}")
    _managed["preferences"] = {**_managed.get("preferences", {}), **preferences}
    return backup._ok({})


def describe_settings() -> Any:
    """What was set."""
    return backup._ok(
        {"ResourceTypeOptInPreference": {}, "ResourceTypeManagementPreference": _managed.get("preferences", {})}
    )


def out_of_bounds(vault: dict, lifecycle: dict) -> str | None:
    """Why a locked vault takes no backup of this lifetime."""
    days = lifecycle.get("DeleteAfterDays", 36_500)
    least, most = vault.get("MinRetentionDays", 1), vault.get("MaxRetentionDays", 36_500)
    if vault.get("Locked") and not least <= days <= most:
        return f"The retention of {days} days is not within the lock of {least} to {most} days"
    return None


def snapshot(name: str) -> dict:
    """A table with its items, as DynamoDB's own backups hold it."""
    answer = json.loads(dynamodb._create_backup({"TableName": name, "BackupName": "palisade"})[2])
    return copy.deepcopy(dynamodb._backups.pop(answer["BackupDetails"]["BackupArn"]))


def keep_point(vault: dict, source: str, content: dict, lifecycle: dict) -> str:
    """Put a recovery point into a vault of the region of the request."""
    arn = f"arn:aws:backup:{get_region()}:{get_account_id()}:recovery-point:{uuid.uuid4()}"
    _points[arn] = {
        "RecoveryPointArn": arn,
        "BackupVaultName": vault["BackupVaultName"],
        "BackupVaultArn": vault["BackupVaultArn"],
        "ResourceArn": source,
        "ResourceType": "DynamoDB",
        "CreationDate": int(time.time()),
        "Status": "COMPLETED",
        "EncryptionKeyArn": vault["EncryptionKeyArn"],
        "IsEncrypted": True,
        "Lifecycle": lifecycle,
        "content": content,
    }
    vault["NumberOfRecoveryPoints"] += 1
    return arn


def restored(point: dict, target: str) -> str | None:
    """Make the table; why that was not possible."""
    key = f"palisade-{uuid.uuid4()}"
    dynamodb._backups[key] = copy.deepcopy(point["content"])
    status, _, body = dynamodb._restore_table_from_backup({"BackupArn": key, "TargetTableName": target})
    del dynamodb._backups[key]
    return None if status == 200 else json.loads(body).get("message", "The table could not be restored")


def points_of(data: dict, vault: str) -> Any:
    """The recovery points of a vault."""
    kept = [
        {name: value for name, value in each.items() if name != "content"}
        for each in _points.values()
        if each["BackupVaultName"] == vault
    ]
    return backup._ok({"RecoveryPoints": kept})


def delete_point(data: dict, vault: str, arn: str) -> Any:
    """Delete a recovery point, unless the policy or the lock of its vault keeps it."""
    kept, point = backup._vaults.get(vault, {}), _points.get(arn)
    if point is None:
        return missing(f"The recovery point {arn}")
    if "backup:DeleteRecoveryPoint" in kept.get("AccessPolicy", "") or kept.get("Locked"):
        return refused("AccessDeniedException", f"The vault {vault} keeps its recovery points.", 403)
    del _points[arn]
    kept["NumberOfRecoveryPoints"] -= 1
    return backup._no_content()
