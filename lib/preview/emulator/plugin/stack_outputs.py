"""Weak references name the region of the stack whose output they read; MiniStack looks in the region of the reader."""

import sys
from typing import Any


def install() -> None:
    """Read an output in the region that the reference names."""
    from ministack.core.responses import get_account_id, request_scope
    from ministack.services.cloudformation import engine, handlers, stacks  # noqa: F401 - all hold the name

    original = engine._resolve_refs

    def resolve(value: Any, *arguments, **named) -> Any:
        reference = value.get("Fn::GetStackOutput") if isinstance(value, dict) else None
        region = reference.get("Region") if isinstance(reference, dict) else None
        if region is None:
            return original(value, *arguments, **named)
        with request_scope(get_account_id(), str(resolve(region, *arguments, **named))):
            return original(value, *arguments, **named)

    for name, module in list(sys.modules.items()):
        if name.startswith("ministack.") and getattr(module, "_resolve_refs", None) is original:
            module._resolve_refs = resolve
