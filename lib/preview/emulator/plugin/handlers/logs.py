"""Deliveries of logs by other services, the second version of vended logs."""

import json

from ministack.core.responses import get_account_id, get_region

from ..calls import call
from .names import picked, tag_map, with_lower_names


def complete_group(name: str, properties: dict) -> None:
    """Protection from deletion, and who else may write to a group, are operations of their own."""
    if "DeletionProtectionEnabled" in properties:
        is_protected = str(properties["DeletionProtectionEnabled"]).lower() == "true"
        call(
            "logs",
            "put_log_group_deletion_protection",
            logGroupIdentifier=name,
            deletionProtectionEnabled=is_protected,
        )
    _put_policy(name, properties.get("ResourcePolicyDocument"))


def _put_policy(name: str, document: dict | str | None) -> None:
    """A group has one policy. It is written over with the revision that it has."""
    arn = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{name}"
    known = call("logs", "describe_resource_policies", resourceArn=arn)["resourcePolicies"]
    revision = {"expectedRevisionId": known[0]["revisionId"]} if known else {}
    if document is not None:
        text = document if isinstance(document, str) else json.dumps(document)
        call("logs", "put_resource_policy", resourceArn=arn, policyDocument=text, **revision)
    elif known:
        call("logs", "delete_resource_policy", resourceArn=arn, **revision)


def put_source(properties: dict) -> dict:
    """Name what delivers."""
    return call(
        "logs",
        "put_delivery_source",
        name=properties["Name"],
        resourceArn=properties["ResourceArn"],
        logType=properties["LogType"],
        **tags_of(properties),
    )["deliverySource"]


def put_destination(properties: dict) -> dict:
    """Name where it is delivered to."""
    return call(
        "logs",
        "put_delivery_destination",
        name=properties["Name"],
        deliveryDestinationConfiguration={"destinationResourceArn": properties["DestinationResourceArn"]},
        **with_lower_names(picked(properties, "OutputFormat")),
        **tags_of(properties),
    )["deliveryDestination"]


def create_delivery(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """Connect a source with a destination."""
    delivery = call(
        "logs",
        "create_delivery",
        deliverySourceName=properties["DeliverySourceName"],
        deliveryDestinationArn=properties["DeliveryDestinationArn"],
        **delivery_form(properties),
        **tags_of(properties),
    )["delivery"]
    return delivery["id"], {"Arn": delivery["arn"], "DeliveryId": delivery["id"]}


def update_delivery(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
    """Change the form in which a delivery writes."""
    call("logs", "update_delivery_configuration", id=physical_id, **delivery_form(new))
    delivery = call("logs", "get_delivery", id=physical_id)["delivery"]
    return physical_id, {"Arn": delivery["arn"], "DeliveryId": physical_id}


def delivery_form(properties: dict) -> dict:
    """Fields, delimiter, and where in a bucket, as CloudWatch Logs names them."""
    form = with_lower_names(picked(properties, "RecordFields", "FieldDelimiter"))
    in_bucket = {
        name: properties[source]
        for name, source in (
            ("suffixPath", "S3SuffixPath"),
            ("enableHiveCompatiblePath", "S3EnableHiveCompatiblePath"),
        )
        if source in properties
    }
    return {**form, **({"s3DeliveryConfiguration": in_bucket} if in_bucket else {})}


def tags_of(properties: dict) -> dict:
    """Tags as an argument, where there are any."""
    tags = tag_map(properties.get("Tags"))
    return {"tags": tags} if tags else {}


def create_source(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """A source's id is its name."""
    return properties["Name"], {"Arn": put_source(properties)["arn"]}


def update_source(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
    """A source is written over."""
    return physical_id, {"Arn": put_source(new)["arn"]}


def create_destination(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """A destination's id is its name."""
    return properties["Name"], {"Arn": put_destination(properties)["arn"]}


def update_destination(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
    """A destination is written over."""
    return physical_id, {"Arn": put_destination(new)["arn"]}


HANDLERS = {
    "AWS::Logs::DeliverySource": {
        "create": create_source,
        "update": update_source,
        "delete": lambda physical_id, properties: call("logs", "delete_delivery_source", name=physical_id),
    },
    "AWS::Logs::DeliveryDestination": {
        "create": create_destination,
        "update": update_destination,
        "delete": lambda physical_id, properties: call("logs", "delete_delivery_destination", name=physical_id),
    },
    "AWS::Logs::Delivery": {
        "create": create_delivery,
        "update": update_delivery,
        "delete": lambda physical_id, properties: call("logs", "delete_delivery", id=physical_id),
    },
}
COMPLETIONS = {"AWS::Logs::LogGroup": complete_group}
