"""What AWS refuses, before anything is created or changed. What refuses a deletion is in the services' own deletes."""

from . import code, keys, names, prerequisites, quotas, sources


def before_creation(resource_type: str, properties: dict) -> None:
    """Raise `Refused` for a new resource that AWS would not create."""
    for check in (names.check, prerequisites.check, quotas.check_count):
        check(resource_type, properties)
    before_change(resource_type, properties)


def before_change(resource_type: str, properties: dict, physical_id: str | None = None) -> None:
    """Raise `Refused` for properties that AWS would not take; a new resource has no physical id."""
    if resource_type == "AWS::CloudFront::Distribution":
        prerequisites.require_free_aliases(properties, physical_id)
    for check in (keys.check, code.check, sources.check, quotas.check_sizes):
        check(resource_type, properties)
