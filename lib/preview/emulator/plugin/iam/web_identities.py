"""Sessions by tokens of others, for which IAM wants a provider of their issuer that expects their audience."""

from collections.abc import Callable
from typing import Any

from ministack.services import iam, sts

from ..modules import replace_everywhere


def install() -> None:
    """Ask for the provider before the trust policy, as STS does."""
    replace_everywhere(sts._web_identity_trust_denied, asking_for_provider(sts._web_identity_trust_denied))


def asking_for_provider(judge: Callable[..., Any]) -> Callable[..., Any]:
    """MiniStack's judgement of a trust policy, for tokens that the account reads at all."""

    def judged(role_arn: str, params: dict, use_json: bool) -> Any:
        token = sts._p(params, "WebIdentityToken")
        principal, keys = sts._web_identity_principal(token, sts._p(params, "ProviderId"), role_arn)
        provider = iam._oidc_providers.get(principal)
        audience = next((value for key, value in keys.items() if key.endswith(":aud")), None)
        if principal.startswith("arn:") and provider is None:
            return sts._error(400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account", ns="sts")
        if provider is not None and audience not in provider["ClientIDList"]:
            return sts._error(400, "InvalidIdentityToken", "Incorrect token audience", ns="sts")
        return judge(role_arn, params, use_json)

    return judged
