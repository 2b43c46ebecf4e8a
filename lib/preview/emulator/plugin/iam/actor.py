"""Who acts while CloudFormation works: the role that a stack has, or else whoever asked for the operation.

The root user of an account may do everything, so nobody is asked where it acts.
"""

import contextlib
import contextvars
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam, sts

from ..errors import Refused

SESSION = "AWSCloudFormation"


@dataclass(frozen=True)
class Actor:
    """A principal with the credentials by which it calls services."""

    arn: str
    access_key_id: str
    secret_access_key: str
    session_token: str | None


_actor: contextvars.ContextVar[Actor | None] = contextvars.ContextVar("actor", default=None)
_is_acting: contextvars.ContextVar[bool] = contextvars.ContextVar("is_acting", default=False)


@contextlib.contextmanager
def during(actor: Actor | None) -> Iterator[None]:
    """Let somebody be the one who acts in an operation with a stack; nobody is the root user."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


@contextlib.contextmanager
def acting(is_acting: bool = True) -> Iterator[None]:
    """Make calls of services with the actor's credentials, or not: what is only looked at is no step of the actor's."""
    token = _is_acting.set(is_acting)
    try:
        yield
    finally:
        _is_acting.reset(token)


def current() -> Actor | None:
    """Who acts in the running operation."""
    return _actor.get()


def calling() -> Actor | None:
    """With whose credentials services are called now; with the account's where there is nobody."""
    return _actor.get() if _is_acting.get() else None


def of_role(role_arn: str, session: str = SESSION) -> Actor:
    """A session of a role."""
    account, name = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    arn = f"arn:aws:sts::{account}:assumed-role/{name}/{session}"
    for key, kept in list(sts._sessions.items()):
        if kept["Arn"] == arn and kept.get("Palisade"):
            return Actor(arn, key, kept["SecretAccessKey"], kept["SessionToken"])
    actor = Actor(arn, f"ASIA{uuid.uuid4().hex[:16].upper()}", uuid.uuid4().hex, uuid.uuid4().hex)
    kept = {
        "Arn": arn,
        "UserId": f"{name}:{session}",
        "SecretAccessKey": actor.secret_access_key,
        "SessionToken": actor.session_token,
        "AccountId": account,
        "PrincipalType": "AssumedRole",
        "Palisade": True,
    }
    sts.register_session(actor.access_key_id, kept)
    return actor


def of_caller(arn: str) -> Actor | None:
    """Whoever has sent the request; nobody for the root user. Raises `Refused` for one without credentials here."""
    if arn.endswith(":root"):
        return None
    if ":assumed-role/" in arn:
        _, name, session = arn.split("/", 2)
        return of_role(f"arn:aws:iam::{arn.split(':')[4]}:role/{name}", session)
    user = arn.rsplit("/", 1)[-1]
    for key, kept in iam._access_keys.items():
        if kept.get("UserName") == user:
            return Actor(arn, key, kept["SecretAccessKey"], None)
    raise Refused(f"The emulator has no credentials of {arn} for CloudFormation to act with; give the stack a role")


def why_refused(
    actor: Actor, action: str, resource: str, tags: dict[str, str], keys: dict[str, str] | None = None
) -> str | None:
    """Why an actor may not do something, in IAM's words; nothing where it may. Raises `NotEvaluated`.

    The keys are condition keys of the service, in lower case.
    """
    from ministack.core.iam_actions import identity_denial_message
    from ministack.services.tagging import resource_tags

    principal = iam_evaluator.resolve_principal(actor.access_key_id, get_account_id())
    if isinstance(principal, iam_evaluator.AuthError):
        return principal.message
    existing = resource_tags(resource) if resource.startswith("arn:") else None
    context = iam_evaluator.EvalContext(
        principal_arn=principal.arn,
        principal_type=principal.type,
        principal_account=principal.account,
        action=action,
        resource_arn=resource,
        region=get_region(),
        request_tags=tags,
        tag_keys=list(tags),
        service_context={
            **{f"aws:resourcetag/{name}".lower(): value for name, value in (existing or {}).items()},
            **(keys or {}),
        },
        principal_keys=principal.keys,
    )
    result = iam_evaluator.evaluate(context, principal.policies, *principal.limits)
    service = action.split(":")[0]
    policy = iam_evaluator._resource_policy(service, resource)
    if policy is not None:
        is_required = service in iam_evaluator._POLICY_REQUIRED
        result = iam_evaluator.combine_resource_policy(
            result, context, *policy, required=is_required, limits=principal.limits
        )
    if result.decision == "Allow":
        return None
    return identity_denial_message(action, principal.arn, resource, result.decision == "Deny")
