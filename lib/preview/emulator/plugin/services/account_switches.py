"""What an account switches on once, and MiniStack lacks: encrypted volumes, no shared snapshots, no public buckets."""

import re
from collections.abc import Callable
from typing import Any

from ministack import app
from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict
from ministack.services import ec2

_volumes = AccountRegionScopedDict()
_buckets = AccountScopedDict()

PATH = "/v20180820/configuration/publicAccessBlock"
ACTIONS = {
    "PUT": "s3:PutAccountPublicAccessBlock",
    "GET": "s3:GetAccountPublicAccessBlock",
    "DELETE": "s3:PutAccountPublicAccessBlock",
}


def install() -> None:
    """Add the operations of EC2, and answer S3 Control's before MiniStack refuses it."""
    ec2._ACTION_MAP |= {
        "EnableEbsEncryptionByDefault": lambda _: encrypt_volumes(True),
        "DisableEbsEncryptionByDefault": lambda _: encrypt_volumes(False),
        "GetEbsEncryptionByDefault": lambda _: told_of_volumes("GetEbsEncryptionByDefault"),
        "EnableSnapshotBlockPublicAccess": block_snapshots,
        "DisableSnapshotBlockPublicAccess": lambda _: told_of_snapshots(
            "DisableSnapshotBlockPublicAccess", "unblocked"
        ),
        "GetSnapshotBlockPublicAccessState": lambda _: told_of_snapshots("GetSnapshotBlockPublicAccessState"),
    }
    app._handle_s3_control_request = with_account_block(app._handle_s3_control_request)


def forget() -> None:
    """Switch everything off, as in a new account."""
    _volumes.clear()
    _buckets.clear()


def encrypt_volumes(is_on: bool) -> Any:
    """Encrypt every new volume of the region, or not."""
    _volumes["encrypted"] = is_on
    return told_of_volumes("EnableEbsEncryptionByDefault" if is_on else "DisableEbsEncryptionByDefault")


def told_of_volumes(operation: str) -> Any:
    """Whether new volumes are encrypted."""
    is_on = str(_volumes.get("encrypted", False)).lower()
    return ec2._xml(200, f"{operation}Response", f"<ebsEncryptionByDefault>{is_on}</ebsEncryptionByDefault>")


def block_snapshots(parameters: dict) -> Any:
    """Share no snapshot with everybody."""
    state = ec2._p(parameters, "State")
    if state not in ("block-all-sharing", "block-new-sharing"):
        return ec2._error("InvalidParameterValue", f"Value ({state}) for parameter state is invalid.", 400)
    return told_of_snapshots("EnableSnapshotBlockPublicAccess", state)


def told_of_snapshots(operation: str, state: str | None = None) -> Any:
    """What of sharing snapshots is blocked, after a change where there is one."""
    if state:
        _volumes["snapshots"] = state
    return ec2._xml(200, f"{operation}Response", f"<state>{_volumes.get('snapshots', 'unblocked')}</state>")


def with_account_block(original: Callable) -> Callable:
    """S3 Control with the block of public access that holds for a whole account."""

    async def handled(path, method, body, query_params, request_id, headers=None):
        if path != PATH or method not in ACTIONS:
            return await original(path, method, body, query_params, request_id, headers)
        denied = app._enforce_data_plane("s3", ACTIONS[method], headers or {}, query_params, request_id)
        return denied or block_public_access(method, body)

    return handled


def block_public_access(method: str, body: bytes) -> Any:
    """Keep, tell or end the block."""
    headers = {"Content-Type": "application/xml"}
    if method == "PUT":
        _buckets["block"] = re.search(
            rb"<PublicAccessBlockConfiguration.*</PublicAccessBlockConfiguration>", body, re.DOTALL
        )[0]
        return 201, headers, b""
    if method == "DELETE":
        _buckets.pop("block", None)
        return 204, headers, b""
    if "block" not in _buckets:
        missing = b"<Error><Code>NoSuchPublicAccessBlockConfiguration</Code></Error>"
        return 404, headers, b"<ErrorResponse>" + missing + b"</ErrorResponse>"
    return 200, headers, _buckets["block"]
