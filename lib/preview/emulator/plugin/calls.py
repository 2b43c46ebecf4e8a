"""Calls of services by their own API, in the account and region of the stack that is being deployed.

What CloudFormation does is done this way wherever MiniStack has the operation: botocore holds each parameter to the
service's published model, and a refusal reaches the stack in the service's own words.
"""

import functools
import os
import threading

import botocore.config
import botocore.session
from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region

from .iam import actor

USER_AGENT = "palisade-cloudformation"
"""The mark by which the journal tells CloudFormation's calls from a client's."""

_clients_lock = threading.Lock()


def client(service: str, region: str | None = None, account: str | None = None):
    """A client for a service of the account and region of the running operation, with the rights of who acts in it."""
    who = actor.calling()
    account = account or get_account_id()
    credentials = (
        (who.access_key_id, who.secret_access_key, who.session_token)
        if who
        else (account, os.environ["AWS_SECRET_ACCESS_KEY"], None)
    )
    with _clients_lock:
        return _client(service, region or get_region(), credentials)


@functools.cache
def _client(service: str, region: str, credentials: tuple[str, str, str | None]):
    return _session().create_client(
        service,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}",
        aws_access_key_id=credentials[0],
        aws_secret_access_key=credentials[1],
        aws_session_token=credentials[2],
        config=botocore.config.Config(
            user_agent_extra=USER_AGENT,
            retries={"max_attempts": 0},
            s3={"addressing_style": "path"},
            parameter_validation=True,
        ),
    )


@functools.cache
def _session() -> botocore.session.Session:
    return botocore.session.Session()


def call(service: str, operation: str, region: str | None = None, **parameters):
    """Call an operation by its Python name. A service's refusal is raised as botocore's `ClientError`."""
    return getattr(client(service, region), operation)(**parameters)


def exists(service: str, operation: str, region: str | None = None, **parameters) -> bool:
    """Whether a describing call finds its subject. Every other refusal than "not found" is raised."""
    try:
        call(service, operation, region, **parameters)
    except ClientError as error:
        if is_missing(error):
            return False
        raise
    return True


def is_missing(error: ClientError) -> bool:
    """Whether a service has refused because what it was asked for does not exist."""
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return status == 404 or any(
        word in code for word in ("NotFound", "NoSuch", "NonExistent", "DoesNotExist", "Missing")
    )
