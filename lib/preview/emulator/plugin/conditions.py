"""Conditions of templates: MiniStack knows no `Fn::Join` in them, which the CDK's bootstrap template has."""

import sys
from typing import Any


def install() -> None:
    """Resolve each `Fn::Join` of a condition before MiniStack evaluates it."""
    from ministack.services.cloudformation import changesets, engine, handlers, stacks  # noqa: F401 - all hold the name

    original = engine._evaluate_conditions

    def evaluate(template: dict, parameters: dict) -> dict:
        conditions = joined(template.get("Conditions", {}), parameters)
        return original({**template, "Conditions": conditions}, parameters)

    for name, module in list(sys.modules.items()):
        if name.startswith("ministack.") and getattr(module, "_evaluate_conditions", None) is original:
            module._evaluate_conditions = evaluate


def joined(value: Any, parameters: dict) -> Any:
    """The same conditions with each join of parameters and literals as text."""
    if isinstance(value, list):
        return [joined(each, parameters) for each in value]
    if not isinstance(value, dict):
        return value
    if "Fn::Join" in value:
        separator, items = value["Fn::Join"]
        return separator.join(_texts(items, parameters))
    return {name: joined(each, parameters) for name, each in value.items()}


def _texts(items: Any, parameters: dict) -> list[str]:
    if isinstance(items, dict) and "Ref" in items:
        given = parameters[items["Ref"]]["Value"]
        return given.split(",") if isinstance(given, str) else [str(each) for each in given]
    return [text for item in items for text in (_texts(item, parameters) if isinstance(item, dict) else [str(item)])]
