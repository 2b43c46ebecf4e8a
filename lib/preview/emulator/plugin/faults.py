"""What goes wrong at run time when a test says so: calls that are throttled or find nobody, functions that are killed.

The failures of deployments are planned in `failures`.
"""

import signal
import threading
from dataclasses import asdict, dataclass

from ministack.core import lambda_runtime
from ministack.core.responses import error_response_json

KINDS = ("throttled", "unavailable", "killed before", "killed after")


@dataclass
class Fault:
    """What happens to the next calls of an operation by a function, as often as `count` says."""

    operation: str
    function: str
    kind: str
    count: int


_planned: list[Fault] = []
_lock = threading.Lock()


def install() -> None:
    """Look at each call before it is served."""
    import ministack.app as app

    dispatch = app._dispatch_service_request

    async def dispatched(method, path, headers, body, query_params, request_id):
        fault = next_for(headers, query_params) if _planned else None
        if fault is None:
            return await dispatch(method, path, headers, body, query_params, request_id)
        if fault.kind == "throttled":
            return error_response_json("ThrottlingException", "Rate exceeded", 400)
        if fault.kind == "unavailable":
            return error_response_json("ServiceUnavailable", "The service is unavailable", 503)
        if fault.kind == "killed before":
            kill(fault.function)
            return error_response_json("ServiceUnavailable", "The function was killed", 503)
        response = await dispatch(method, path, headers, body, query_params, request_id)
        kill(fault.function)
        return response

    app._dispatch_service_request = dispatched


def next_for(headers: dict, query_params: dict) -> Fault | None:
    """The fault that was planned for a call, which is used up by that."""
    from ministack.core.iam_evaluator import request_caller_arn

    operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
    function = request_caller_arn(headers, query_params).rsplit("/", 1)[-1]
    with _lock:
        for fault in _planned:
            if (fault.operation, fault.function) == (operation, function) and fault.count > 0:
                fault.count -= 1
                return fault
    return None


def kill(function: str) -> None:
    """Kill the instances of a function that are at work, as Lambda does with an instance that has broken."""
    with lambda_runtime._lock:
        workers = [each for pool in lambda_runtime._workers.values() for each in pool]
    for worker in workers:
        process = worker._proc
        if worker.func_name == function and worker.in_use and process is not None:
            process.send_signal(signal.SIGKILL)


def kill_all() -> dict:
    """Kill every instance of every function, whatever it does."""
    with lambda_runtime._lock:
        workers = [each for pool in lambda_runtime._workers.values() for each in pool]
    processes = [worker._proc for worker in workers if worker._proc is not None]
    for process in processes:
        process.send_signal(signal.SIGKILL)
    return {"killed": len(processes)}


def plan(told: dict) -> list[dict]:
    """Plan `{operation, function, kind, count}`, and give all that is planned. Raises `ValueError` for another kind."""
    try:
        fault = Fault(told["operation"], told["function"], told["kind"], int(told.get("count", 1)))
    except KeyError as missing:
        raise ValueError(f"the fault has no {missing.args[0]}") from missing
    if fault.kind not in KINDS:
        raise ValueError(f"kind is {fault.kind!r}; write {', '.join(KINDS[:-1])} or {KINDS[-1]}")
    with _lock:
        _planned.append(fault)
    return pending()


def pending() -> list[dict]:
    """What was planned and has not come to pass."""
    with _lock:
        return [asdict(fault) for fault in _planned if fault.count > 0]


def forget() -> None:
    """Plan nothing any more."""
    with _lock:
        _planned.clear()
