"""What AWS refuses, before anything is created, changed or deleted."""


def before_creation(resource_type: str, properties: dict) -> None:
    """Refuse a new resource that AWS would not create."""


def before_change(resource_type: str, physical_id: str, old: dict, new: dict) -> None:
    """Refuse a change in place that AWS would not make."""


def before_deletion(resource_type: str, physical_id: str, properties: dict) -> None:
    """Refuse the deletion of what is protected or in use."""
