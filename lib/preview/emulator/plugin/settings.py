"""What the launcher tells the emulator, as one line of JSON in an environment variable."""

import json
import os
from dataclasses import dataclass, field

VARIABLE = "PALISADE_EMULATOR"


@dataclass(frozen=True)
class Zone:
    """A hosted zone that exists before anything is deployed."""

    account: str
    id: str
    name: str


@dataclass(frozen=True)
class Settings:
    """Account and regions that unsigned requests belong to, ports, and what exists at the start."""

    account: str
    regions: tuple[str, ...]
    port: int = 0
    node: str = "node"
    zones: tuple[Zone, ...] = field(default_factory=tuple)
    hosts: dict[str, str] = field(default_factory=dict)
    """Origins of this machine by the hosts of the internet that they stand in for."""
    roots: tuple[str, ...] = field(default_factory=tuple)
    """Certificates, in PEM, that functions trust as roots beside the public ones."""

    @property
    def home_region(self) -> str:
        """The region of the first listener, which global services count as theirs."""
        return self.regions[0]


def read_settings() -> Settings:
    """Read what the launcher has set. Raises `KeyError` where nothing started this but a person."""
    told = json.loads(os.environ[VARIABLE])
    return Settings(
        account=told["account"],
        regions=tuple(told["regions"]),
        port=told["port"],
        node=told["node"],
        zones=tuple(Zone(**zone) for zone in told["zones"]),
        hosts=told.get("hosts", {}),
        roots=tuple(told.get("roots", [])),
    )
