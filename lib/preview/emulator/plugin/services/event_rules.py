"""Which rules of EventBridge hear an event, and how often each was triggered.

MiniStack knows one way of being enabled and counts nothing. Calls that only read come to the default bus only for
rules that ask for all management events of CloudTrail.
"""

import json
from typing import Any

from ministack.services import cloudwatch, eventbridge

ALL_CALLS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


def install() -> None:
    """Dispatch events by the rules below."""
    eventbridge._dispatch_event = dispatch


def dispatch(event: dict, view: Any = None) -> None:
    """Hand an event to the targets of each rule that hears it, and count the rule."""
    view = view or eventbridge._pattern_event_view(event)
    is_read = is_reading_call(event)
    passed = set(event.get("_DispatchPath") or [])
    for key, rule in list(eventbridge._rules.items()):
        if rule.get("EventBusName", "default") != event.get("EventBusName", "default") or key in passed:
            continue
        if not listens(rule, is_read) or not eventbridge._matches_pattern_view(rule["EventPattern"], view, key):
            continue
        cloudwatch.record_metric("AWS/Events", "TriggeredRules", 1, "Count", {"RuleName": rule["Name"]})
        for target in list(eventbridge._targets.get(key, [])):
            eventbridge._invoke_target(target, event, rule, view)


def listens(rule: dict, is_read: bool) -> bool:
    """Whether a rule is enabled for calls that only read, or for all else."""
    return bool(rule.get("EventPattern")) and rule.get("State") in ((ALL_CALLS,) if is_read else ("ENABLED", ALL_CALLS))


def is_reading_call(event: dict) -> bool:
    """Whether an event is one of CloudTrail about a call that only reads."""
    if not event.get("DetailType", "").endswith(" via CloudTrail"):
        return False
    return json.loads(event["Detail"]).get("readOnly") is True


def anyone_hears_reads() -> bool:
    """Whether some rule of the account and region asks for calls that only read."""
    return any(rule.get("State") == ALL_CALLS for rule in eventbridge._rules.values())
