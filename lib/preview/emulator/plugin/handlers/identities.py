"""Roles, of which MiniStack forgets the boundary."""

from ministack.services import iam

from ..errors import Refused

ROLE = "AWS::IAM::Role"


def bound(name: str, properties: dict) -> None:
    """Give a role the boundary that its template says, or none. Raises `Refused` where there is no such policy."""
    boundary = properties.get("PermissionsBoundary")
    if boundary and iam._boundary_policy_error(boundary):
        raise Refused(f"Scope ARN: {boundary} does not exist or is not attachable. (Service: Iam, Status Code: 404)")
    iam._roles[name]["PermissionsBoundary"] = boundary


HANDLERS: dict = {}
COMPLETIONS = {ROLE: bound}
