"""Types whose creation, change and deletion are operations of their service: what differs between them is data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jmespath

from ..calls import call
from ..errors import Refused
from .fit import fit


@dataclass(frozen=True)
class Served:
    """How CloudFormation speaks with a service about one type.

    In `identify`, `{id}` and names of properties in braces are replaced. Expressions of `id` and `attributes` are
    JMESPath over the answer of the creation.
    """

    service: str
    create: str
    delete: str
    id: str = ""
    """Where the answer has the physical id; empty where the id is `id_form`."""
    id_form: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    update: str = ""
    """The operation that changes; empty where creating writes over, or where nothing can be changed in place."""
    writes_over: bool = False
    identify: dict[str, str] = field(default_factory=dict)
    """Parameters by which deletion and update find the resource."""
    renames: dict[str, str] = field(default_factory=dict)
    wrap: str = ""
    """The one parameter that takes all properties."""
    constants: dict[str, Any] = field(default_factory=dict)
    tagged_as: str = ""
    """EC2's name of the resource, under which it takes tags at the creation."""
    recorded: tuple[str, ...] = ()
    """Properties that no operation of the service takes here; `docs/emulator.md` names them."""
    adapt: Callable[[dict], dict] = lambda properties: properties
    """What is to be rearranged before names and types are fitted."""
    after: Callable[[str, dict], None] | None = None
    """Further calls that a creation and a change need."""

    def handler(self) -> dict:
        """The handler in MiniStack's form."""
        return {"create": self._create, "update": self._update, "delete": self._delete}

    def parameters(self, operation: str, properties: dict) -> dict:
        """What an operation is called with for these properties."""
        told = {name: value for name, value in properties.items() if name not in self.recorded}
        tags = told.pop("Tags", None) if self.tagged_as else None
        adapted = self.adapt(told)
        if self.wrap:
            adapted = {self.wrap: adapted}
        parameters = fit(self.service, operation, adapted, self.renames) | self.constants
        if tags:
            parameters["TagSpecifications"] = [{"ResourceType": self.tagged_as, "Tags": tags}]
        return parameters

    def _identity(self, operation: str, physical_id: str, properties: dict) -> dict:
        known = {name: value for name, value in properties.items() if isinstance(value, str)}
        told = {name: form.format_map({**known, "id": physical_id}) for name, form in self.identify.items()}
        return fit(self.service, operation, told)

    def _create(self, logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
        answer = call(self.service, self.create, **self.parameters(self.create, properties))
        known = {name: value for name, value in properties.items() if isinstance(value, str)}
        physical_id = jmespath.search(self.id, answer) if self.id else self.id_form.format_map(known)
        if self.after:
            self.after(physical_id, properties)
        attributes = {name: jmespath.search(path, answer) for name, path in self.attributes.items()}
        return str(physical_id), attributes

    def _update(self, physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
        operation = self.update or (self.create if self.writes_over else "")
        if not operation:
            raise Refused("Resource cannot be updated in place by the emulator; change its logical id")
        identity = self._identity(operation, physical_id, new) if self.update else {}
        call(self.service, operation, **self.parameters(operation, new) | identity)
        if self.after:
            self.after(physical_id, new)
        return physical_id, {}

    def _delete(self, physical_id: str, properties: dict) -> None:
        call(self.service, self.delete, **self._identity(self.delete, physical_id, properties))
