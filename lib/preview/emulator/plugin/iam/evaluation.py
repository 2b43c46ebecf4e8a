"""MiniStack's evaluator, which here learns what it would pass over in silence."""

import functools
import logging

from ministack.core.responses import get_account_id, request_scope

from .. import journal
from . import condition_keys, key_use
from .condition_keys import NotEvaluated
from .leading_keys import MemberArn

logger = logging.getLogger("palisade")


def install() -> None:
    """Change MiniStack's evaluator."""
    import ministack.app as app
    from ministack.core import iam_evaluator

    pin_origin = app.pin_request_origin
    # The loopback interface stands for AWS's endpoints, which are reached over TLS.
    app.pin_request_origin = lambda address, is_secure: pin_origin(address, True)
    iam_evaluator._evaluate_single_condition = refusing_unknown_operators(
        iam_evaluator._evaluate_single_condition, known_operators(iam_evaluator)
    )
    iam_evaluator._resolve_condition_key = condition_keys.resolving(iam_evaluator._resolve_condition_key)
    iam_evaluator.enforce = enforcing(iam_evaluator)
    iam_evaluator.parse_policy_document = parsing_once(iam_evaluator.parse_policy_document)


def parsing_once(parse):
    """MiniStack parses the text of each policy for each call; nobody changes what comes of it."""
    kept = functools.lru_cache(maxsize=1024)(parse)
    return lambda document: kept(document) if isinstance(document, str) else parse(document)


def known_operators(iam_evaluator) -> set[str]:
    """The operators that MiniStack evaluates, in lower case."""
    return {*iam_evaluator._CONDITION_OPS, "null"}


def refusing_unknown_operators(evaluate, known: set[str]):
    """MiniStack takes an operator that it does not know for one that does not match, which would weaken a Deny."""

    def evaluated(operator: str, actual, expected: list[str]) -> bool:
        plain = operator.lower().removeprefix("forallvalues:").removeprefix("foranyvalue:").removesuffix("ifexists")
        if plain not in known:
            raise NotEvaluated(f"the condition operator {operator} is not known to the emulator")
        return evaluate(operator, actual, expected)

    return evaluated


def enforcing(iam_evaluator):
    """MiniStack's decision, and that about the keys which the call needs. What cannot be decided is an error."""
    enforce = iam_evaluator.enforce

    def decided(access_key_id, iam_action, service, region, resource_arn, service_context):
        denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        if denied or iam_evaluator.is_root_access_key(access_key_id):
            return denied
        via = {"kms:ViaService": f"{service}.{region}.amazonaws.com"}
        for action, key in key_use.needed_of_key(iam_action, resource_arn):
            # A key lies where its ARN says, wherever the call is made.
            with request_scope(get_account_id(), key_use.region_of(key, region)):
                if not key_use.is_usable(key):
                    return refused(iam_evaluator, action, key, "the key cannot be used")
                denied = enforce(access_key_id, action, "kms", region, key, via)
            if denied:
                note(action, key, f"refused to who calls {iam_action} on {resource_arn}")
                return denied
        return None

    def enforced(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        if isinstance(resource_arn, MemberArn):
            service_context = {**(service_context or {}), "dynamodb:LeadingKeys": resource_arn.leading_keys}
        try:
            return decided(access_key_id, iam_action, service, region, resource_arn, service_context)
        except NotEvaluated as error:
            note(iam_action, resource_arn, str(error))
            return iam_evaluator.AuthError("NotEvaluated", f"{iam_action} is not evaluated: {error}")

    return enforced


def refused(iam_evaluator, iam_action: str, resource_arn: str, reason: str):
    """A refusal that is told in log and journal, because the caller is told nothing of its reason."""
    note(iam_action, resource_arn, reason)
    return iam_evaluator.EvalResult("Deny", principal_arn=iam_evaluator.caller_arn(), reason=reason)


def note(iam_action: str, resource_arn: str, reason: str) -> None:
    """Write why something is refused."""
    logger.error("%s on %s is refused: %s", iam_action, resource_arn, reason)
    journal.write({"service": "iam", "operation": iam_action, "resource": resource_arn, "error": reason})
