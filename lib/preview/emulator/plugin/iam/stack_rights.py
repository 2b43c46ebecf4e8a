"""What the actor of a stack needs for a step that MiniStack takes without a call of the service.

Where a handler calls the service, the service asks by itself. `stack-actions.json` has the rest.
"""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ministack.core.responses import get_account_id, get_region

from .. import handlers, types
from ..errors import Refused
from ..schema import schema_of
from . import actor, role_rights

VERBS = {
    "create": ("Create", "Put", "Update", "Enable", "Associate"),
    "update": ("Update", "Put", "Set", "Modify", "Create", "Enable", "Tag"),
    "delete": ("Delete", "Disable", "Disassociate", "Remove"),
}
"""How the operation of a step begins, among the permissions that a schema names."""


@functools.cache
def listed_actions() -> dict[str, dict]:
    """Each type with its operations; the members are described in `stack-actions.json` itself."""
    return json.loads((Path(__file__).parent / "stack-actions.json").read_text())["types"]


def require(step: str, resource_type: str, names: tuple[str | None, str | None, str | None], properties: dict) -> None:
    """Raise `Refused` where the actor may not take a step. The names are those of stack, resource, and what exists."""
    needed = list(needed_for(step, resource_type, names, properties))
    who = actor.current()
    if who is None:
        return
    tags = {tag["Key"]: tag["Value"] for tag in properties.get("Tags") or [] if isinstance(tag, dict) and "Key" in tag}
    for action, resource, keys in needed:
        reason = actor.why_refused(who, action, resource, tags, keys)
        if reason:
            raise Refused(f"{reason} (Service: {action.split(':')[0]}, Status Code: 403)")


def needed_for(
    step: str, resource_type: str, names: tuple[str | None, str | None, str | None], properties: dict
) -> Iterator[role_rights.Needed]:
    """The actions of a step, each with its resource and keys. Raises `Refused` for a step that nobody has listed."""
    if not types.has_schema(resource_type):
        if "ServiceToken" in properties:
            yield "lambda:InvokeFunction", properties["ServiceToken"], {}
        return
    listed = listed_actions().get(resource_type, {})
    if step in listed:
        yield from listed_rights(step, resource_type, names, properties)
    elif resource_type in types.recorded_types():
        yield declared_action(step, resource_type), "*", {}
    elif not handlers.takes(step, resource_type):
        raise Refused(f"The emulator does not know what the {step} of {resource_type} asks for: list it")
    passed = value_at(properties, listed["passes"]) if "passes" in listed and step != "delete" else None
    if isinstance(passed, str):
        yield "iam:PassRole", passed, {"iam:passedtoservice": listed["to"]}


def listed_rights(
    step: str, resource_type: str, names: tuple[str | None, str | None, str | None], properties: dict
) -> Iterator[role_rights.Needed]:
    """The rights of a step that is listed; roles and their policies have conditions of their own."""
    listed = listed_actions()[resource_type]
    action = listed[step]
    stack, logical_id, physical_id = names
    if resource_type == "AWS::IAM::Role":
        name = physical_id or properties.get("RoleName") or f"{stack}-{logical_id}-*"
        yield from role_rights.of_role(step, action, name, properties)
    elif resource_type == "AWS::IAM::Policy":
        yield from role_rights.of_policy(action, properties)
    else:
        form = listed.get("createOn", listed["resource"]) if step == "create" else listed["resource"]
        for resource in resources_of({**listed, "resource": form}, names, properties):
            yield action, resource, {}


def declared_action(step: str, resource_type: str) -> str:
    """The operation of a step by the schema of the type: the permission that sounds most like it, or else the first."""
    permissions = schema_of(resource_type).get("handlers", {}).get(step, {}).get("permissions", [])
    found = [each for verb in VERBS[step] for each in permissions if each.split(":")[1].startswith(verb)]
    if not permissions:
        raise Refused(f"The schema of {resource_type} names no permission for its {step}: list it")
    return (found or permissions)[0]


def resources_of(listed: dict, names: tuple[str | None, str | None, str | None], properties: dict) -> Iterator[str]:
    """The ARNs of what a step is taken with, as far as they are known before it is taken."""
    stack, logical_id, physical_id = names
    form = listed["resource"]
    if physical_id and physical_id.startswith("arn:") and "{name}" in form:
        yield physical_id
        return
    made_up = f"{stack}-{logical_id}-*" if "name" in listed else "*"
    name = physical_id or value_at(properties, listed.get("name", "")) or made_up
    scope = "global" if properties.get("Scope") == "CLOUDFRONT" else "regional"
    form = form.replace("{region}", get_region()).replace("{account}", get_account_id()).replace("{scope}", scope)
    values = {**properties, "name": name}
    [member] = re.findall(r"\{(\w+)\}", form) or [""]
    items = values.get(member, "*")
    for item in items if isinstance(items, list) else [items]:
        text = str(item) if form == f"{{{member}}}" else last_part(str(item))
        yield form.replace(f"{{{member}}}", text)


def last_part(value: str) -> str:
    """The name in an address, an ARN, or the id of a web ACL; any other value is a name already."""
    if value.startswith(("arn:", "http:", "https:")):
        return re.split(r"[/:]", value)[-1]
    return value.split("|")[0].removeprefix("/") if "|" in value else value


def value_at(properties: dict, path: str) -> Any:
    """What lies at a path of names with dots between them; nothing where there is no such property."""
    found: Any = properties
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found
