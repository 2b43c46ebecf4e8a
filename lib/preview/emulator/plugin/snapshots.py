"""The whole state of the emulator, kept under a name and put back: what was deployed once need not be deployed again.

MiniStack and this plugin keep what they know in containers of their modules. The processes of functions are none of it.
"""

import asyncio
import collections
import copy
import dataclasses
import sys
import threading
from collections.abc import Iterator
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict

from .services import rotation

PACKAGES = ("ministack.services.", "plugin.")
SCOPED = (AccountScopedDict, AccountRegionScopedDict)
CONTAINERS = (dict, list, set, collections.deque, bytearray, *SCOPED)

_kept: dict[str, dict[tuple[str, str], Any]] = {}
"""By name, what each container held, by its module and its own name."""


async def keep(told: dict) -> dict:
    """Keep everything under the `name` that is told, once no function is at work that would go on with it."""
    name = named(told)
    while is_at_work():
        await asyncio.sleep(0.02)
    _kept[name] = copied(dict(containers()), {})
    return {"kept": name}


def is_at_work() -> bool:
    """Whether a function runs, or a rotation that calls one after the other."""
    from ministack.services import lambda_svc

    running, _ = lambda_svc.executions_in_flight()
    return running > 0 or any(each.name == rotation.THREAD for each in threading.enumerate())


def put_back(told: dict) -> dict:
    """Let every container hold what it held. Only an empty emulator is filled, so that nothing runs on in it."""
    name = require_kept(told)
    kept = copied(_kept[name], {})
    for place, container in containers():
        if place in kept:
            fill(container, kept[place])
    return {"restored": name}


def require_kept(told: dict) -> str:
    """The name that is told. Raises `ValueError` where nothing is kept under it."""
    name = named(told)
    if name not in _kept:
        raise ValueError(f"nothing is kept under {name!r}; POST /_palisade/snapshots keeps what there is")
    return name


def named(told: dict) -> str:
    """The name that is told. Raises `ValueError` where there is none."""
    if not isinstance(name := told.get("name"), str) or not name:
        raise ValueError(f"name is {name!r}; write a text that names the state")
    return name


def containers() -> Iterator[tuple[tuple[str, str], Any]]:
    """The containers of all modules, but for what is kept here; one that two modules know comes for each of them."""
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith(PACKAGES):
            for name, value in list(vars(module).items()):
                if isinstance(value, CONTAINERS) and not name.startswith("__") and value is not _kept:
                    yield (module_name, name), value


def fill(container: Any, content: Any) -> None:
    """Give a container another content; whoever knows the container keeps it."""
    if isinstance(container, SCOPED):
        container, content = container._data, content._data
    container.clear()
    if isinstance(container, dict | set):
        container.update(content)
    else:
        container.extend(content)


def copied(value: Any, copies: dict[int, tuple[Any, Any]]) -> Any:
    """A copy, in which what was one thing is one thing. What holds no state, as functions and locks, stays itself.

    `copies` has what was copied beside the copies: none of it may go, since another thing would get its place.
    """
    if id(value) in copies:
        return copies[id(value)][1]
    if type(value) is tuple:
        return tuple(copied(each, copies) for each in value)
    if isinstance(value, SCOPED):
        twin = type(value)()
        copies[id(value)] = value, twin
        twin._data = copied(value._data, copies)
        return twin
    if isinstance(value, CONTAINERS):
        return copied_container(value, copies)
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and not type(value).__dataclass_params__.frozen:
        twin = copy.copy(value)
        copies[id(value)] = value, twin
        for field in dataclasses.fields(value):
            setattr(twin, field.name, copied(getattr(value, field.name), copies))
        return twin
    return value


def copied_container(value: Any, copies: dict[int, tuple[Any, Any]]) -> Any:
    """A copy of a container of Python's own, of the same type."""
    twin = value.copy()
    copies[id(value)] = value, twin
    if isinstance(twin, dict):
        for key, each in list(twin.items()):
            twin[key] = copied(each, copies)
    elif isinstance(twin, list | collections.deque):
        for position, each in enumerate(list(twin)):
            twin[position] = copied(each, copies)
    return twin
