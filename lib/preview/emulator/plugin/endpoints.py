"""What a test or a person may ask the emulator itself, below `/_palisade/`. `docs/emulator.md` describes each."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import parse_qs

from . import failures, journal, recorded, regions, stacks

PREFIX = "/_palisade/"


def application(reset: Callable[[], None], end: Callable[[], None]):
    """MiniStack's application with the emulator's own endpoints before it."""
    import ministack.app as app

    async def reset_all() -> dict:
        await app._handle_admin_reset("/_ministack/reset", "POST", {})
        reset()
        return {"reset": True}

    async def stop() -> dict:
        # The answer leaves before the process does.
        asyncio.get_running_loop().call_later(0.1, end)
        return {"stopping": True}

    async def answer(method: str, path: str, query: dict, body: bytes):
        told = json.loads(body) if body else {}
        match (method, path.removeprefix(PREFIX)):
            case ("GET", "journal"):
                return 200, journal.read(int(query.get("after", ["0"])[0]))
            case ("GET", "recorded"):
                return 200, recorded.everything()
            case ("GET", "resources"):
                return 200, stacks.resources(query.get("stack", [None])[0])
            case ("GET", "failures"):
                return 200, [asdict(each) for each in failures.pending()]
            case ("POST", "failures"):
                return 200, asdict(failures.plan(told))
            case ("POST", "reset"):
                return 200, await reset_all()
            case ("POST", "stop"):
                return 200, await stop()
        return 404, {"error": f"{method} {path} is not an endpoint of the emulator; docs/emulator.md lists them"}

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
