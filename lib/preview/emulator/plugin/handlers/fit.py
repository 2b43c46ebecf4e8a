"""Properties of a template as parameters of a service's operation, by the published model of the operation.

Names match without regard to case, scalars take the model's type, tags take its form. A property for which the
operation has no member is refused, so that nothing is dropped in silence.
"""

from typing import Any

from ..calls import client
from ..errors import Refused


def fit(service: str, operation: str, properties: dict, renames: dict[str, str] | None = None) -> dict:
    """The parameters that these properties become; `renames` says how the operation names a property."""
    shape = input_shape(service, operation)
    named = {(renames or {}).get(name, name): value for name, value in properties.items()}
    return fit_structure(shape, named, f"{service} {operation}")


def input_shape(service: str, operation: str):
    """The model of an operation's input."""
    connected = client(service)
    return connected.meta.service_model.operation_model(connected.meta.method_to_api_mapping[operation]).input_shape


def fit_structure(shape, properties: dict, path: str) -> dict:
    """A structure's members, each as its model wants it."""
    members = {name.lower(): name for name in shape.members}
    fitted = {}
    for name, value in properties.items():
        member = members.get(name.lower())
        if member is None:
            raise Refused(f"the emulator cannot hand {name} to {path}, which has no such member")
        fitted[member] = fit_value(shape.members[member], value, f"{path}.{member}")
    return fitted


def fit_value(shape, value: Any, path: str) -> Any:
    """A value as its model wants it."""
    match shape.type_name:
        case "structure":
            return fit_items(shape, value, path) if is_counted(shape, value) else fit_structure(shape, value, path)
        case "list":
            values = value if isinstance(value, list) else [value]
            return [fit_value(shape.member, each, f"{path}[]") for each in values]
        case "map":
            pairs = value if isinstance(value, dict) else {each["Key"]: each["Value"] for each in value}
            return {key: fit_value(shape.value, each, f"{path}.{key}") for key, each in pairs.items()}
        case kind:
            return fit_scalar(kind, value)


def is_counted(shape, value: Any) -> bool:
    """Whether a list of the template is a structure of quantity and items in the API."""
    return isinstance(value, list) and {"Quantity", "Items"} <= set(shape.members)


def fit_items(shape, value: list, path: str) -> dict:
    """A list in the form that CloudFront gives lists."""
    return {"Quantity": len(value), "Items": fit_value(shape.members["Items"], value, path)}


def fit_scalar(kind: str, value: Any) -> Any:
    """A scalar of the model's kind: templates may write "5" and "true"."""
    if kind in ("integer", "long"):
        return int(value)
    if kind in ("float", "double"):
        return float(value)
    if kind == "boolean":
        return str(value).lower() == "true"
    if kind == "string" and isinstance(value, bool):
        return str(value).lower()
    return str(value) if kind == "string" else value
