"""CloudFormation's published schema of each type, held to the properties of a resource before it is created.

The schemas are those of the CloudFormation registry as cfn-lint publishes them; `schema_date` tells of which day.
"""

import functools
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs

from .errors import Refused

MOST_ERRORS = 5
SCALARS = {"string", "integer", "number", "boolean"}


@functools.cache
def _folder() -> Path:
    found = importlib.util.find_spec("cfnlint")
    if found is None or found.origin is None:
        raise RuntimeError("the package cfn-lint is not installed, and with it no schema")
    return Path(found.origin).parent / "data" / "schemas"


def schema_date() -> str:
    """The day on which the schemas were taken from the registry."""
    return json.loads((_folder() / "version.json").read_text())["schema_date"][:10]


@functools.cache
def _types_of(region: str) -> dict[str, str]:
    return json.loads((_folder() / "providers" / f"{region}.json").read_text())


@functools.cache
def deviations() -> list[dict]:
    """Where AWS is known to accept what its schema does not: type, pointer into the schema, why, date and source."""
    return json.loads((Path(__file__).parent / "schema-deviations.json").read_text())["deviations"]


@functools.cache
def schema_of(resource_type: str, region: str = "us-east-1") -> dict:
    """The schema of a type. Raises `Refused` where the region has no such type."""
    digest = _types_of(region).get(resource_type)
    if digest is None:
        raise Refused(f"Resource type {resource_type} is not supported in {region}")
    text = (_folder() / "resources" / f"{digest}.json").read_text()
    schema = _in_the_dialect_of_validators(json.loads(text))
    for deviation in deviations():
        if deviation["type"] == resource_type:
            _remove(schema, deviation["remove"].split("/")[1:])
    return schema


def _in_the_dialect_of_validators(value: Any) -> Any:
    """Java's way to write some patterns is not the one of JSON Schema."""
    if isinstance(value, dict):
        return {
            k: v.replace(r"\Z", "$").replace("(?s)", "")
            if k == "pattern" and isinstance(v, str)
            else _in_the_dialect_of_validators(v)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [_in_the_dialect_of_validators(each) for each in value]
    return value


def _remove(schema: dict, pointer: list[str]) -> None:
    for name in pointer[:-1]:
        schema = schema[name]
    del schema[pointer[-1]]


@functools.cache
def _validator(resource_type: str, region: str):
    return jsonschema_rs.Draft7Validator(schema_of(resource_type, region))


def check(resource_type: str, properties: dict, region: str) -> None:
    """Raise `Refused` where properties are outside the schema of their type."""
    schema = schema_of(resource_type, region)
    value = coerced(without_system_tags(properties), schema, schema)
    found = [_sentence(error) for error in _validator(resource_type, region).iter_errors(value)]
    read_only = [name for name in top_level(schema, "readOnlyProperties") if name in properties]
    found += [f"#: Encountered unsupported properties in {{/}}: [{name}]" for name in read_only]
    if found:
        told = "\n".join(found[:MOST_ERRORS])
        raise Refused(f"Properties validation failed for resource of type {resource_type} with message:\n{told}")


def _sentence(error) -> str:
    path = "/".join(str(step) for step in error.instance_path)
    message = str(error.message)
    # The end says what is wrong, the beginning with what.
    told = message if len(message) < 500 else f"{message[:150]} … {message[-300:]}"
    return f"#/{path}: {told}"


def without_system_tags(properties: dict) -> dict:
    """Tags that CloudFormation adds itself are in no template, so they are not judged."""
    tags = properties.get("Tags")
    own: Any = None
    if isinstance(tags, list):
        own = [tag for tag in tags if not str(tag.get("Key", "")).startswith("aws:")]
    elif isinstance(tags, dict):
        own = {key: value for key, value in tags.items() if not key.startswith("aws:")}
    rest = {name: value for name, value in properties.items() if name != "Tags"}
    return {**rest, "Tags": own} if own else rest


def coerced(value: Any, schema: Any, root: dict) -> Any:
    """The value with scalars as the schema wants them: CloudFormation takes "5" for 5, and "true" for true."""
    if not isinstance(schema, dict):
        return value
    if "$ref" in schema:
        return coerced(value, _resolve(root, schema["$ref"]), root)
    for alternative in (each for key in ("allOf", "anyOf", "oneOf") for each in schema.get(key, [])):
        value = coerced(value, alternative, root)
    if isinstance(value, dict):
        return _coerced_members(value, schema, root)
    if isinstance(value, list):
        return [coerced(each, schema.get("items"), root) for each in value]
    return _coerced_scalar(value, schema.get("type"))


def _coerced_members(value: dict, schema: dict, root: dict) -> dict:
    named = schema.get("properties", {})
    patterns = list(schema.get("patternProperties", {}).values())
    rest = schema.get("additionalProperties")
    fallback = patterns[0] if patterns else rest
    return {name: coerced(each, named.get(name, fallback), root) for name, each in value.items()}


def _resolve(root: dict, reference: str) -> Any:
    found: Any = root
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return found


def _coerced_scalar(value: Any, wanted: Any) -> Any:
    kinds = {wanted} if isinstance(wanted, str) else set(wanted or ())
    if isinstance(value, str):
        return _from_text(value, kinds)
    if "string" in kinds and not kinds & {"object", "array"} and isinstance(value, bool | int | float):
        numeric = not isinstance(value, bool) and kinds & {"integer", "number"}
        boolean = isinstance(value, bool) and "boolean" in kinds
        return value if numeric or boolean else json.dumps(value)
    return value


def _from_text(value: str, kinds: set[str]) -> Any:
    if "string" in kinds or not kinds & SCALARS:
        return value
    if "boolean" in kinds and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if "integer" in kinds and re.fullmatch(r"-?\d+", value):
        return int(value)
    if "number" in kinds and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    return value


def top_level(schema: dict, kind: str) -> set[str]:
    """The names of the top-level properties that a list of pointers, such as `createOnlyProperties`, names whole."""
    pointers = (pointer.split("/")[2:] for pointer in schema.get(kind, []))
    return {pointer[0] for pointer in pointers if len(pointer) == 1}


def values_at(properties: Any, pointer: list[str]) -> Any:
    """What a pointer without its `/properties` finds in a resource's properties; `*` stands for all items."""
    if not pointer:
        return properties
    name, *rest = pointer
    if name == "*":
        return [values_at(each, rest) for each in properties] if isinstance(properties, list) else None
    return values_at(properties.get(name), rest) if isinstance(properties, dict) else None
