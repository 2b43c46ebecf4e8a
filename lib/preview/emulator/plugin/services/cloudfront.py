"""CloudFront keeps what a distribution uses."""

from typing import Any

from ministack.services import cloudfront, waf

from .replace import refuse_if


def install() -> None:
    """Put each check before the service's delete."""
    # MiniStack looks for a policy as a value of its own, and keeps distributions as XML.
    cloudfront._distributions_using_policy = distributions_naming
    refuse_if(cloudfront, "_cf_delete_function", function_in_use)
    refuse_if(cloudfront, "_delete_oac", access_control_in_use)
    refuse_if(waf, "_delete_web_acl", web_acl_in_use)


def distributions_naming(identifier: str) -> list[str]:
    """The distributions whose configuration names something."""
    return [each["Id"] for each in cloudfront._distributions.values() if identifier in each["config_xml"]]


def function_in_use(name: str, headers: dict) -> Any:
    """A cache behaviour runs the function."""
    if distributions_naming(f":function/{name}<"):
        return cloudfront._error(
            "FunctionInUse", f"Cannot delete function {name}, it is in use by a distribution.", 409
        )
    return None


def access_control_in_use(identifier: str, headers: dict) -> Any:
    """An origin is reached by the access control."""
    if distributions_naming(identifier):
        return cloudfront._error(
            "OriginAccessControlInUse", "Cannot delete the origin access control because it's in use.", 409
        )
    return None


def web_acl_in_use(data: dict) -> Any:
    """A distribution is protected by the web ACL."""
    if distributions_naming(data.get("Id", "")):
        return waf._waf_err(
            "WAFAssociatedItemException", "AWS WAF couldn't perform the operation because your resource is being used."
        )
    return None
