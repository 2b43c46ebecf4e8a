"""Point-in-time recovery of tables. MiniStack restores what is there now, and keeps nothing of a deleted table."""

import copy
import json
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import dynamodb

from .replace import refuse_if, replace

KEPT_SECONDS = 35 * 86_400
"""How long DynamoDB keeps the system backup of a deleted table."""

_changes: dict[str, list[tuple]] = {}
"""What each write took away, by the ARN of the table: the second, the keys, and the item before."""
_begun: dict[str, float] = {}
"""Since when each table can be restored, by its ARN."""


def install() -> None:
    """Remember what writes take away, and let restores, deletions and lists of backups know of it."""
    replace(dynamodb, "_set_item", remembering)
    replace(dynamodb, "_remove_item", remembering)
    replace(dynamodb, "_update_continuous_backups", beginning)
    refuse_if(dynamodb, "_restore_table_to_point_in_time", why_not_restored)
    replace(dynamodb, "_restore_table_to_point_in_time", at_its_second)
    replace(dynamodb, "_restore_table_from_backup", under_its_key)
    replace(dynamodb, "_delete_table", leaving_a_backup)
    replace(dynamodb, "_list_backups", of_one_type)


def forget() -> None:
    """Empty what is kept here."""
    _changes.clear()
    _begun.clear()


def remembering(write: Callable) -> Callable:
    """A write after which the item before is known, in a table that can be restored to any second."""

    def written(table: dict, pk: str, sk: str, *item) -> Any:
        if table["TableArn"] in _begun:
            before = copy.deepcopy(table["items"].get(pk, {}).get(sk))
            _changes.setdefault(table["TableArn"], []).append((time.time(), pk, sk, before))
        return write(table, pk, sk, *item)

    return written


def beginning(update: Callable) -> Callable:
    """Recovery that begins when it is switched on, and loses everything when it is switched off."""

    def updated(data: dict) -> Any:
        answer = update(data)
        table = table_of(data.get("TableName"))
        if answer[0] == 200 and table:
            is_on = data.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled")
            if not is_on:
                _begun.pop(table["TableArn"], None)
                _changes.pop(table["TableArn"], None)
            else:
                _begun.setdefault(table["TableArn"], time.time())
        return answer

    return updated


def table_of(name: str | None) -> dict | None:
    """A table by its name or ARN."""
    return dynamodb._tables.get(dynamodb._normalize_table_name(name or ""))


def source_of(data: dict) -> dict | None:
    """The table that a request wants restored."""
    return table_of(data.get("SourceTableName") or data.get("SourceTableArn"))


def why_not_restored(data: dict) -> Any:
    """The table was never recoverable, or not at that second. The last five minutes count, of which AWS knows later."""
    table = source_of(data)
    if table is None:
        return None
    begun = _begun.get(table["TableArn"])
    if begun is None:
        return error_response_json(
            "PointInTimeRecoveryUnavailableException",
            f"Point in time recovery is not enabled for table '{table['TableName']}'",
            400,
        )
    if not int(begun) <= second_of(data) <= time.time():
        return error_response_json(
            "InvalidRestoreTimeException",
            "RestoreDateTime has to be between EarliestRestorableDateTime and LatestRestorableDateTime",
            400,
        )
    return None


def second_of(data: dict) -> float:
    """The second that is asked for."""
    return time.time() if data.get("UseLatestRestorableTime") else float(data.get("RestoreDateTime", 0))


def at_its_second(restore: Callable) -> Callable:
    """A restore that takes back what was written after the second."""

    def restored(data: dict) -> Any:
        source, second = source_of(data), second_of(data)
        answer = restore(data)
        if answer[0] != 200 or source is None:
            return answer
        items = copy.deepcopy(dict(source["items"]))
        for moment, pk, sk, before in reversed(_changes.get(source["TableArn"], [])):
            if moment <= second:
                break
            if before is None:
                items.get(pk, {}).pop(sk, None)
            else:
                items.setdefault(pk, {})[sk] = copy.deepcopy(before)
        target = dynamodb._tables[data["TargetTableName"]]
        target["items"] = defaultdict(dict, {pk: kept for pk, kept in items.items() if kept})
        dynamodb._items_replaced(target)
        encrypt(target, data, source.get("SSEDescription"))
        return answer

    return restored


def under_its_key(restore: Callable) -> Callable:
    """A restore that encrypts as the request says, or as its source was encrypted."""

    def restored(data: dict) -> Any:
        described = dynamodb._backups.get(data.get("BackupArn"))
        answer = restore(data)
        if answer[0] == 200 and described:
            source = described.get("SourceTableFeatureDetails", {}).get("SSEDescription")
            encrypt(dynamodb._tables[data["TargetTableName"]], data, source)
        return answer

    return restored


def encrypt(table: dict, data: dict, source: dict | None) -> None:
    """Put a restored table under its key."""
    wanted = data.get("SSESpecificationOverride")
    table["SSEDescription"] = dynamodb._sse_description_from_spec(wanted) if wanted else copy.deepcopy(source)


def leaving_a_backup(delete: Callable) -> Callable:
    """A deletion of which DynamoDB keeps a backup by itself, where the table could be restored to any second."""

    def deleted(data: dict) -> Any:
        table = table_of(data.get("TableName"))
        arn = system_backup(table) if table and table["TableArn"] in _begun else None
        answer = delete(data)
        if answer[0] != 200:
            dynamodb._backups.pop(arn, None)
        elif table:
            _begun.pop(table["TableArn"], None)
            _changes.pop(table["TableArn"], None)
        return answer

    return deleted


def system_backup(table: dict) -> str:
    """Back a table up as DynamoDB does before it deletes it."""
    name = table["TableName"]
    made = json.loads(dynamodb._create_backup({"TableName": name, "BackupName": f"{name}$DeletedTableBackup"})[2])
    arn = made["BackupDetails"]["BackupArn"]
    dynamodb._backups[arn]["BackupDetails"] |= {
        "BackupType": "SYSTEM",
        "BackupExpiryDateTime": time.time() + KEPT_SECONDS,
    }
    return arn


def of_one_type(listed: Callable) -> Callable:
    """A list of backups that leaves those of the system out unless somebody asks for them."""

    def told(data: dict) -> Any:
        status, headers, body = listed(data)
        wanted, answer = data.get("BackupType", "USER"), json.loads(body)
        kept = [each for each in answer.get("BackupSummaries", []) if wanted in ("ALL", each["BackupType"])]
        return status, headers, json.dumps({**answer, "BackupSummaries": kept})

    return told
