"""How CloudFormation creates, changes and deletes what MiniStack has no handler for, and completes what it forgets.

Each module names its types in `HANDLERS` (MiniStack's form: create, update, delete) and `COMPLETIONS` (called after a
creation and a change, with the physical id and the properties).
"""

from collections.abc import Callable

from . import (
    account,
    databases,
    deletions,
    edge,
    functions,
    identities,
    imports,
    ingress,
    logs,
    mail,
    messages,
    network,
    recovery,
    secrets,
    storage,
    web_firewall,
)

MODULES = (
    account,
    databases,
    deletions,
    edge,
    functions,
    identities,
    imports,
    ingress,
    logs,
    mail,
    messages,
    network,
    recovery,
    secrets,
    storage,
    web_firewall,
)


def register(table: dict) -> None:
    """Add the handlers to MiniStack's, and let its own delete by the services' own operations."""
    for module in MODULES:
        for resource_type, handler in module.HANDLERS.items():
            table[resource_type] = {**table.get(resource_type, {}), **handler}


def complete(resource_type: str, physical_id: str, properties: dict) -> None:
    """Set what MiniStack's handler leaves out."""
    for completion in _completions(resource_type):
        completion(physical_id, properties)


def takes(step: str, resource_type: str) -> bool:
    """Whether a handler of the kit takes a step of a type, and not MiniStack's."""
    return any(step in module.HANDLERS.get(resource_type, {}) for module in MODULES)


def _completions(resource_type: str) -> list[Callable[[str, dict], None]]:
    return [module.COMPLETIONS[resource_type] for module in MODULES if resource_type in module.COMPLETIONS]
