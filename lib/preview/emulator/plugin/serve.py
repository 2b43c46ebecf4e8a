"""Serves the application on sockets that are bound already."""

import asyncio
import json

from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config

from .listeners import Listener


def serve(application, listeners: list[Listener]) -> None:
    """Serve until the process ends; tell the launcher when requests are answered."""
    config = Config()
    config.bind = [f"fd://{listener.socket.fileno()}" for listener in listeners]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"
    config.backlog = 4096
    asyncio.run(hypercorn_serve(announcing(application, listeners), config))


def announcing(application, listeners: list[Listener]):
    """Print where it listens once MiniStack has started."""

    async def announced(scope, receive, send):
        async def send_and_announce(message):
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                print(json.dumps({"endpoints": {each.region: each.endpoint for each in listeners}}), flush=True)

        await application(scope, receive, send_and_announce if scope["type"] == "lifespan" else send)

    return announced
