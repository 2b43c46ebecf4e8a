"""Backups of tables, their copies and restores. MiniStack answers that a backup was made, and keeps nothing."""

import copy
import json
import re
import time
import uuid
from typing import Any
from urllib.parse import unquote

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region, request_scope
from ministack.services import backup, dynamodb, eventbridge, kms

from .. import recorded
from ..iam.rights import role_may
from . import recovery_points
from .recovery_points import keep_point, manages_tables, missing, out_of_bounds, point_of, refused, restored, snapshot
from .replace import replace

TEST_PREFIX = "awsbackup-restore-test-"
"""How the names of the tables begin that AWS makes for restore tests."""

_copies = AccountRegionScopedDict()
_restores = AccountRegionScopedDict()


def install() -> None:
    """Answer these operations before MiniStack does."""
    original = backup.handle_request

    async def handle_request(method, path, headers, body, query_params):
        parts = [unquote(part) for part in path.strip("/").split("/")]
        data = json.loads(body) if body else {}
        for verb, form, operation in OPERATIONS:
            if verb == method and (found := match(form, parts)) is not None:
                return operation(data, *found)
        return await original(method, path, headers, body, query_params)

    backup.handle_request = handle_request
    replace(backup, "_describe_region_settings", lambda original: recovery_points.describe_settings)


def forget() -> None:
    """Empty what is kept here."""
    for store in (_copies, _restores):
        store.clear()
    recovery_points.forget()


def match(form: str, parts: list[str]) -> list[str] | None:
    """The values of the stars of a path; nothing where it is another path. An ARN may hold slashes."""
    pattern = "/".join("(.+)" if part == "*" else re.escape(part) for part in form.split("/"))
    found = re.fullmatch(pattern, "/".join(parts))
    return list(found.groups()) if found else None


def event(job: str, detail: dict) -> None:
    """Tell EventBridge that a job has ended, as AWS Backup does."""
    entry = {"Source": "aws.backup", "DetailType": f"{job} Job State Change", "Detail": json.dumps(detail)}
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def table_named(arn: str) -> dict | None:
    """The table of an ARN."""
    return dynamodb._tables.get(arn.rsplit("/", 1)[-1]) if ":table/" in arn else None


def forbidden(role: str, *wanted: tuple[str, str]) -> str | None:
    """What a job's role may not do, as a job that failed for it says."""
    lacking = [action for action, resource in wanted if not role_may(role, action, resource)]
    return f"The role {role} may not {', '.join(lacking)}" if lacking else None


def start_backup(data: dict) -> Any:
    """Back a table up at once."""
    vault, arn, role = backup._vaults.get(data["BackupVaultName"]), data["ResourceArn"], data["IamRoleArn"]
    if vault is None:
        return missing(f"The vault {data['BackupVaultName']}")
    table = table_named(arn)
    if table is None:
        return missing(f"The resource {arn}")
    reason = out_of_bounds(vault, data.get("Lifecycle", {})) or forbidden(
        role, ("dynamodb:DescribeTable", arn), ("dynamodb:StartAwsBackupJob", arn)
    )
    job = {
        "BackupJobId": str(uuid.uuid4()),
        "BackupVaultName": vault["BackupVaultName"],
        "BackupVaultArn": vault["BackupVaultArn"],
        "ResourceArn": arn,
        "ResourceType": "DynamoDB",
        "IamRoleArn": role,
        "CreationDate": int(time.time()),
        "CompletionDate": int(time.time()),
        "State": "FAILED" if reason else "COMPLETED",
        **({"StatusMessage": reason} if reason else {}),
    }
    if not reason:
        job["RecoveryPointArn"] = keep_point(vault, arn, snapshot(table["TableName"]), data.get("Lifecycle", {}))
    backup._jobs[job["BackupJobId"]] = job
    event(
        "Backup", {"backupJobId": job["BackupJobId"], "backupVaultArn": vault["BackupVaultArn"], "state": job["State"]}
    )
    return backup._ok({name: job[name] for name in ("BackupJobId", "RecoveryPointArn", "CreationDate") if name in job})


