"""Metrics out of logs: by metric filters, and by events in the embedded metric format. MiniStack evaluates neither."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from ministack.core.responses import error_response_json, json_response
from ministack.services import cloudwatch, cloudwatch_logs

from ..filter_patterns import InvalidPattern, matcher
from ..filter_patterns.selectors import selected
from .operations import add_actions
from .replace import refuse_if, replace


def install() -> None:
    """Evaluate the filters of a group when events arrive, and refuse patterns that are none."""
    refuse_if(cloudwatch_logs, "_put_metric_filter", why_refused)
    refuse_if(cloudwatch_logs, "_put_subscription_filter", why_refused)
    replace(cloudwatch_logs, "_fanout_to_subscription_filters", making_metrics)
    cloudwatch_logs._subscription_pattern_matches = lambda pattern, message: matcher(pattern)(message or "")
    cloudwatch_logs._compile_filter_pattern = matcher
    add_actions(cloudwatch_logs, {"TestMetricFilter": test_filter})


def why_refused(data: dict) -> Any:
    """What CloudWatch Logs answers to a pattern that is none."""
    try:
        matcher(data.get("filterPattern", ""))
    except InvalidPattern as invalid:
        return error_response_json("InvalidParameterException", f"Invalid metric filter pattern: {invalid}", 400)
    return None


def test_filter(data: dict) -> Any:
    """Tell which messages match a pattern."""
    if refused := why_refused(data):
        return refused
    matches = matcher(data["filterPattern"])
    found = [
        {"eventNumber": number, "eventMessage": message, "extractedValues": {}}
        for number, message in enumerate(data["logEventMessages"], 1)
        if matches(message)
    ]
    return json_response({"matches": found})


def making_metrics(fan_out: Callable) -> Callable:
    """MiniStack's handing on of events, after which they are metrics, too."""

    def fanned_out(group: str, stream: str, events: list[dict]) -> None:
        fan_out(group, stream, events)
        messages = [event.get("message", "") for event in events]
        for namespace, name, dimensions, value in [*filtered(group, messages), *embedded(messages)]:
            cloudwatch.record_metric(namespace, name, value, dimensions=dimensions)

    return fanned_out


Datum = tuple[str, str, dict[str, str], float]


def filtered(group: str, messages: list[str]) -> Iterator[Datum]:
    """What the metric filters of a group make of messages."""
    for kept in list(cloudwatch_logs._metric_filters.values()):
        if kept["logGroupName"] != group:
            continue
        matches = matcher(kept["filterPattern"])
        for message in messages:
            if matches(message):
                yield from transformed(kept["metricTransformations"], message)


def transformed(transformations: list[dict], message: str) -> Iterator[Datum]:
    """The metrics of one message; a value or dimension that it does not have makes none."""
    for told in transformations:
        value = value_of(told["metricValue"], message)
        dimensions = {name: value_of(path, message) for name, path in (told.get("dimensions") or {}).items()}
        if value is not None and None not in dimensions.values():
            names = {name: str(each) for name, each in dimensions.items()}
            yield told["metricNamespace"], told["metricName"], names, float(value)


def value_of(told: str, message: str) -> Any:
    """A value that is written in the filter, or that the message has at a selector."""
    if not told.startswith("$"):
        return told
    found = selected(json.loads(message), told)
    return found if isinstance(found, str | int | float) else None


def embedded(messages: list[str]) -> Iterator[Datum]:
    """The metrics of messages in the embedded metric format."""
    for message in messages:
        if '"_aws"' not in message:
            continue
        try:
            event = json.loads(message)
        except ValueError:
            continue
        yield from embedded_in(event)


def embedded_in(event: dict) -> Iterator[Datum]:
    """The metrics of one event, for each set of dimensions that it names."""
    for directive in event["_aws"].get("CloudWatchMetrics", []):
        for names in directive.get("Dimensions") or [[]]:
            dimensions = {name: str(event[name]) for name in names}
            for metric in directive["Metrics"]:
                values = event[metric["Name"]]
                for value in values if isinstance(values, list) else [values]:
                    yield directive["Namespace"], metric["Name"], dimensions, float(value)
