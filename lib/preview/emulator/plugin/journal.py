"""Every call of a service: by whom, with what, and what came of it. The newest calls are kept, secrets are not."""

import collections
import json
import threading
import time
from collections.abc import Callable
from typing import Any

from . import calls

CAPACITY = 20_000
LONGEST_TEXT = 2_000
SECRET_NAMES = (
    "secretstring",
    "secretbinary",
    "password",
    "masteruserpassword",
    "clientsecret",
    "sessiontoken",
    "secretaccesskey",
    "zipfile",
    "plaintext",
    "x-amz-signature",
    "x-amz-security-token",
)
"""Members that are never written down, in lower case, wherever in a request they are."""

_entries: collections.deque[dict] = collections.deque(maxlen=CAPACITY)
_observers: list[Callable[[dict], None]] = []
_lock = threading.Lock()
_count = 0


def write(entry: dict) -> None:
    """Add an entry with its number, which a reader may continue from."""
    global _count
    with _lock:
        _count += 1
        _entries.append({"number": _count, "at": time.time(), **entry})


def read(after: int = 0) -> list[dict]:
    """The entries that are kept and came after the one with this number."""
    with _lock:
        return [entry for entry in _entries if entry["number"] > after]


def forget() -> None:
    """Forget all entries; numbers go on."""
    with _lock:
        _entries.clear()


def masked(value: Any) -> Any:
    """The same value without secrets and without what nobody reads to its end."""
    if isinstance(value, dict):
        return {k: "***" if str(k).lower() in SECRET_NAMES else masked(v) for k, v in value.items()}
    if isinstance(value, list):
        return [masked(each) for each in value]
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]} … ({len(value)} characters)"
    return value


def install() -> None:
    """Write down what MiniStack dispatches to its services, on both of the ways that it has."""
    import ministack.app as app

    dispatch = app._dispatch_service_request
    data_plane = app._handle_special_data_plane_request

    async def dispatched(method, path, headers, body, query_params, request_id):
        response = await dispatch(method, path, headers, body, query_params, request_id)
        note(_entry(app, method, path, headers, body, query_params, response))
        return response

    async def special(method, path, headers, body, query_params, request_id, **rest):
        response = await data_plane(method, path, headers, body, query_params, request_id, **rest)
        if response is not None:
            note(_entry(app, method, path, headers, body, query_params, response))
        return response

    app._dispatch_service_request = dispatched
    app._handle_special_data_plane_request = special


def note(entry: dict) -> None:
    """Write down a call, and tell whoever wants to know of calls."""
    write(entry)
    for observe in _observers:
        observe(entry)


def observe(observer: Callable[[dict], None]) -> None:
    """Tell somebody of each call from now on."""
    _observers.append(observer)


def _entry(app, method: str, path: str, headers: dict, body: bytes, query_params: dict, response) -> dict:
    from ministack.core.iam_actions import extract_iam_action
    from ministack.core.iam_evaluator import request_caller_arn
    from ministack.core.responses import get_account_id

    parameters = app._routing_params(method, path, headers, body, query_params)
    service = app.detect_service(method, path, headers, parameters)
    action = extract_iam_action(service, method, path, headers, body, parameters)
    return {
        "service": service,
        "operation": action.split(":", 1)[1] if action else f"{method} {path}",
        "region": app.extract_region(headers, query_params),
        "account": get_account_id(),
        "principal": request_caller_arn(headers, query_params),
        "by": "cloudformation" if calls.USER_AGENT in headers.get("user-agent", "") else "client",
        "host": headers.get("host", ""),
        "path": path,
        "parameters": masked(_parameters(service, body, parameters)),
        "status": response[0],
        **({"error": _error_of(response[2])} if response[0] >= 400 else {}),
    }


def _parameters(service: str, body: bytes, parameters: dict) -> Any:
    """What was asked for; the content of objects is none of it."""
    if service != "s3" and body[:1] == b"{":
        try:
            return json.loads(body)
        except ValueError:
            return {}
    return {name: values[0] if len(values) == 1 else values for name, values in parameters.items()}


def _error_of(body: Any) -> str:
    text = body.decode("utf-8", "replace") if isinstance(body, bytes | bytearray) else str(body)
    return text[:LONGEST_TEXT]
