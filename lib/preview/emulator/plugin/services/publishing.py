"""Alarms and rules publish as services: topic and key have to admit them, or nobody hears, and no error is told.

A message that is dropped stands in the journal only.
"""

from collections.abc import Callable
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch, eventbridge, kms, sns

from .. import journal
from ..iam.key_use import key_of, region_of
from ..iam.service_principals import admits, caller_keys
from .replace import replace

CLOUDWATCH = "cloudwatch.amazonaws.com"
EVENTS = "events.amazonaws.com"
ACTIONS_OF_STATE = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}


def install() -> None:
    """Ask before each message."""
    replace(cloudwatch, "_dispatch_alarm_actions", for_admitted_topics)
    replace(eventbridge, "_dispatch_to_sns", to_admitted_topic)


def for_admitted_topics(dispatch: Callable) -> Callable:
    """The actions of an alarm, without the topics that do not admit it."""

    def dispatched(alarm: dict, old_state: str, new_state: str, reason: str) -> None:
        actions = ACTIONS_OF_STATE[new_state]
        keys = caller_keys(alarm["AlarmArn"])
        topics = [each for each in alarm.get(actions) or [] if cloudwatch._is_sns_action_arn(each)]
        admitted = [topic for topic in topics if not told(CLOUDWATCH, alarm["AlarmName"], topic, keys)]
        dispatch({**alarm, actions: admitted}, old_state, new_state, reason)

    return dispatched


def to_admitted_topic(dispatch: Callable) -> Callable:
    """A message of EventBridge, which tells SNS and KMS neither its account nor the rule."""

    def dispatched(arn: str, payload: str) -> None:
        if not told(EVENTS, "rule", arn, {}):
            dispatch(arn, payload)

    return dispatched


def told(service: str, source: str, topic: str, keys: dict[str, Any]) -> str:
    """Why a topic does not take messages of a service, written into the journal; nothing where it does."""
    reason = why_refused(service, topic, keys)
    note = {"service": "sns", "operation": "Publish", "by": service, "resource": topic, "source": source}
    place = {"region": get_region(), "account": get_account_id()}
    journal.write({**note, **place, **({"error": reason} if reason else {})})
    return reason


def why_refused(service: str, topic: str, keys: dict[str, Any]) -> str:
    """Why a topic does not take messages of a service; nothing where it does."""
    found = sns._topic_by_arn_any_scope(topic)
    if found is None:
        return "the topic does not exist"
    if not admits(found["attributes"].get("Policy"), service, "sns:Publish", topic, **keys):
        return f"the topic's policy does not admit {service}"
    key = key_of(topic)
    return key_refusal(key, service, keys) if key else ""


def key_refusal(key: str, service: str, keys: dict[str, Any]) -> str:
    """Why the key of a topic does not serve a service. The key that AWS manages for SNS admits none."""
    if key.startswith("alias/aws/"):
        return f"{key} admits no service"
    with request_scope(get_account_id(), region_of(key, get_region())):
        record = kms._resolve_key(key)
    if record is None or record["KeyState"] != "Enabled":
        return "the topic's key cannot be used"
    needed = ("kms:GenerateDataKey", "kms:Decrypt")
    if all(admits(record["Policy"], service, action, record["Arn"], **keys) for action in needed):
        return ""
    return f"the key's policy does not admit {service}"
