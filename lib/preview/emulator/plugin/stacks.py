"""What stacks hold, with the properties that were resolved for each resource."""

import json


def resources(stack: str | None = None) -> list[dict]:
    """All resources of all stacks, or of the stack with this name, in every account and region."""
    from ministack.services.cloudformation import _stacks

    found = []
    for (account, region, name), kept in list(_stacks._data.items()):
        if stack not in (None, name):
            continue
        for logical_id, resource in kept.get("_resources", {}).items():
            found.append(
                {
                    "account": account,
                    "region": region,
                    "stack": name,
                    "stackStatus": kept["StackStatus"],
                    "logicalId": logical_id,
                    "type": resource["ResourceType"],
                    "physicalId": resource["PhysicalResourceId"],
                    "properties": json.loads(json.dumps(resource["Properties"], default=str)),
                }
            )
    return found
