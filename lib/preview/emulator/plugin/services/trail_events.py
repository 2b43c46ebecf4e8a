"""What CloudTrail records: management events go to the trails' log groups and to EventBridge.

Data events, network activity and Insights are recorded by nobody here.
"""

import functools
import json
import re
import time
import uuid
from pathlib import Path
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudtrail, cloudwatch_logs, eventbridge

from .. import journal
from ..handlers.names import with_lower_names
from .event_rules import anyone_hears_reads

READING = re.compile(r"^(Get|List|Describe|Head|Lookup|BatchGet|Select|Query|Scan|Search)")
ERROR_CODE = re.compile(r'<Code>(\w+)</Code>|"__type": ?"(?:[^"]*#)?(\w+)"|"[Cc]ode": ?"(\w+)"')


def install() -> None:
    """Record each call that the journal hears of."""
    journal.observe(record_call)


@functools.cache
def words() -> dict[str, dict]:
    """How CloudTrail names what IAM names otherwise."""
    return json.loads((Path(__file__).parent / "trail-events.json").read_text())


def record_call(entry: dict) -> None:
    """Record a call of a service, where it is a management event and somebody else's than the emulator's."""
    service, operation = entry["service"], entry["operation"]
    is_data = operation in words()["dataOperations"].get(service, ()) or not operation.isalnum()
    if is_data or entry["principal"] is None or is_own_look(entry):
        return
    with request_scope(entry["account"], entry["region"]):
        event = event_of(entry)
        remember(event)
        if trails():
            deliver(event, f"aws.{service}", "AWS API Call via CloudTrail")


def remember(event: dict) -> None:
    """Keep an event in the history of the account, which LookupEvents tells without any trail."""
    identity = event["userIdentity"]
    cloudtrail._get_event_queue().append(
        {
            "EventId": event["eventID"],
            "EventName": event["eventName"],
            "EventSource": event["eventSource"],
            "EventTime": time.time(),
            "Username": identity.get("userName") or identity["arn"].rpartition("/")[2],
            "ReadOnly": str(event["readOnly"]).lower(),
            "Resources": [],
            "CloudTrailEvent": json.dumps(event),
        }
    )


def is_own_look(entry: dict) -> bool:
    """Whether the emulator has looked at something by itself, as the root user."""
    is_root = str(entry["principal"]).endswith(":root")
    return is_root and entry["by"] == "cloudformation" and is_reading(entry["operation"])


def is_reading(operation: str) -> bool:
    """Whether an operation changes nothing."""
    return bool(READING.match(operation))


def record_service_event(source: str, name: str, details: dict) -> None:
    """Record what a service did by itself, such as a rotation that failed."""
    if not trails():
        return
    event = {
        **common(f"{source.removeprefix('aws.')}.amazonaws.com", name),
        "userIdentity": {"accountId": get_account_id(), "invokedBy": f"{source.removeprefix('aws.')}.amazonaws.com"},
        "eventType": "AwsServiceEvent",
        "readOnly": False,
        "additionalEventData": details,
    }
    deliver(event, source, "AWS Service Event via CloudTrail")


def trails() -> list[dict]:
    """The trails that record this region now: its own, and those of all regions."""
    account, region = get_account_id(), get_region()
    return [
        {**trail, "HomeRegion": home}
        for (owner, home, _), trail in list(cloudtrail._trails._data.items())
        if owner == account and trail.get("IsLogging") and (home == region or trail.get("IsMultiRegionTrail"))
    ]


def common(source: str, name: str) -> dict[str, Any]:
    """What every event has."""
    return {
        "eventVersion": "1.11",
        "eventTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "eventSource": source,
        "eventName": words()["eventNames"].get(name, name),
        "awsRegion": get_region(),
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "managementEvent": True,
        "recipientAccountId": get_account_id(),
        "eventCategory": "Management",
    }


def event_of(entry: dict) -> dict:
    """A call of the journal as CloudTrail writes it."""
    service, operation = entry["service"], entry["operation"]
    source = words()["eventSources"].get(service, f"{service}.amazonaws.com")
    invoked_by = {"invokedBy": "cloudformation.amazonaws.com"} if entry["by"] == "cloudformation" else {}
    parameters = entry["parameters"]
    return {
        **common(source, operation),
        "userIdentity": {**identity_of(str(entry["principal"])), **invoked_by},
        "sourceIPAddress": invoked_by.get("invokedBy", "127.0.0.1"),
        "userAgent": invoked_by.get("invokedBy", "client"),
        "requestParameters": with_lower_names(parameters) if parameters else None,
        "responseElements": None,
        "readOnly": is_reading(operation),
        "eventType": "AwsApiCall",
        **({"errorCode": code_of(entry["error"]), "errorMessage": "refused"} if "error" in entry else {}),
    }


def code_of(error: str) -> str:
    """The code in the body of a refusal, as the service names it."""
    match = ERROR_CODE.search(error)
    return next(code for code in match.groups() if code) if match else "UnknownError"


def identity_of(principal: str) -> dict[str, Any]:
    """Who has called."""
    account, _, name = principal.split(":")[4], *principal.partition("/")[1:]
    told = {"arn": principal, "accountId": account}
    if principal.endswith(":root"):
        return {**told, "type": "Root", "principalId": account}
    if ":assumed-role/" not in principal:
        return {**told, "type": "IAMUser", "userName": name}
    role = name.split("/")[0]
    issuer = {"type": "Role", "arn": f"arn:aws:iam::{account}:role/{role}", "accountId": account, "userName": role}
    return {**told, "type": "AssumedRole", "sessionContext": {"sessionIssuer": issuer}}


def deliver(event: dict, source: str, detail_type: str) -> None:
    """Write an event into the trails' log groups, and put it on the bus where a rule may hear it."""
    for trail in trails():
        write(trail, event)
    if not event["readOnly"] or anyone_hears_reads():
        entry = {"Source": source, "DetailType": detail_type, "Detail": json.dumps(event)}
        eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def write(trail: dict, event: dict) -> None:
    """Write an event into the log group of a trail, which lies in the trail's home region."""
    group = (trail.get("CloudWatchLogsLogGroupArn") or "").split(":log-group:")[-1].removesuffix(":*")
    account, region = get_account_id(), event["awsRegion"]
    with request_scope(account, trail["HomeRegion"]):
        if group not in cloudwatch_logs._log_groups:
            return
        stream = f"{account}_CloudTrail_{region}"
        cloudwatch_logs._create_log_stream({"logGroupName": group, "logStreamName": stream})
        events = [{"timestamp": int(time.time() * 1000), "message": json.dumps(event)}]
        cloudwatch_logs._put_log_events({"logGroupName": group, "logStreamName": stream, "logEvents": events})
