"""Reads resources back through their services' own operations, and tells which properties the answers do not hold.

`readers.json` names the operations of each type. A property counts as read where the answers hold its value under its
name, or a text that is long enough to be no coincidence under any name.
"""

import contextlib
import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jmespath
from botocore.exceptions import ClientError, ParamValidationError
from ministack.core.responses import request_scope

from . import stacks, types
from .calls import call, is_missing
from .refusals.names import filled
from .schema import schema_of, without_system_tags

DISTINCTIVE_LENGTH = 10
Leaf = tuple[tuple[str, ...], str]


@functools.cache
def readers() -> dict[str, dict]:
    """The reader of each served type."""
    return json.loads((Path(__file__).parent / "readers.json").read_text())["types"]


def report(stack: str | None = None) -> list[dict]:
    """Each resource of the stacks with how it is kept, and the properties that no answer holds."""
    return [judge(resource) for resource in stacks.resources(stack)]


def judge(resource: dict) -> dict:
    """One resource, read back."""
    told = {name: resource[name] for name in ("stack", "logicalId", "type", "physicalId")}
    resource_type = resource["type"]
    if not types.has_schema(resource_type):
        return {**told, "kept": "by its function", "lost": []}
    if resource_type in types.recorded_types():
        return {**told, "kept": "recorded", "lost": []}
    with request_scope(resource["account"], resource["region"]):
        try:
            answers = answers_of(resource)
        except (ClientError, ParamValidationError, LookupError) as error:
            return {**told, "kept": "unread", "error": f"{type(error).__name__}: {error}", "lost": []}
    return {**told, "kept": "served", "lost": lost_properties(resource, answers)}


def answers_of(resource: dict) -> list[Any]:
    """What the operations of the resource's reader answer."""
    values = values_of(resource)
    reader = readers()[resource["type"]]
    found = []
    for service, operation, parameters, *path in reader["read"]:
        each = reader.get("each", {}).get(operation)
        for item in jmespath.search(each, resource["properties"]) or [] if each else [""]:
            known = {**values, "item": item}
            is_optional = operation in reader.get("optional", ())
            answer = answer_of(service, operation, filled(parameters, known), is_optional)
            kept = jmespath.search(filled(path[0], known), answer) if path else answer
            if not kept and not is_optional:
                raise LookupError(f"{operation} does not find {resource['physicalId']}")
            found.append(kept)
    return found


def values_of(resource: dict) -> dict:
    """What may stand in braces in a reader: properties, the physical id and its parts, account and region."""
    values = dict(readers()[resource["type"]].get("defaults", {}))
    for name, value in resource["properties"].items():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str | int):
            values[name] = first
    physical_id = resource["physicalId"]
    parts = {f"id{index}": part for index, part in enumerate(physical_id.split("|"))}
    parts |= {"first": physical_id.split("_")[0], "last": physical_id.split("|")[-1].split("/")[-1]}
    return {
        **values,
        **parts,
        "id": resource["physicalId"],
        "account": resource["account"],
        "region": resource["region"],
    }


def answer_of(service: str, operation: str, parameters: dict, is_optional: bool) -> Any:
    """One operation's answer, or nothing where the service finds nothing and that is in order."""
    try:
        answer = call(service, operation, **parameters)
    except ClientError as error:
        if is_optional and is_missing(error):
            return None
        raise
    answer.pop("ResponseMetadata", None)
    return answer


def lost_properties(resource: dict, answers: list[Any]) -> list[str]:
    """The paths of properties whose values no answer holds, without those that AWS does not tell either."""
    names = readers()[resource["type"]].get("names", {})
    held = Held(answers)
    untold = {
        tuple(step for step in pointer.split("/")[2:] if step != "*")
        for pointer in schema_of(resource["type"]).get("writeOnlyProperties", [])
    }
    lost = set()
    for path, value in leaves(without_system_tags(resource["properties"])):
        if any(path[: len(pointer)] == pointer for pointer in untold):
            continue
        told = names.get(".".join(path)) or names.get(".".join(path[-2:])) or names.get(path[-1]) or path[-1]
        name, _, translated = told.partition("=")
        if name != "-" and not held.has(name, translated if translated and value == "true" else value):
            lost.add(".".join(path))
    return sorted(lost)


class Held:
    """What answers hold."""

    def __init__(self, answers: list[Any]) -> None:
        held = list(leaves(answers))
        self.by_name = {(path[-1].lower(), each) for path, value in held if path for each in {value, *ends_of(value)}}
        self.anywhere = {value for _, value in held}
        self.ends = {end for value in self.anywhere for end in ends_of(value)}

    def has(self, name: str, value: str) -> bool:
        """Whether a value stands under its name, or is long enough to be no coincidence under any."""
        if (name.lower(), value) in self.by_name:
            return True
        candidates = {value, value.rstrip("."), f"{value}.", *ends_of(value)}
        return any(
            len(each) >= DISTINCTIVE_LENGTH and (each in self.anywhere or each in self.ends) for each in candidates
        )


def ends_of(value: str) -> set[str]:
    """The last parts of an ARN or address: services name by id what templates name by ARN, and the other way."""
    if not value.startswith(("arn:", "http")):
        return set()
    return {value.rsplit("/", 1)[-1], value.rsplit(":", 1)[-1]}


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """All scalars with the names that lead to them; text that is JSON is looked into, places in lists do not count."""
    value = opened(value)
    if isinstance(value, dict):
        # CloudFront counts its lists.
        if set(value) <= {"Quantity", "Items"} and value:
            yield from leaves(value.get("Items", []), path)
            return
        for name, each in value.items():
            yield from leaves(each, path if name == "Items" else (*path, str(name)))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each, path)
    elif value is not None:
        yield path, text_of(value)


def opened(value: Any) -> Any:
    """A stream or bytes as text, and text that is JSON as what it says."""
    if hasattr(value, "read"):
        value = value.read()
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, str) and value[:1] in ("{", "["):
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value


def text_of(value: Any) -> str:
    """A scalar as it is compared: 5, 5.0 and "5" are one, as are true and "true"."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text.lower() if text in ("True", "False") else text
