"""What a test puts in the place of a service that is not emulated: an event, a metric, and the passing of time."""

import json
import time

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import eventbridge

from . import journal
from .services import alarms


def put_event(told: dict) -> dict:
    """Put an event with `source`, `detail-type` and `detail` on the default bus of its `account` and `region`."""
    try:
        account, region = told["account"], told["region"]
        entry = {
            "Source": told["source"],
            "DetailType": told["detail-type"],
            "Detail": json.dumps(told["detail"]),
            "Resources": told.get("resources", []),
        }
    except KeyError as missing:
        raise ValueError(f"the event has no {missing.args[0]}") from missing
    with request_scope(account, region):
        note("PutEvents", entry["Source"])
        eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
    return {"put": entry["Source"]}


def put_metric(told: dict) -> dict:
    """Record a `value` of a metric: its `namespace`, `name`, `dimensions`, `secondsAgo`, `account` and `region`."""
    try:
        account, region = told["account"], told["region"]
        namespace, name, value = told["namespace"], told["name"], float(told["value"])
    except KeyError as missing:
        raise ValueError(f"the metric has no {missing.args[0]}") from missing
    with request_scope(account, region):
        note("PutMetricData", f"{namespace} {name}")
        alarms.record_at(time.time() - told.get("secondsAgo", 0), namespace, name, value, told.get("dimensions", {}))
    return {"put": name}


def evaluate_alarms(told: dict) -> dict:
    """Evaluate all alarms of an `account` and `region`, those without data as well, as CloudWatch does every minute."""
    with request_scope(told["account"], told["region"]):
        return {"evaluated": alarms.evaluate_all()}


def note(operation: str, resource: str) -> None:
    """Write down that a test has put it there."""
    place = {"region": get_region(), "account": get_account_id()}
    journal.write({"service": "palisade", "operation": operation, "by": "test", "resource": resource, **place})
