"""Replacing a function of a MiniStack module wherever the module keeps it."""

from collections.abc import Callable
from types import ModuleType
from typing import Any


def replace(module: ModuleType, name: str, make: Callable[[Callable], Callable]) -> None:
    """Put `make(original)` in the place of a function, in the module and in its tables of actions."""
    original = getattr(module, name)
    replacement = make(original)
    setattr(module, name, replacement)
    for table in list(vars(module).values()):
        if isinstance(table, dict):
            for key, value in table.items():
                if value is original:
                    table[key] = replacement


def refuse_if(module: ModuleType, name: str, check: Callable[..., Any]) -> None:
    """Let a check answer before a function does; it gets the same arguments, and gives an answer or nothing."""

    def guarded(original: Callable) -> Callable:
        def checked(*arguments, **named):
            return check(*arguments, **named) or original(*arguments, **named)

        return checked

    replace(module, name, guarded)
