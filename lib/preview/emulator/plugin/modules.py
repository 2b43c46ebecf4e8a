"""Functions of MiniStack that several of its modules have imported by name."""

import sys
from collections.abc import Callable


def replace_everywhere(original: Callable, replacement: Callable) -> None:
    """Put a replacement wherever a module of MiniStack holds the original."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ministack."):
            for held, value in list(vars(module).items()):
                if value is original:
                    setattr(module, held, replacement)
