"""One listener per region: a request that is not signed names none, so its port does."""

import socket
from dataclasses import dataclass

from .settings import Settings

HOST = "127.0.0.1"


class PortTaken(Exception):
    """Somebody else listens on a port that the settings ask for."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of {HOST} is in use")
        self.port = port


@dataclass(frozen=True)
class Listener:
    """A bound socket of the loopback interface, and the region of its unsigned requests."""

    region: str
    port: int
    socket: socket.socket

    @property
    def endpoint(self) -> str:
        """What a client of this region is told as its endpoint."""
        return f"http://{HOST}:{self.port}"


def open_listeners(settings: Settings) -> list[Listener]:
    """Bind a port for each region, one after the other from the port of the settings; 0 lets the system choose each."""
    listeners: list[Listener] = []
    for index, region in enumerate(settings.regions):
        port = settings.port + index if settings.port else 0
        try:
            bound = bind(port)
        except OSError as error:
            for listener in listeners:
                listener.socket.close()
            raise PortTaken(port) from error
        listeners.append(Listener(region, bound.getsockname()[1], bound))
    return listeners


def bind(port: int) -> socket.socket:
    """Bind one socket. Tests open a thousand connections at once, so none is refused for a short queue."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    bound.listen(4096)
    return bound
