"""Properties of an event by their selectors, such as `$.resources[0].type`."""

import re
from typing import Any

SELECTOR = r"\$(?:\.[A-Za-z0-9_-]+|\[\d+\])+"
STEP = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+)\]")
MISSING = object()
"""The value of a property that an event does not have."""


def selected(event: Any, selector: str) -> Any:
    """The value that a selector leads to, or `MISSING`."""
    value = event
    for name, index in STEP.findall(selector):
        value = member(value, name) if name else element(value, int(index))
    return value


def member(value: Any, name: str) -> Any:
    """A member of an object."""
    return value.get(name, MISSING) if isinstance(value, dict) else MISSING


def element(value: Any, index: int) -> Any:
    """An element of an array, the first of which is 0."""
    return value[index] if isinstance(value, list) and index < len(value) else MISSING
