"""What this emulator refuses, as CloudFormation words it."""

import uuid


class Refused(Exception):
    """A resource that AWS would not create, change or delete; the message becomes the event's reason."""


def by_service(message: str, service: str, status: int = 400) -> Refused:
    """A refusal that a service gives, with the ending that CloudFormation adds to it."""
    return Refused(f"{message} (Service: {service}, Status Code: {status}, Request ID: {uuid.uuid4()})")
