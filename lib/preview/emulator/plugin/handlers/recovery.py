"""AWS Backup: locks of vaults, and selections of plans."""

import json

from ..calls import call
from .served import Served


def complete_vault(name: str, properties: dict) -> None:
    """The lock and the policy of a vault are operations of their own."""
    if lock := properties.get("LockConfiguration"):
        days = {member: int(value) for member, value in lock.items()}
        call("backup", "put_backup_vault_lock_configuration", BackupVaultName=name, **days)
    if policy := properties.get("AccessPolicy"):
        call("backup", "put_backup_vault_access_policy", BackupVaultName=name, Policy=json.dumps(policy))


def selection(properties: dict) -> dict:
    """The plan stands beside the selection in the API."""
    return {"BackupPlanId": properties["BackupPlanId"], "BackupSelection": properties["BackupSelection"]}


SERVED = {
    "AWS::Backup::BackupSelection": Served(
        service="backup",
        create="create_backup_selection",
        id="join('_', [SelectionId, BackupPlanId])",
        attributes={"Id": "SelectionId", "SelectionId": "SelectionId", "BackupPlanId": "BackupPlanId"},
        delete="delete_backup_selection",
        adapt=selection,
    ),
}
HANDLERS = {
    "AWS::Backup::BackupSelection": SERVED["AWS::Backup::BackupSelection"].handler()
    | {
        "delete": lambda physical_id, properties: call(
            "backup",
            "delete_backup_selection",
            SelectionId=physical_id.split("_")[0],
            BackupPlanId=properties["BackupPlanId"],
        )
    },
}
COMPLETIONS = {"AWS::Backup::BackupVault": complete_vault}
