"""IAM: MiniStack evaluates every signed request, and here it learns what it would pass over in silence."""

import logging

from . import journal

logger = logging.getLogger("palisade")


class UnknownOperator(Exception):
    """A condition operator that nobody here can evaluate."""


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
    iam_evaluator.enforce = enforcing(iam_evaluator)


def known_operators(iam_evaluator) -> set[str]:
    """The operators that MiniStack evaluates, in lower case."""
    return {*iam_evaluator._CONDITION_OPS, "null"}


def refusing_unknown_operators(evaluate, known: set[str]):
    """MiniStack takes an operator that it does not know for one that does not match, which would weaken a Deny."""

    def evaluated(operator: str, actual, expected: list[str]) -> bool:
        plain = operator.lower().removeprefix("forallvalues:").removeprefix("foranyvalue:").removesuffix("ifexists")
        if plain not in known:
            raise UnknownOperator(f"the condition operator {operator} is not known to the emulator")
        return evaluate(operator, actual, expected)

    return evaluated


def enforcing(iam_evaluator):
    """MiniStack's decision; what cannot be decided is refused, and said so in log and journal."""
    enforce = iam_evaluator.enforce

    def enforced(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        try:
            return enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        except UnknownOperator as error:
            logger.error("%s on %s is refused: %s", iam_action, resource_arn, error)
            journal.write({"service": "iam", "operation": iam_action, "resource": resource_arn, "error": str(error)})
            return iam_evaluator.EvalResult("Deny", principal_arn=iam_evaluator.caller_arn(), reason=str(error))

    return enforced
