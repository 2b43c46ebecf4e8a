"""Resources of which no service is emulated. All their properties are kept, and an endpoint tells them."""

import random
import threading
import uuid
from dataclasses import asdict, dataclass

from ministack.core.responses import get_account_id, get_region

from . import types
from .errors import by_service
from .schema import schema_of


@dataclass
class Record:
    """One resource, with the properties of its last change."""

    type: str
    stack: str
    logical_id: str
    physical_id: str
    account: str
    region: str
    properties: dict
    attributes: dict


_records: dict[tuple[str, str, str, str], Record] = {}
_lock = threading.Lock()


def everything() -> list[dict]:
    """All resources that are only recorded, in the order of their creation."""
    with _lock:
        kept = list(_records.values())
    return [
        {**asdict(each), "unknown_attributes": sorted(set(each.attributes) - attribute_names(each.type))}
        for each in kept
    ]


def of_type(resource_type: str) -> list[Record]:
    """The recorded resources of a type in the account and region of the running operation."""
    with _lock:
        scope = (get_account_id(), get_region(), resource_type)
        return [record for key, record in _records.items() if key[:3] == scope]


def forget() -> None:
    """Forget all of them."""
    with _lock:
        _records.clear()


def create(resource_type: str, logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """Keep a new resource; give its physical id and its attributes, made up in the form that AWS gives them."""
    told = types.all_types()[resource_type]["recorded"]
    name = properties.get(told.get("name", ""), f"{stack}-{logical_id}-{uuid.uuid4().hex[:12]}")
    values = {
        "account": get_account_id(),
        "region": get_region(),
        "name": name,
        "hex": uuid.uuid4().hex,
        "hex17": uuid.uuid4().hex[:17],
        "uuid": str(uuid.uuid4()),
        "number": str(random.randint(10**9, 10**10)),
    }
    values |= {key: value for key, value in properties.items() if isinstance(value, str)}
    physical_id = told.get("id", "{name}").format_map(values)
    values["id"] = physical_id
    attributes = {key: form.format_map(values) for key, form in told.get("attributes", {}).items()}
    key = (values["account"], values["region"], resource_type, physical_id)
    with _lock:
        if key in _records:
            raise by_service(f"{physical_id} already exists", resource_type.split("::")[1], 409)
        _records[key] = Record(resource_type, stack, logical_id, physical_id, key[0], key[1], properties, attributes)
    return physical_id, attributes


def update(resource_type: str, physical_id: str, properties: dict) -> tuple[str, dict]:
    """Keep the new properties of a resource."""
    with _lock:
        record = _records[get_account_id(), get_region(), resource_type, physical_id]
        record.properties = properties
        return physical_id, record.attributes


def delete(resource_type: str, physical_id: str) -> None:
    """Forget one resource."""
    with _lock:
        _records.pop((get_account_id(), get_region(), resource_type, physical_id), None)


def handlers() -> dict[str, dict]:
    """Handlers for MiniStack, one per recorded type."""
    return {resource_type: _handler(resource_type) for resource_type in types.recorded_types()}


def _handler(resource_type: str) -> dict:
    return {
        "create": lambda logical_id, properties, stack: create(resource_type, logical_id, properties, stack),
        "update": lambda physical_id, old, new, stack: update(resource_type, physical_id, new),
        "delete": lambda physical_id, properties: delete(resource_type, physical_id),
    }


def attribute_names(resource_type: str) -> set[str]:
    """What a template may ask of a type, by its schema."""
    return {pointer.removeprefix("/properties/") for pointer in schema_of(resource_type).get("readOnlyProperties", [])}
