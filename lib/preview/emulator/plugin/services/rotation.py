"""Rotation of secrets by the four steps of a function. MiniStack copies the value and calls nothing."""

import json
import re
import threading
import time
from typing import Any

from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region, json_response, request_scope
from ministack.services import secretsmanager

from .. import journal
from ..calls import client
from ..iam.rights import function_admits
from .operations import add_actions
from .replace import replace
from .secret_versions import checking_secret, holder, move, new_version, refused
from .trail_events import record_service_event

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
DAY_SECONDS = 86_400
THREAD = "rotation"
"""The name of the threads that rotate secrets."""


def install() -> None:
    """Replace the operation, and add the one that ends it."""
    replace(secretsmanager, "_rotate_secret", lambda original: checking_secret(rotate_secret))
    add_actions(secretsmanager, {"CancelRotateSecret": checking_secret(cancel_rotation)})


def rotate_secret(secret: dict, data: dict) -> Any:
    """Begin a rotation, and have the function do its steps while the answer is under way."""
    function = data.get("RotationLambdaARN") or secret.get("RotationLambdaARN")
    if not function:
        return refused(
            "InvalidRequestException",
            "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured and "
            "you didn't include such an ARN as a parameter in this call.",
        )
    if not function_admits(function, "secretsmanager.amazonaws.com"):
        return refused(
            "AccessDeniedException",
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants "
            "access to the principal secretsmanager.amazonaws.com.",
        )
    pending = holder(secret, "AWSPENDING")
    if pending is not None and "AWSCURRENT" not in secret["Versions"][pending]["Stages"]:
        return refused(
            "InvalidRequestException", "A previous rotation isn't complete. That rotation will be reattempted."
        )
    schedule(secret, function, data.get("RotationRules"))
    version_id = new_version(secret, data.get("ClientRequestToken"))
    move(secret, "AWSPENDING", version_id)
    immediately = data.get("RotateImmediately", True)
    run = Rotation(secret, version_id, function, STEPS if immediately else ("testSecret",))
    threading.Thread(target=run.run, name=THREAD, daemon=True).start()
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"], "VersionId": version_id})


def schedule(secret: dict, function: str, rules: dict | None) -> None:
    """Remember by what and when a secret is rotated."""
    secret |= {"RotationEnabled": True, "RotationLambdaARN": function}
    if rules:
        secret["RotationRules"] = rules
    if days := days_between(secret.get("RotationRules") or {}):
        secret["NextRotationDate"] = int(time.time()) + days * DAY_SECONDS


def days_between(rules: dict) -> int:
    """The days from one rotation to the next, as far as a rule tells them in days."""
    rate = re.fullmatch(r"rate\((\d+) days?\)", rules.get("ScheduleExpression", ""))
    return int(rate.group(1)) if rate else int(rules.get("AutomaticallyAfterDays", 0))


class Rotation:
    """One run of a function's steps. A step that fails ends it; Secrets Manager would try again later."""

    def __init__(self, secret: dict, version_id: str, function: str, steps: tuple[str, ...]) -> None:
        self.secret = secret
        self.version_id = version_id
        self.function = function
        self.steps = steps
        self.region, self.account = get_region(), get_account_id()

    def run(self) -> None:
        """Call the steps one after the other; of a trial, nothing stays."""
        for step in self.steps:
            failure = self.invoke(step)
            note = {"service": "secretsmanager", "operation": f"rotation {step}", "by": "secretsmanager"}
            told = {"region": self.region, "account": self.account, "secret": self.secret["Name"]}
            journal.write({**note, **told, **({"error": failure} if failure else {})})
            if failure:
                self.tell_failure()
                break
        if self.steps != STEPS:
            version = self.secret["Versions"][self.version_id]
            version["Stages"] = [label for label in version["Stages"] if label != "AWSPENDING"]

    def tell_failure(self) -> None:
        """Secrets Manager tells CloudTrail of a rotation that failed."""
        with request_scope(self.account, self.region):
            record_service_event("aws.secretsmanager", "RotationFailed", {"SecretId": self.secret["ARN"]})

    def invoke(self, step: str) -> str:
        """Invoke the function with one step; gives what went wrong, or nothing."""
        event = {"Step": step, "SecretId": self.secret["ARN"], "ClientRequestToken": self.version_id}
        try:
            functions = client("lambda", self.region, self.account)
            answer = functions.invoke(FunctionName=self.function, Payload=json.dumps(event).encode())
        except ClientError as error:
            return str(error)
        return answer["Payload"].read().decode() if "FunctionError" in answer else ""


def cancel_rotation(secret: dict, data: dict) -> Any:
    """End the rotation of a secret."""
    secret["RotationEnabled"] = False
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})
