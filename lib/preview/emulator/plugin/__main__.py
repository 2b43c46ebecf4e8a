"""Starts the emulator: `python -m plugin`, from its launcher only.

Prints one line of JSON when it listens, and ends when its standard input does, so that it never outlives its launcher.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from .listeners import Listener, PortTaken, open_listeners
from .settings import Settings, read_settings

PORT_TAKEN = 3
"""The exit code that tells the launcher to say so in a sentence."""

_first_end = threading.Lock()


def prepare_environment(settings: Settings, listeners: list[Listener], folder: str) -> None:
    """MiniStack reads its settings when it is imported, so they are set before."""
    names = ("layers.cjs", "resolver.cjs", "egress.cjs", "roots.cjs", "log-mark.cjs")
    preloaded = [Path(__file__).parent / name for name in names]
    os.environ.update(
        BIND_HOST="127.0.0.1",
        MINISTACK_HOST="127.0.0.1",
        GATEWAY_PORT=str(listeners[0].port),
        MINISTACK_REGION=settings.home_region,
        MINISTACK_ACCOUNT_ID=settings.account,
        AWS_ACCESS_KEY_ID=settings.account,
        AWS_SECRET_ACCESS_KEY="test",
        AUTH="true",
        LAMBDA_EXECUTOR="local",
        IOT_MTLS_ENABLED="0",
        CLOUDTRAIL_RECORDING="1",
        LOG_LEVEL="WARNING",
        TMPDIR=folder,
        PATH=f"{Path(settings.node).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        NODE_OPTIONS=" ".join(f"--require {json.dumps(str(file))}" for file in preloaded),
        PALISADE_ROOTS=json.dumps(settings.roots) if settings.roots else "",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED="true",
    )
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        os.environ.pop(name, None)
    tempfile.tempdir = None


def end_with_launcher(folder: str) -> None:
    """Wait for the end of standard input, then leave nothing: no process of a function, no file."""
    while sys.stdin.buffer.read(4096):
        pass
    end(folder)


def end(folder: str) -> None:
    """End the functions that run, remove the folder, and end the process group: this process and the functions."""
    if not _first_end.acquire(blocking=False):
        # Another thread does it; this one must not end the process before that one has removed the folder.
        time.sleep(60)
    is_group = os.getpgrp() == os.getpid()
    if is_group:
        # First the functions: what they write to the folder while it is removed would stay. This process hears it too.
        os.killpg(0, signal.SIGTERM)
        time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)
    if is_group:
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def main() -> int:
    """Listen, then load what is slow; requests wait until it answers."""
    settings = read_settings()
    try:
        listeners = open_listeners(settings)
    except PortTaken as taken:
        print(json.dumps({"taken": taken.port}), flush=True)
        return PORT_TAKEN
    # Whoever finds it later sees whose it was, and whether that one still runs.
    folder = tempfile.mkdtemp(prefix=f"palisade-emulator-{os.getpid()}-")
    prepare_environment(settings, listeners, folder)
    # The launcher decides when to end; what the terminal sends to everybody in it is not for this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: end(folder))
    threading.Thread(target=end_with_launcher, args=(folder,), daemon=True).start()

    from .install import install
    from .serve import serve

    application = install(settings, listeners, lambda: end(folder))
    serve(application, listeners)
    end(folder)
    return 0


sys.exit(main())
