"""AWS's limits, as far as a storefront can reach them: `quotas.json` has each with its date and source."""

import functools
import json
from pathlib import Path
from typing import Any

import jmespath

from ..calls import call
from ..errors import by_service
from .names import filled


@functools.cache
def quotas() -> dict:
    """The counts and the sizes."""
    return json.loads((Path(__file__).parent / "quotas.json").read_text())


def check_count(resource_type: str, properties: dict) -> None:
    """Raise `Refused` where one more of a type is more than AWS allows."""
    for quota in quotas()["counts"]:
        if quota["type"] == resource_type:
            require_room(quota, properties)


def require_room(quota: dict, properties: dict) -> None:
    """Count what exists by the service's own list, whoever made it."""
    values = {name: value for name, value in properties.items() if isinstance(value, str)}
    answer = call(
        quota["service"], quota["operation"], quota.get("region"), **filled(quota.get("parameters", {}), values)
    )
    existing = jmespath.search(quota["count"], answer) or 0
    if existing >= quota["most"]:
        raise by_service(f"The maximum number of {quota['what']} is {quota['most']}", quota["type"].split("::")[1])


def check_sizes(resource_type: str, properties: dict) -> None:
    """Raise `Refused` for a document that is longer than its service takes."""
    for quota in quotas()["sizes"]:
        if quota["type"] == resource_type:
            length = size_of(jmespath.search(quota["property"], properties))
            if length > quota["most"]:
                raise by_service(
                    f"{quota['what']} has {length} characters; the maximum is {quota['most']}",
                    resource_type.split("::")[1],
                )


def size_of(value: Any) -> int:
    """Characters without the white space that AWS does not count; several documents count together."""
    if value is None:
        return 0
    if isinstance(value, list):
        return sum(size_of(each) for each in value)
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    return len(text)
