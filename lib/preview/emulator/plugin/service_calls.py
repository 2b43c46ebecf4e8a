"""What services of AWS do on behalf of a resource: CloudFront reads an object, a load balancer invokes a function.

Such a call bears no key of an account. What it reaches has to admit the service by its policy, and so has the key that
encrypts it.
"""

import base64
import time

from ministack.core.concurrency import run_reentrant
from ministack.core.responses import request_scope
from ministack.services import kms, lambda_svc, s3

from . import journal
from .iam.key_use import bucket_key, region_of
from .iam.service_principals import admits
from .services.records import policy_of_bucket

DENIED = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'
)


async def read_object(told: dict) -> dict:
    """The answer of S3 to a `service` that asks for the `key` of a `bucket` on behalf of a `sourceArn`."""
    bucket, key, method = told["bucket"], told["key"], told["method"]
    with request_scope(told["account"], told["region"]):
        reason = why_unreadable(told)
        if reason:
            note("s3", "GetObject", told, f"{bucket}/{key}", reason)
            status, headers, body = 403, {"content-type": "application/xml"}, b"" if method == "HEAD" else DENIED
        else:
            path = f"/{bucket}/{key}"
            status, headers, body = await s3.handle_request(
                method, path, told["headers"], b"", {}, enforce_bucket_region=False, internal=True
            )
    return {"status": status, "headers": headers, "body": base64.b64encode(body).decode()}


def why_unreadable(told: dict) -> str | None:
    """Why S3 does not let a service read an object. What is not there is told to whoever may list."""
    bucket, key, service = told["bucket"], told["key"], told["service"]
    held = s3._buckets.get(bucket)
    if held is None:
        return None
    keys, policy = source_keys(told), policy_of_bucket(bucket)
    arn = f"arn:aws:s3:::{bucket}"
    if not admits(policy, service, "s3:GetObject", f"{arn}/{key}", **keys):
        return f"the bucket's policy does not admit {service}"
    if key not in held["objects"] and not admits(policy, service, "s3:ListBucket", arn, **keys):
        return "the object is not there, and the bucket's policy does not let the service list"
    return why_undecipherable(bucket, told) if key in held["objects"] else None


def why_undecipherable(bucket: str, told: dict) -> str | None:
    """Why a service may not use the key of a bucket; nothing where it may, or where AWS manages the key."""
    key, service = bucket_key(bucket), told["service"]
    if not key or key.startswith("alias/aws/"):
        return None
    with request_scope(told["account"], region_of(key, told["region"])):
        record = kms._resolve_key(key)
    if record is None or record.get("KeyState") != "Enabled":
        return "the bucket's key cannot be used"
    if admits(record["Policy"], service, "kms:Decrypt", record["Arn"], **source_keys(told)):
        return None
    return f"the key's policy does not admit {service}"


async def invoke(told: dict) -> dict:
    """What a `function` answers to an `event` of a `service` that acts on behalf of a `sourceArn`."""
    function = told["function"]
    _, _, _, region, account = function.split(":")[:5]
    with request_scope(account, region):
        record, config, name = lambda_svc._get_func_record_for_ref_in_scope(function, account_id=account, region=region)
        reason = why_not_invoked(record, told)
        note("lambda", "InvokeFunction", told, function, reason)
        if reason:
            return {"refused": reason}
        started = time.monotonic()
        called = lambda_svc._execution_record_for_config(record, config)
        answer = await run_reentrant(lambda_svc._execute_function_with_config_scope, called, told["event"])
        lambda_svc._emit_lambda_metrics(
            name,
            duration_ms=(time.monotonic() - started) * 1000,
            error=bool(answer.get("error")),
            throttle=bool(answer.get("throttle")),
        )
    if answer.get("throttle"):
        return {"throttled": True}
    return {"error": answer["body"]} if answer.get("error") else {"result": answer.get("body")}


def why_not_invoked(record: dict | None, told: dict) -> str | None:
    """Why a service does not get to invoke a function; nothing where it does."""
    if record is None:
        return "the function does not exist"
    policy, service = record.get("policy"), told["service"]
    if admits(policy, service, "lambda:InvokeFunction", told["function"], **source_keys(told)):
        return None
    return f"the function's policy does not admit {service}"


def source_keys(told: dict) -> dict[str, str]:
    """The condition keys by which a service tells on whose behalf it acts."""
    return {"aws_sourcearn": told["sourceArn"], "aws_sourceaccount": told["sourceArn"].split(":")[4]}


def note(service: str, operation: str, told: dict, resource: str, reason: str | None) -> None:
    """Write down what a service did or was refused."""
    error = {"error": reason} if reason else {}
    entry = {"service": service, "operation": operation, "by": told["service"], "resource": resource}
    journal.write({**entry, "account": told["sourceArn"].split(":")[4], **error})
