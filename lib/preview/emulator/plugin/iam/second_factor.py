"""The second factor of people: STS takes its number and code, and what it gives then knows when that was."""

import contextvars
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import sts

from ..modules import replace_everywhere

SHOWN_AT = "SecondFactorAt"
"""The member of a session that has the time at which its second factor was shown."""

_is_shown: contextvars.ContextVar[bool] = contextvars.ContextVar("is_shown", default=False)


def install() -> None:
    """Let STS take a second factor, and the evaluator know of it."""
    replace_everywhere(iam_evaluator._principal_keys, with_second_factor(iam_evaluator._principal_keys))
    replace_everywhere(sts.register_session, remembering(sts.register_session))
    sts.handle_request = taking(sts.handle_request)


def taking(handle: Callable) -> Callable:
    """A request to STS, in which a second factor may be shown. Six digits are the code of any device of the account."""

    async def handled(method, path, headers, body, query_params):
        given = {**query_params, **parse_qs(body.decode("utf-8", errors="replace"))}
        serial, code = (str(given.get(name, [""])[0]) for name in ("SerialNumber", "TokenCode"))
        device = re.compile(rf"^arn:aws:iam::{get_account_id()}:mfa/[\w+=,.@/-]+$")
        token = _is_shown.set(bool(device.match(serial) and re.fullmatch(r"\d{6}", code)))
        try:
            return await handle(method, path, headers, body, query_params)
        finally:
            _is_shown.reset(token)

    return handled


def remembering(register: Callable[[str, dict], None]) -> Callable[[str, dict], None]:
    """A session knows when its second factor was shown, where it was."""

    def registered(access_key: str, session: dict) -> None:
        register(access_key, {**session, SHOWN_AT: time.time()} if _is_shown.get() else session)

    return registered


def with_second_factor(principal_keys: Callable[[Any], dict]) -> Callable[[Any], dict]:
    """What is known of whoever asks, the second factor included. A key that no session was made of has none."""

    def known(credential: Any) -> dict:
        keys = principal_keys(credential)
        shown_at = time.time() if _is_shown.get() else sts._sessions.get(credential.access_key_id, {}).get(SHOWN_AT)
        if shown_at is None:
            return keys
        age = str(int(time.time() - shown_at))
        return {**keys, "aws:multifactorauthpresent": "true", "aws:multifactorauthage": age}

    return known