def start_copy(data: dict) -> Any:
    """Copy a recovery point into a vault, of another region as well."""
    point = point_of(data["RecoveryPointArn"])
    if point is None:
        return missing(f"The recovery point {data['RecoveryPointArn']}")
    if not manages_tables():
        return refused("InvalidRequestException", "AWS Backup does not manage backups of DynamoDB in this region.")
    destination, role = data["DestinationBackupVaultArn"], data["IamRoleArn"]
    region, account, name = destination.split(":")[3], destination.split(":")[4], destination.rsplit(":", 1)[-1]
    with request_scope(account, region):
        vault = backup._vaults.get(name)
        reason = (
            f"The vault {destination} does not exist"
            if vault is None
            else out_of_bounds(vault, data.get("Lifecycle", {}))
            or unwelcome(vault, account, source=point["BackupVaultArn"])
        )
    if account != get_account_id():
        reason = reason or unreadable(point["EncryptionKeyArn"], account)
    reason = reason or forbidden(
        role,
        ("backup:CopyIntoBackupVault", destination),
        ("backup:CopyFromBackupVault", point["BackupVaultArn"]),
    )
    job = {
        "CopyJobId": str(uuid.uuid4()),
        "SourceBackupVaultArn": point["BackupVaultArn"],
        "SourceRecoveryPointArn": point["RecoveryPointArn"],
        "DestinationBackupVaultArn": destination,
        "ResourceArn": point["ResourceArn"],
        "ResourceType": "DynamoDB",
        "IamRoleArn": role,
        "CreationDate": int(time.time()),
        "CompletionDate": int(time.time()),
        "State": "FAILED" if reason else "COMPLETED",
        **({"StatusMessage": reason} if reason else {}),
    }
    if not reason:
        with request_scope(account, region):
            content = copy.deepcopy(point["content"])
            job["DestinationRecoveryPointArn"] = keep_point(
                vault, point["ResourceArn"], content, data.get("Lifecycle", {})
            )
    _copies[job["CopyJobId"]] = job
    event(
        "Copy", {"copyJobId": job["CopyJobId"], "sourceBackupVaultArn": point["BackupVaultArn"], "state": job["State"]}
    )
    return backup._ok({"CopyJobId": job["CopyJobId"], "CreationDate": job["CreationDate"]})


def unwelcome(vault: dict, account: str, *, source: str) -> str | None:
    """Why a vault takes no copy from another account: its policy does not admit that account."""
    own = source.split(":")[4]
    if own == account:
        return None
    statements = json.loads(vault.get("AccessPolicy") or "{}").get("Statement", [])
    for statement in statements:
        if (
            statement["Effect"] == "Allow"
            and own in json.dumps(statement.get("Principal"))
            and "backup:CopyIntoBackupVault" in json.dumps(statement["Action"])
        ):
            return None
    return f"The policy of the vault {vault['BackupVaultArn']} does not admit copies from the account {own}"


def unreadable(key_arn: str, account: str) -> str | None:
    """Why another account cannot read what lies under a key: its policy does not admit that account's AWS Backup."""
    record = kms._resolve_key(key_arn)
    role = f"arn:aws:iam::{account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"
    for statement in json.loads((record or {}).get("Policy") or "{}").get("Statement", []):
        named = json.dumps([statement.get("Principal"), statement.get("Condition")])
        if statement["Effect"] == "Allow" and role in named and "kms:Decrypt" in json.dumps(statement["Action"]):
            return None
    return f"The policy of the key {key_arn} does not admit {role}"


