"""AWS Backup: locks of vaults, and selections of plans."""

from ministack.services import backup

from ..calls import call
from .served import Served


def complete_vault(name: str, properties: dict) -> None:
    """MiniStack has no operation for the lock of a vault, but tells it."""
    lock = properties.get("LockConfiguration")
    if lock:
        backup._vaults[name] |= {"Locked": True, **{member: int(value) for member, value in lock.items()}}


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
