"""What a test or a person may ask the emulator itself, below `/_palisade/`. `docs/emulator.md` describes each."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import parse_qs

from . import (
    egress,
    failures,
    faults,
    injections,
    journal,
    name_servers,
    read_back,
    recorded,
    regions,
    schema,
    service_calls,
    snapshots,
    stacks,
)

PREFIX = "/_palisade/"


def application(hosts: dict[str, str], reset: Callable[[], None], end: Callable[[], None]):
    """MiniStack's application with the emulator's own endpoints before it."""
    import ministack.app as app

    async def reset_all() -> dict:
        await app._handle_admin_reset("/_ministack/reset", "POST", {})
        reset()
        return {"reset": True}

    async def restore(told: dict) -> dict:
        snapshots.require_kept(told)
        await reset_all()
        return snapshots.put_back(told)

    async def stop() -> dict:
        # The answer leaves before the process does.
        asyncio.get_running_loop().call_later(0.1, end)
        return {"stopping": True}

    routes = {
        ("GET", "about"): lambda *_: {"schemaDate": schema.schema_date()},
        ("GET", "journal"): lambda query, _: journal.read(int(query.get("after", ["0"])[0])),
        ("GET", "recorded"): lambda *_: recorded.everything(),
        ("GET", "resources"): lambda query, _: stacks.resources(query.get("stack", [None])[0]),
        ("GET", "read-back"): lambda query, _: asyncio.to_thread(read_back.report, query.get("stack", [None])[0]),
        ("GET", "name-servers"): lambda query, _: name_servers.servers_of(query["name"][0]),
        ("GET", "way-out"): lambda query, _: egress.way_out(
            hosts, query["function"][0], query["host"][0], int(query["port"][0])
        ),
        ("POST", "objects"): lambda _, told: service_calls.read_object(told),
        ("POST", "invocations"): lambda _, told: service_calls.invoke(told),
        ("GET", "failures"): lambda *_: [asdict(each) for each in failures.pending()],
        ("POST", "failures"): lambda _, told: asdict(failures.plan(told)),
        ("GET", "faults"): lambda *_: faults.pending(),
        ("POST", "faults"): lambda _, told: faults.plan(told),
        ("POST", "kill"): lambda *_: faults.kill_all(),
        ("POST", "events"): lambda _, told: injections.put_event(told),
        ("POST", "metrics"): lambda _, told: injections.put_metric(told),
        ("POST", "alarms"): lambda _, told: injections.evaluate_alarms(told),
        ("POST", "snapshots"): lambda _, told: snapshots.keep(told),
        ("POST", "restore"): lambda _, told: restore(told),
        ("POST", "reset"): lambda *_: reset_all(),
        ("POST", "stop"): lambda *_: stop(),
    }

    async def answer(method: str, path: str, query: dict, body: bytes):
        route = routes.get((method, path.removeprefix(PREFIX)))
        if route is None:
            return 404, {"error": f"{method} {path} is not an endpoint of the emulator; docs/emulator.md lists them"}
        found = route(query, json.loads(body) if body else {})
        return 200, await found if asyncio.iscoroutine(found) else found

    async def served(scope, receive, send):
        if scope["type"] == "http":
            regions.note_listener(scope)
            if scope["path"].startswith(PREFIX):
                await _respond(scope, receive, send, answer)
                return
        await app.app(scope, receive, send)

    return served


async def _respond(scope, receive, send, answer) -> None:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    try:
        # A page in somebody's browser reaches the loopback interface, too.
        if any(name == b"origin" for name, _ in scope["headers"]):
            status, content = 403, {"error": "browsers are not answered"}
        else:
            query = parse_qs(scope["query_string"].decode())
            status, content = await answer(scope["method"], scope["path"], query, body)
    except ValueError as error:
        status, content = 400, {"error": str(error)}
    payload = json.dumps(content, default=str).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(payload)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": payload})
