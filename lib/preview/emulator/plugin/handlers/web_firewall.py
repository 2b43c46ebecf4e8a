"""AWS WAF: where it logs to, and search strings, which templates write as text and the API as Base64."""

import base64
from typing import Any

from ministack.services import waf

from .names import picked
from .served import Served


def with_encoded_search_strings(value: Any) -> Any:
    """Properties with each `SearchString` as the API has it."""
    if isinstance(value, dict):
        return dict(_encoded(name, each) for name, each in value.items())
    if isinstance(value, list):
        return [with_encoded_search_strings(each) for each in value]
    return value


def _encoded(name: str, value: Any) -> tuple[str, Any]:
    if name == "SearchString":
        return name, base64.b64encode(value.encode()).decode()
    if name == "SearchStringBase64":
        return "SearchString", value
    return name, with_encoded_search_strings(value)


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
    told = with_encoded_search_strings(properties)
    identifier, arn, record = _create(name, scope, told)
    record |= picked(told, *FURTHER_MEMBERS)
    return identifier, arn, record


def update_web_acl(acl: dict, properties: dict) -> dict:
    """Write over all members of a web ACL."""
    told = with_encoded_search_strings(properties)
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
HANDLERS = {"AWS::WAFv2::LoggingConfiguration": LOGGING.handler()}
COMPLETIONS: dict = {}
