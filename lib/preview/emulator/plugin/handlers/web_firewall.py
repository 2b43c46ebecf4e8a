"""AWS WAF: where it logs to, and what templates write in another form than the API: search strings and ARNs of sets."""

import base64
from typing import Any

from ministack.services import waf

from ..calls import call
from .fit import fit
from .names import picked
from .served import Served


def as_the_api_has_it(value: Any) -> Any:
    """Properties with each search string in Base64, and each reference to a set under the API's name for it."""
    if isinstance(value, dict):
        return dict(_encoded(name, each) for name, each in value.items())
    if isinstance(value, list):
        return [as_the_api_has_it(each) for each in value]
    return value


def _encoded(name: str, value: Any) -> tuple[str, Any]:
    if name == "SearchString":
        return name, base64.b64encode(value.encode()).decode()
    if name == "Arn":
        return "ARN", value
    if name == "SearchStringBase64":
        return "SearchString", value
    return name, as_the_api_has_it(value)


FURTHER_MEMBERS = (
    "ApplicationConfig",
    "AssociationConfig",
    "CaptchaConfig",
    "ChallengeConfig",
    "CustomResponseBodies",
    "DataProtectionConfig",
    "TokenDomains",
)
"""What MiniStack keeps nothing of."""

_create, _update = waf.create_web_acl_record, waf.update_web_acl_record


def create_web_acl(name: str, scope: str, properties: dict) -> tuple:
    """Make a web ACL with all its members."""
    told = as_the_api_has_it(properties)
    identifier, arn, record = _create(name, scope, told)
    record |= picked(told, *FURTHER_MEMBERS)
    return identifier, arn, record


def update_web_acl(acl: dict, properties: dict) -> dict:
    """Write over all members of a web ACL."""
    told = as_the_api_has_it(properties)
    for name in FURTHER_MEMBERS:
        acl.pop(name, None)
    acl |= picked(told, *FURTHER_MEMBERS)
    return _update(acl, told)


waf.create_web_acl_record = create_web_acl
waf.update_web_acl_record = update_web_acl

LOGGING = Served(
    service="wafv2",
    create="put_logging_configuration",
    id_form="{ResourceArn}",
    writes_over=True,
    delete="delete_logging_configuration",
    identify={"ResourceArn": "{id}"},
    wrap="LoggingConfiguration",
)


ASSOCIATION = Served(
    service="wafv2",
    create="associate_web_acl",
    id_form="{ResourceArn}|{WebACLArn}",
    writes_over=True,
    delete="disassociate_web_acl",
    identify={"ResourceArn": "{ResourceArn}"},
)


def _create_ip_set(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """CloudFormation's id of an IP set is its name, its id and its scope; only the API's answer has the second."""
    summary = call("wafv2", "create_ip_set", **fit("wafv2", "create_ip_set", properties))["Summary"]
    physical_id = "|".join([summary["Name"], summary["Id"], properties["Scope"]])
    return physical_id, {"Arn": summary["ARN"], "Id": summary["Id"]}


def _ip_set(physical_id: str) -> dict:
    """What finds an IP set, and the token of its present state, which a change has to name."""
    identity = dict(zip(("Name", "Id", "Scope"), physical_id.split("|"), strict=True))
    return identity | {"LockToken": call("wafv2", "get_ip_set", **identity)["LockToken"]}


def _update_ip_set(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
    call("wafv2", "update_ip_set", Addresses=new["Addresses"], **_ip_set(physical_id))
    return physical_id, {}


def _delete_ip_set(physical_id: str, properties: dict) -> None:
    call("wafv2", "delete_ip_set", **_ip_set(physical_id))


HANDLERS = {
    "AWS::WAFv2::LoggingConfiguration": LOGGING.handler(),
    "AWS::WAFv2::WebACLAssociation": ASSOCIATION.handler(),
    "AWS::WAFv2::IPSet": {"create": _create_ip_set, "update": _update_ip_set, "delete": _delete_ip_set},
}
COMPLETIONS: dict = {}
