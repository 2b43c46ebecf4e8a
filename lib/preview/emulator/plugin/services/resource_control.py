"""Cloud Control deletes what stacks make, by the same handlers. MiniStack's deletes nothing but its own records."""

import json
from typing import Any

from ministack.core.concurrency import run_reentrant
from ministack.core.responses import error_response_json, json_response
from ministack.services import cloudcontrol

from ..iam import actor
from ..stack_roles import caller, why_not_taken


def install() -> None:
    """Answer DeleteResource before MiniStack does."""
    original = cloudcontrol.handle_request

    async def handle_request(method, path, headers, body, query_params):
        if headers.get("x-amz-target", "").endswith(".DeleteResource"):
            return await delete_resource(json.loads(body))
        return await original(method, path, headers, body, query_params)

    cloudcontrol.handle_request = handle_request


async def delete_resource(told: dict) -> Any:
    """Delete one resource; whether it worked is in the state of the request, as on AWS."""
    from ministack.services.cloudformation import provisioners

    resource_type, identifier = told["TypeName"], told["Identifier"]
    handler = provisioners._RESOURCE_HANDLERS.get(resource_type, {})
    if "delete" not in handler:
        return error_response_json("UnsupportedActionException", f"{resource_type} does not support DELETE", 400)
    role = told.get("RoleArn")
    reason = why_not_taken(role) if role else None
    if reason:
        return error_response_json("AccessDeniedException", reason, 400)
    state = {"type_name": resource_type, "identifier": identifier}
    try:
        # The handler calls services of this very server, which cannot answer while its one loop waits.
        with actor.during(actor.of_role(role) if role else caller()), actor.acting():
            await run_reentrant(handler["delete"], identifier, {})
    except Exception as error:
        failed = cloudcontrol._progress_event("DELETE", "FAILED", status_message=str(error), **state)
        return json_response({"ProgressEvent": cloudcontrol._record_request(failed)})
    done = cloudcontrol._progress_event("DELETE", "SUCCESS", **state)
    return json_response({"ProgressEvent": cloudcontrol._record_request(done)})
