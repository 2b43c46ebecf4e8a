"""The partition keys that a request to DynamoDB names, which a policy may hold to a pattern."""

import json
import re
from collections.abc import Callable, Iterator

from ministack.services import dynamodb


def leading_keys(body: bytes) -> list[str] | None:
    """The values of all partition keys in a request; nothing where it names none, as a scan."""
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return None
    found = list(_values(request)) if isinstance(request, dict) else []
    return found or None


class MemberArn(str):
    """The table of one member of a transaction, which is authorized by itself, with the keys that it names."""

    leading_keys: list[str]


def naming_members(checks: Callable[..., list[tuple[str, str]]]) -> Callable[..., list[tuple[str, str]]]:
    """What each member of a transaction asks for, on its table, with its own partition key."""

    def told(iam_action: str, body: bytes, region: str, account: str) -> list[tuple[str, str]]:
        found = checks(iam_action, body, region, account)
        parts = _members(body) if found else []
        return [(action, _member(arn, part)) for (action, arn), part in zip(found, parts, strict=True)]

    return told


def _member(arn: str, part: dict) -> MemberArn:
    member = MemberArn(arn)
    member.leading_keys = list(_values(part))
    return member


# In the order in which MiniStack asks for them.
_MEMBERS = ("ConditionCheck", "Put", "Update", "Delete", "Get")


def _members(body: bytes) -> Iterator[dict]:
    for item in json.loads(body or b"{}").get("TransactItems") or []:
        yield from (item[name] for name in _MEMBERS if (item.get(name) or {}).get("TableName"))


def _values(request: dict) -> Iterator[str]:
    for table, part in _parts(request):
        name = _partition_key(table, part.get("IndexName"))
        if name is None:
            continue
        for attributes in (part.get("Key"), part.get("Item")):
            if isinstance(attributes, dict) and name in attributes:
                yield _text(attributes[name])
        yield from _queried(part, name)


def _parts(request: dict) -> Iterator[tuple[str, dict]]:
    """What a request does, table by table: one part, or the members of a batch or a transaction."""
    if isinstance(request.get("TableName"), str):
        yield request["TableName"], request
    for item in request.get("TransactItems") or []:
        for member in item.values():
            yield member.get("TableName", ""), member
    for table, told in (request.get("RequestItems") or {}).items():
        if isinstance(told, dict):
            yield from ((table, {"Key": key}) for key in told.get("Keys", []))
        else:
            yield from ((table, member) for each in told for member in each.values())


def _partition_key(table: str, index: str | None) -> str | None:
    """The name of the attribute, of the table or of one of its indexes."""
    kept = dynamodb._tables.get(table.rsplit("/", 1)[-1]) or {}
    indexes = [*(kept.get("GlobalSecondaryIndexes") or []), *(kept.get("LocalSecondaryIndexes") or [])]
    schema = next((each["KeySchema"] for each in indexes if each["IndexName"] == index), kept.get("KeySchema") or [])
    return next((each["AttributeName"] for each in schema if each["KeyType"] == "HASH"), None)


def _queried(part: dict, name: str) -> Iterator[str]:
    """The value that a query compares the partition key with."""
    names = part.get("ExpressionAttributeNames") or {}
    values = part.get("ExpressionAttributeValues") or {}
    for attribute, placeholder in re.findall(r"([\w#.-]+)\s*=\s*(:\w+)", part.get("KeyConditionExpression") or ""):
        if names.get(attribute, attribute) == name and placeholder in values:
            yield _text(values[placeholder])
    condition = (part.get("KeyConditions") or {}).get(name) or {}
    yield from (_text(value) for value in condition.get("AttributeValueList", []))


def _text(value: dict) -> str:
    """The value of an attribute without its type."""
    return str(next(iter(value.values())))