def start_restore(data: dict) -> Any:
    """Make a table of a recovery point. Without stream, expiry, recovery and protection, as AWS makes it."""
    point, role = point_of(data["RecoveryPointArn"]), data["IamRoleArn"]
    if point is None:
        return missing(f"The recovery point {data['RecoveryPointArn']}")
    target = data.get("Metadata", {}).get("targetTableName")
    if not target:
        return refused("MissingParameterValueException", "The restore metadata lack targetTableName.")
    arn = f"arn:aws:dynamodb:{get_region()}:{get_account_id()}:table/{target}"
    reason = forbidden(role, *((f"dynamodb:{action}", arn) for action in RESTORING)) or restored(point, target)
    job = {
        "RestoreJobId": str(uuid.uuid4()),
        "RecoveryPointArn": point["RecoveryPointArn"],
        "RecoveryPointCreationDate": point["CreationDate"],
        "SourceResourceArn": point["ResourceArn"],
        "BackupVaultArn": point["BackupVaultArn"],
        "ResourceType": "DynamoDB",
        "IamRoleArn": role,
        "CreationDate": int(time.time()),
        "CompletionDate": int(time.time()),
        "Status": "FAILED" if reason else "COMPLETED",
        **({"StatusMessage": reason} if reason else {"CreatedResourceArn": arn}),
    }
    if plan := plan_of(role, target):
        job["CreatedBy"] = {"RestoreTestingPlanArn": plan}
        job["ValidationStatus"] = "VALIDATING"
    _restores[job["RestoreJobId"]] = job
    event("Restore", {"restoreJobId": job["RestoreJobId"], "iamRoleArn": role, "status": job["Status"]})
    return backup._ok({"RestoreJobId": job["RestoreJobId"]})


RESTORING = (
    "BatchWriteItem",
    "DeleteItem",
    "DescribeTable",
    "GetItem",
    "PutItem",
    "Query",
    "RestoreTableFromAwsBackup",
    "Scan",
    "UpdateItem",
)
"""What DynamoDB asks of whoever restores."""


def plan_of(role: str, target: str) -> str | None:
    """The testing plan that restores so: by the role of its selection, into a table that AWS names itself."""
    selections = recorded.of_type("AWS::Backup::RestoreTestingSelection")
    found = [each.properties for each in selections if each.properties["IamRoleArn"] == role]
    if not found or not target.startswith(TEST_PREFIX):
        return None
    name = found[0]["RestoreTestingPlanName"]
    return f"arn:aws:backup:{get_region()}:{get_account_id()}:restore-testing-plan:{name}-{uuid.uuid4()}"


def validate(data: dict, job_id: str) -> Any:
    """Take the verdict about a restore test, once, and delete what the test has restored."""
    job = _restores.get(job_id)
    if job is None:
        return missing(f"The restore job {job_id}")
    if job.get("ValidationStatus") != "VALIDATING":
        return refused("InvalidRequestException", f"The restore job {job_id} waits for no validation.")
    job["ValidationStatus"] = data["ValidationStatus"]
    job["ValidationStatusMessage"] = data.get("ValidationStatusMessage", "")
    dynamodb._delete_table({"TableName": job["CreatedResourceArn"].rsplit("/", 1)[-1]})
    job["DeletionStatus"] = "SUCCESSFUL"
    return backup._no_content()


def one_of(store: dict, what: str):
    """An operation that describes one of what is kept."""

    def describe(data: dict, identifier: str) -> Any:
        found = store.get(identifier)
        return missing(f"The {what} {identifier}") if found is None else backup._ok(dict(found))

    return describe


def describe_copy(data: dict, job_id: str) -> Any:
    """Tell of a copy."""
    found = _copies.get(job_id)
    return missing(f"The copy job {job_id}") if found is None else backup._ok({"CopyJob": dict(found)})


OPERATIONS = (
    ("PUT", "account-settings", recovery_points.update_settings),
    ("PUT", "backup-jobs", start_backup),
    ("PUT", "copy-jobs", start_copy),
    ("GET", "copy-jobs/*", describe_copy),
    ("PUT", "restore-jobs", start_restore),
    ("PUT", "restore-jobs/*/validations", validate),
    ("GET", "restore-jobs/*", one_of(_restores, "restore job")),
    ("GET", "backup-vaults/*/recovery-points", recovery_points.points_of),
    ("DELETE", "backup-vaults/*/recovery-points/*", recovery_points.delete_point),
)
"""Method and path of each operation; a star stands for a value."""
