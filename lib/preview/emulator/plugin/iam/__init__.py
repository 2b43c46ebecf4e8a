"""Who may do what: MiniStack evaluates each signed request, and this adds what it leaves out."""

from . import evaluation, request_context, second_factor, web_identities


def install() -> None:
    """Change MiniStack's evaluator, and what it sees of a request."""
    evaluation.install()
    request_context.install()
    second_factor.install()
    web_identities.install()


__all__ = ["install"]
