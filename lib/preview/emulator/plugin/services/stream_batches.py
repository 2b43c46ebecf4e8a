"""Batches of a table's stream of which a function has failed in part: the rest comes again, and not for ever.

MiniStack takes a batch for done unless the function throws. Lambda goes on from the first record that the function
names, and gives a record up after the attempts of the mapping, to the destination for failures.
"""

import threading
from collections.abc import Callable
from typing import Any

from ministack.services import lambda_svc

from .replace import replace

_polled = threading.local()
"""The mapping and the records of the batch with which this thread is about to invoke a function."""

_attempts: dict[tuple[str, str], int] = {}
"""How often a record has failed, by its mapping and its sequence number."""


def install() -> None:
    """Read what functions say of their batches."""
    replace(lambda_svc, "_apply_filter_criteria", noting_batch)
    replace(lambda_svc, "_execute_function", reading_failures)


def noting_batch(apply: Callable) -> Callable:
    """Remember the records as the stream has them, since a mapping's position counts those that its filter drops."""

    def applied(records: list[dict], mapping: dict) -> list[dict]:
        _polled.batch = (mapping, records)
        return apply(records, mapping)

    return applied


def reading_failures(execute: Callable) -> Callable:
    """An invocation with a batch of a stream fails, too, where the function names a record that failed."""

    def executed(function: dict, event: Any) -> dict:
        mapping, records = getattr(_polled, "batch", None) or ({}, [])
        _polled.batch = None
        result = execute(function, event)
        failed = first_failure(mapping, result) if is_of_stream(event, records) else None
        if failed is None:
            return result
        at = next((index for index, each in enumerate(records) if sequence_number(each) == failed), 0)
        advance(mapping, at)
        if not is_given_up(mapping, failed):
            return {**result, "error": True, "body": {"errorType": "BatchItemFailures", "errorMessage": failed}}
        advance(mapping, 1)
        lambda_svc._send_ddb_stream_failure_record(
            mapping, function, records[at : at + 1], mapping["EventSourceArn"], result, "RetryAttemptsExhausted"
        )
        # The position stands right behind what was given up, so nothing of the batch is done for MiniStack.
        return {**result, "error": True, "body": {"errorType": "RetryAttemptsExhausted", "errorMessage": failed}}

    return executed


def is_of_stream(event: Any, records: list[dict]) -> bool:
    """Whether an event is the batch of a stream that was polled right before."""
    told = event.get("Records") if isinstance(event, dict) else None
    return bool(told) and bool(records) and "dynamodb" in told[0] and told[0] in records


def first_failure(mapping: dict, result: dict) -> str | None:
    """The number of the first record that a function names as failed, where its mapping asks for that."""
    if result.get("error") or "ReportBatchItemFailures" not in mapping.get("FunctionResponseTypes", []):
        return None
    body = result.get("body")
    named = (body or {}).get("batchItemFailures", []) if isinstance(body, dict) else []
    return min((str(each["itemIdentifier"]) for each in named), key=int, default=None)


def sequence_number(record: dict) -> str:
    """The number of a record in its stream."""
    return str(record["dynamodb"]["SequenceNumber"])


def advance(mapping: dict, count: int) -> None:
    """Take the first records of a batch for done."""
    with lambda_svc._dynamodb_stream_positions_lock:
        lambda_svc._dynamodb_stream_positions[mapping["UUID"]] += count


def is_given_up(mapping: dict, number: str) -> bool:
    """Whether a record has failed as often as its mapping tries again, and once more."""
    key = (mapping["UUID"], number)
    _attempts[key] = _attempts.get(key, 0) + 1
    most = mapping.get("MaximumRetryAttempts")
    return most is not None and int(most) >= 0 and _attempts[key] > int(most)


def forget() -> None:
    """Count from the beginning."""
    _attempts.clear()
