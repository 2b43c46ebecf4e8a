"""What making and changing roles asks for beside one action: policies attached or written, and the boundary."""

from collections.abc import Iterator

from ministack.core.responses import get_account_id
from ministack.services import iam

BOUNDARY = "iam:permissionsboundary"
POLICY = "iam:policyarn"

Needed = tuple[str, str, dict[str, str]]
"""An action, the ARN that it is about, and condition keys with their values."""


def role_arn(name: str, properties: dict) -> str:
    """The ARN of a role that exists, or of one that is about to be made."""
    found = iam._roles.get(name)
    return found["Arn"] if found else f"arn:aws:iam::{get_account_id()}:role{properties.get('Path') or '/'}{name}"


def boundary_of(name: str) -> dict[str, str]:
    """The boundary of a role that exists, as a condition key; nothing where it has none."""
    boundary = (iam._roles.get(name) or {}).get("PermissionsBoundary")
    return {BOUNDARY: boundary} if boundary else {}


def of_role(step: str, action: str, name: str, properties: dict) -> Iterator[Needed]:
    """The rights for a step with a role."""
    arn = role_arn(name, properties)
    boundary = properties.get("PermissionsBoundary")
    keys = {BOUNDARY: boundary} if boundary else {}
    yield action, arn, keys
    if step == "delete":
        return
    for policy in properties.get("ManagedPolicyArns") or []:
        yield "iam:AttachRolePolicy", arn, {**keys, POLICY: policy}
    if properties.get("Policies"):
        yield "iam:PutRolePolicy", arn, keys
    if boundary and step == "update":
        yield "iam:PutRolePermissionsBoundary", arn, keys


def of_policy(action: str, properties: dict) -> Iterator[Needed]:
    """The rights for a step with the inline policy of roles."""
    for name in properties.get("Roles") or []:
        yield action, role_arn(name, {}), boundary_of(name)
