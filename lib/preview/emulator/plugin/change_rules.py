"""Which changes replace a resource: those of properties that its schema calls create-only."""

from . import types
from .schema import schema_of, top_level, values_at


def install() -> None:
    """Let MiniStack's updates and change sets ask the schemas instead of its own lists."""
    from ministack.services.cloudformation import provisioners, stacks

    for module in (provisioners, stacks):
        module._replacing_change = replaces
        module._property_recreation = recreation


def _pointers(resource_type: str, kind: str) -> list[list[str]]:
    if not types.has_schema(resource_type):
        return []
    return [pointer.split("/")[2:] for pointer in schema_of(resource_type).get(kind, [])]


def replaces(resource_type: str, old: dict, new: dict) -> bool:
    """Whether the change from old to new properties needs another resource."""
    return any(
        values_at(old, pointer) != values_at(new, pointer)
        for pointer in _pointers(resource_type, "createOnlyProperties")
    )


def recreation(resource_type: str, name: str) -> str:
    """What a change set says about a changed property: whether it replaces the resource."""
    if not types.has_schema(resource_type):
        return "Conditionally"
    if name in top_level(schema_of(resource_type), "createOnlyProperties"):
        return "Always"
    nested = {pointer[0] for pointer in _pointers(resource_type, "createOnlyProperties")}
    conditional = {pointer[0] for pointer in _pointers(resource_type, "conditionalCreateOnlyProperties")}
    return "Conditionally" if name in nested | conditional else "Never"
