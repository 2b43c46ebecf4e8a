"""Values of condition keys. A key that nobody here knows has no value, and is not taken for one that is absent."""

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ministack.services import ec2, kms, lambda_svc

TLS_VERSION = "1.3"
"""The loopback interface stands for AWS's endpoints, which are reached over TLS."""


class NotEvaluated(Exception):
    """A policy cannot be evaluated, because a condition has an operator or a key that nobody here knows."""


@functools.cache
def known_keys() -> tuple[frozenset[str], tuple[str, ...]]:
    """The keys that have a value wherever AWS gives one, and the beginnings of such keys."""
    keys = json.loads((Path(__file__).parent / "condition-keys.json").read_text())["keys"]
    whole = frozenset(key for key in keys if not key.endswith("*"))
    return whole, tuple(key.removesuffix("*") for key in keys if key.endswith("*"))


OF_TOKENS = re.compile(r"[a-z0-9.-]+\.[a-z]{2,}:(?:amr|aud|sub)")
"""What tokens of any issuer say; a key has the issuer's host before it."""


def is_known(key: str) -> bool:
    """Whether a key in lower case is one of them."""
    whole, beginnings = known_keys()
    return key in whole or key.startswith(beginnings) or bool(OF_TOKENS.fullmatch(key))


def resolving(resolve: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    """MiniStack's value of a key, or that of the keys which it does not know. Raises `NotEvaluated` for any other."""

    def resolved(key: str, context: Any) -> Any:
        name = key.lower()
        if not is_known(name):
            raise NotEvaluated(f"the condition key {key} is not known to the emulator")
        own = OWN.get(name)
        return own(context) if own else resolve(key, context)

    return resolved


def source_function(context: Any) -> str | None:
    """The function that calls: its session has the function's name, and its role."""
    _, _, session = context.principal_arn.rpartition("/")
    role = context.principal_arn.split("/")[1] if ":assumed-role/" in context.principal_arn else None
    for (account, _, name), function in list(lambda_svc._functions._data.items()):
        config = function.get("config") or {}
        is_caller = name == session and config.get("Role", "").rpartition("/")[2] == role
        if is_caller and account == context.principal_account:
            return config["FunctionArn"]
    return None


def vpc_of_resource(context: Any) -> str | None:
    """The network of a security group. Raises `NotEvaluated` for resources whose network nobody looks up here."""
    kind, _, identifier = context.resource_arn.split(":")[-1].partition("/")
    if kind == "security-group-rule":
        return None
    if kind != "security-group":
        raise NotEvaluated(f"the condition key ec2:Vpc of {context.resource_arn} is not known to the emulator")
    group = ec2._security_groups.get(identifier)
    return f"arn:aws:ec2:{context.region}:{context.principal_account}:vpc/{group['VpcId']}" if group else None


def aliases_of_key(context: Any) -> list[str]:
    """The aliases of a key, each with its beginning `alias/`."""
    key_id = context.resource_arn.rpartition("/")[2]
    found = [arn for arn, key in list(kms._aliases.items()) if key == key_id]
    return [f"alias/{arn.partition(':alias/')[2]}" for arn in found]


OWN: dict[str, Callable[[Any], Any]] = {
    "ec2:vpc": vpc_of_resource,
    "kms:calleraccount": lambda context: context.principal_account,
    "kms:resourcealiases": aliases_of_key,
    "lambda:sourcefunctionarn": source_function,
    "s3:tlsversion": lambda _: TLS_VERSION,
}
