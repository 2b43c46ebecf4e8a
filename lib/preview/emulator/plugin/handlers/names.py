"""Members of properties as services name them."""

from typing import Any


def lower_first(name: str) -> str:
    """`LogGroupName` as `logGroupName`."""
    return name[:1].lower() + name[1:]


def with_lower_names(value: Any) -> Any:
    """The same value with members that begin with a small letter, as services with JSON protocols name them."""
    if isinstance(value, dict):
        return {lower_first(name): with_lower_names(each) for name, each in value.items()}
    if isinstance(value, list):
        return [with_lower_names(each) for each in value]
    return value


def tag_map(tags: Any) -> dict[str, str]:
    """Tags as a map, from the list that templates have."""
    return {tag["Key"]: tag["Value"] for tag in tags or []}


def picked(properties: dict, *names: str) -> dict:
    """The named properties that are set."""
    return {name: properties[name] for name in names if name in properties}


def listed(value: Any) -> list:
    """A list of one where the template has one value."""
    return value if isinstance(value, list) else [value]
