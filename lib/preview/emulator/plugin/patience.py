"""Answers to what starts a stack operation wait a little for its end.

Clients look every five seconds whether a stack is done. On AWS that is nothing; here it would be most of the time.
"""

import asyncio

LONGEST_WAIT_SECONDS = 10.0
STARTING = {"CreateStack", "UpdateStack", "DeleteStack", "CreateChangeSet", "ExecuteChangeSet", "RollbackStack"}


def install() -> None:
    """Hold back the answers of those operations."""
    import ministack.app as app

    dispatch = app._dispatch_service_request

    async def dispatched(method, path, headers, body, query_params, request_id):
        response = await dispatch(method, path, headers, body, query_params, request_id)
        parameters = app._routing_params(method, path, headers, body, query_params)
        if parameters.get("Action", [""])[0] in STARTING:
            await wait_for_stacks()
        return response

    app._dispatch_service_request = dispatched


async def wait_for_stacks() -> None:
    """Wait until no stack of this account and region is in progress, though not for ever."""
    from ministack.services.cloudformation import _stacks

    # The task that does the work has to start first.
    await asyncio.sleep(0)
    for _ in range(int(LONGEST_WAIT_SECONDS / 0.02)):
        if not any(is_in_progress(stack) for stack in list(_stacks.values())):
            return
        await asyncio.sleep(0.02)


def is_in_progress(stack: dict) -> bool:
    """Whether an operation changes the stack; one in review has none."""
    status = stack.get("StackStatus", "")
    return status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS"
