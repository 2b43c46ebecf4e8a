"""Alarms as CloudWatch evaluates them: by the dimensions of their metric, in periods, with a rule for missing data.

MiniStack looks at all data of a name together. An alarm is evaluated when its metric has new data. Time alone does
nothing, until somebody says that it has passed.
"""

import operator
import time
from collections.abc import Callable
from typing import Any

from ministack.services import cloudwatch

from .replace import replace

COMPARISONS = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def install() -> None:
    """Evaluate by the rules below, whenever a metric has new data."""
    cloudwatch._evaluate_alarm = evaluate_where_data_is
    replace(cloudwatch, "record_metric", evaluating_after)


def evaluating_after(record: Callable) -> Callable:
    """MiniStack's recording of a value by a service, after which the alarms of the metric are evaluated."""

    def recorded(namespace: str, metric: str, value: float, unit: str = "None", dimensions: dict | None = None) -> None:
        record(namespace, metric, value, unit, dimensions)
        evaluate_metric(namespace, metric, dimensions or {}, value)

    return recorded


def record_at(at: float, namespace: str, metric: str, value: float, dimensions: dict[str, str]) -> None:
    """Record a value of a time that may have passed, and evaluate the alarms of its metric."""
    bucket = cloudwatch._metric_bucket((namespace, metric, cloudwatch._dims_key(dimensions)))
    bucket.append({"Timestamp": at, "Value": value, "Unit": "None", "Dimensions": dimensions})
    evaluate_metric(namespace, metric, dimensions, value)


def evaluate_metric(namespace: str, metric: str, dimensions: dict[str, str], value: float) -> None:
    """Evaluate the alarms of a metric that has a new value: with other dimensions it is another one."""
    for alarm in list(cloudwatch._alarms.values()):
        # Every invocation records its errors, of which there are none, and looks for that through all alarms.
        if (alarm.get("MetricName"), alarm.get("Namespace")) != (metric, namespace) or is_quiet(alarm, value):
            continue
        if metric_of(alarm) == (namespace, metric, cloudwatch._dims_key(dimensions)):
            evaluate_where_data_is(alarm)


def is_quiet(alarm: dict, value: float) -> bool:
    """Whether a value leaves an alarm as it is: a zero adds nothing to a sum or a maximum that is low enough."""
    compare = COMPARISONS.get(alarm["ComparisonOperator"])
    is_upper = alarm["ComparisonOperator"].startswith("GreaterThan") and alarm.get("Statistic") in ("Sum", "Maximum")
    return value == 0 and alarm["StateValue"] == "OK" and is_upper and not compare(0, alarm["Threshold"])


def evaluate_where_data_is(alarm: dict) -> None:
    """Evaluate an alarm whose metric has data in one of the periods that it looks at."""
    if any(points for points in periods_of(alarm)):
        evaluate(alarm)


def evaluate_all() -> int:
    """Evaluate every alarm of the account and region, with data or without; gives how many there are."""
    alarms = list(cloudwatch._alarms.values())
    for alarm in alarms:
        evaluate(alarm)
    return len(alarms)


def evaluate(alarm: dict) -> None:
    """Give an alarm its state, and run its actions where that is a new one."""
    old, new = alarm["StateValue"], state_of(alarm)
    if new == old:
        return
    reason = f"Threshold Crossed: {alarm['MetricName']} {alarm['ComparisonOperator']} {alarm['Threshold']} is {new}"
    alarm |= {"StateValue": new, "StateReason": reason, "StateUpdatedTimestamp": int(time.time())}
    cloudwatch._record_history(alarm["AlarmName"], old, new, reason)
    cloudwatch._dispatch_alarm_actions(alarm, old, new, reason)
    cloudwatch._evaluate_parent_alarms(alarm)


def state_of(alarm: dict) -> str:
    """The state that the periods call for."""
    treatment = alarm.get("TreatMissingData", "missing")
    found = [is_breaching(alarm, points) for points in periods_of(alarm)]
    needed = alarm.get("DatapointsToAlarm") or len(found)
    counted = [treatment == "breaching" if each is None else each for each in found]
    if sum(counted) >= needed:
        return "ALARM"
    if any(each is not None for each in found) or treatment in ("breaching", "notBreaching"):
        return "OK"
    return str(alarm["StateValue"]) if treatment == "ignore" else "INSUFFICIENT_DATA"


def is_breaching(alarm: dict, points: list[dict]) -> bool | None:
    """Whether the data of one period cross the threshold; nothing where there are none."""
    compare = COMPARISONS.get(alarm["ComparisonOperator"])
    if compare is None:
        raise NotImplementedError(f"the emulator does not evaluate {alarm['ComparisonOperator']}")
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic", "Average")
    value = cloudwatch._stat_value(cloudwatch._calc_stats(points), statistic, points) if points else None
    return None if value is None else bool(compare(value, alarm["Threshold"]))


def periods_of(alarm: dict) -> list[list[dict]]:
    """The data of each period that an alarm looks at, the running one first."""
    if not alarm.get("Namespace") or not alarm.get("MetricName"):
        return []
    length = alarm.get("Period", 60)
    points: list[dict] = cloudwatch._metrics.get(metric_of(alarm)) or []
    running = int(time.time() // length)
    wanted = range(running, running - alarm.get("EvaluationPeriods", 1), -1)
    return [[point for point in points if int(point["Timestamp"] // length) == period] for period in wanted]


def metric_of(alarm: dict) -> tuple:
    """The metric of an alarm, as MiniStack keys its data."""
    return alarm.get("Namespace"), alarm.get("MetricName"), cloudwatch._dims_key(dimensions_of(alarm))


def dimensions_of(alarm: dict) -> dict[str, Any]:
    """The dimensions of an alarm's metric, from the list that the API has."""
    return {each["Name"]: each["Value"] for each in alarm.get("Dimensions") or []}
