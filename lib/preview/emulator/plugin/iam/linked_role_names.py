"""The names of service-linked roles, by which policies name them: `linked-role-names.json` has each with its source."""

import functools
import json
from pathlib import Path


@functools.cache
def names() -> dict[str, str]:
    """The name of each service's role."""
    return json.loads((Path(__file__).parent / "linked-role-names.json").read_text())["names"]


def linked_role_name(service: str) -> str:
    """The name of the role of a service such as `config.amazonaws.com`."""
    return names().get(service) or f"AWSServiceRoleFor{service.split('.')[0].capitalize()}"
