"""DynamoDB, its streams, SQS and Secrets Manager on the loopback interface, for tests.

moto does the work. This adds what tests of a payment flow depend on and moto does not give: one request is served at
a time, so that a conditional write is decided as in DynamoDB; a thousand clients at once are not refused; and the
versions of a secret behave as in AWS (secret_versions.py).

Prints its port as the one line on standard output, and ends when its standard input does.
"""

import io
import os
import sys
import threading

# moto's backends would otherwise ask the machine for credentials and a region.
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
os.environ.setdefault("MOTO_DISABLE_GLOBAL_CORS", "true")

from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.sqs.models import Queue  # noqa: E402
from werkzeug.serving import ThreadedWSGIServer  # noqa: E402

import secret_versions  # noqa: E402

one_at_a_time = threading.Lock()


class Server(ThreadedWSGIServer):
    # The kernel's own limit holds where it is lower.
    request_queue_size = 4096


class QuietHandler(MotoRequestHandler):
    # Without it, headers and body leave in two packets, and the second waits 40 ms for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def log(self, *args, **kwargs):
        pass


class OneAtATime:
    """moto checks a condition and then writes; between the two no other request may run."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        # A slow client must not hold up the others, so its body is read before its turn.
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        with one_at_a_time:
            return [b"".join(self.app(environ, start_response))]


wait_for_messages = Queue.wait_for_messages


def wait_without_turn(queue, timeout):
    """A receiver that waits for a message must let somebody send one."""
    one_at_a_time.release()
    try:
        wait_for_messages(queue, timeout)
    finally:
        one_at_a_time.acquire()


def end_with_parent():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    Queue.wait_for_messages = wait_without_turn
    secret_versions.install()
    app = OneAtATime(DomainDispatcherApplication(create_backend_app))
    server = Server("127.0.0.1", 0, app, handler=QuietHandler)
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(server.port, flush=True)
    server.serve_forever()


main()
