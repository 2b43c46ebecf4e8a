"""The region of a request that is not signed is that of the listener on which it came."""

import contextvars
import sys

from .listeners import Listener

_listener_region: contextvars.ContextVar[str | None] = contextvars.ContextVar("listener_region", default=None)
_region_of_port: dict[int, str] = {}


def install(listeners: list[Listener]) -> None:
    """Let MiniStack ask the listener before it falls back to its one region."""
    import ministack.app  # noqa: F401 - it holds the name that is replaced
    from ministack.core import router

    _region_of_port.update({listener.port: listener.region for listener in listeners})
    original = router.extract_region

    def extract_region(headers: dict, query_params=None) -> str:
        signed = router.extract_signed_region(headers, query_params)
        return signed or _listener_region.get() or original(headers, query_params)

    for module in list(sys.modules.values()):
        if getattr(module, "extract_region", None) is original:
            module.extract_region = extract_region


def note_listener(scope: dict) -> None:
    """Remember for this request on which port it came."""
    server = scope.get("server")
    _listener_region.set(_region_of_port.get(server[1]) if server else None)
