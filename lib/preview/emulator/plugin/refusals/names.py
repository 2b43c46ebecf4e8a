"""Names in use: `names.json` says for each type which property is its name, and by which call a name is found."""

import functools
import json
from pathlib import Path
from typing import Any

import jmespath
from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region

from ..calls import call, is_missing
from ..errors import by_service


@functools.cache
def rules() -> dict[str, dict]:
    """The rule of each type that has a name of its own."""
    return json.loads((Path(__file__).parent / "names.json").read_text())["types"]


def check(resource_type: str, properties: dict) -> None:
    """Raise `Refused` where a resource with this name exists, in a stack or beside all of them."""
    rule = rules().get(resource_type)
    if rule is None:
        return
    name = jmespath.search(rule["name"], properties)
    if name and is_taken(rule, name, properties):
        service = resource_type.split("::")[1]
        raise by_service(f"{name} already exists", service, 409)


def is_taken(rule: dict, name: Any, properties: dict) -> bool:
    """Whether the call of a rule finds the name."""
    values = {key: value for key, value in properties.items() if isinstance(value, str)}
    values |= {"name": name, "region": get_region(), "account": get_account_id()}
    parameters = filled(rule.get("parameters", {}), values)
    try:
        answer = call(rule["service"], rule["operation"], rule.get("region"), **parameters)
    except ClientError as error:
        if not is_missing(error):
            raise
        return False
    return bool(jmespath.search(filled(rule["found"], values), answer)) if "found" in rule else True


def filled(form: Any, values: dict) -> Any:
    """A form with the names in braces replaced; `{name}` alone keeps the type of the name."""
    if isinstance(form, dict):
        return {key: filled(each, values) for key, each in form.items()}
    if isinstance(form, list):
        return [filled(each, values) for each in form]
    if not isinstance(form, str):
        return form
    for key, value in values.items():
        form = form.replace(f"{{{key}}}", str(value))
    return form
