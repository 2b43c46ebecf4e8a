"""What stacks hold, with the properties that were resolved for each resource."""

import json


def resources(stack: str | None = None) -> list[dict]:
    """All resources of all stacks, or of the stack with this name, in every account and region."""
    from ministack.services.cloudformation import _stacks

    return [
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
        for (account, region, name), kept in list(_stacks._data.items())
        if stack in (None, name)
        for logical_id, resource in list(kept.get("_resources", {}).items())
    ]


def of_type(resource_type: str) -> list[dict]:
    """The resources of a type in all stacks: account, region, physical id and properties."""
    from ministack.services.cloudformation import _stacks

    return [
        {
            "account": account,
            "region": region,
            "physicalId": resource["PhysicalResourceId"],
            "properties": resource["Properties"],
        }
        for (account, region, _), kept in list(_stacks._data.items())
        for resource in list(kept.get("_resources", {}).values())
        if resource["ResourceType"] == resource_type
    ]
