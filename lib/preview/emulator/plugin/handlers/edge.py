"""CloudFront beyond what MiniStack's handlers make."""

import json

from ministack.core.responses import get_account_id
from ministack.services import cloudfront, cloudfront_keyvaluestore

from ..calls import call
from .deletions import by_etag
from .served import Served


def vpc_origin(properties: dict) -> dict:
    """Tags are a structure with items in the API, and what CloudFormation has defaults for is demanded there."""
    defaults = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "match-viewer"}
    told = {**properties, "VpcOriginEndpointConfig": defaults | properties["VpcOriginEndpointConfig"]}
    if "Tags" in told:
        told["Tags"] = {"Items": told["Tags"]}
    return told


def import_keys(name: str, properties: dict) -> None:
    """A store reads its source once, when it is created; MiniStack never does."""
    arn = cloudfront._kvstores[name]["ARN"]
    source = properties.get("ImportSource")
    if source is None or arn in cloudfront_keyvaluestore._stores:
        return
    bucket, _, key = source["SourceArn"].removeprefix("arn:aws:s3:::").partition("/")
    told = json.loads(call("s3", "get_object", Bucket=bucket, Key=key)["Body"].read())
    etag = call("cloudfront", "describe_key_value_store", Name=name)["ETag"]
    items = {each["key"]: each["value"] for each in told["data"]}
    cloudfront_keyvaluestore._stores[arn] = {"etag": etag, "items": items}


def delete_store(name: str, properties: dict) -> None:
    """A store that a function is associated with stays; its keys go with it."""
    arn = f"arn:aws:cloudfront::{get_account_id()}:key-value-store/{name}"
    by_etag("describe_key_value_store", "delete_key_value_store", Name="{id}")["delete"](name, properties)
    cloudfront_keyvaluestore._stores.pop(arn, None)


SERVED = {
    "AWS::CloudFront::PublicKey": Served(
        service="cloudfront",
        create="create_public_key",
        id="PublicKey.Id",
        attributes={"Id": "PublicKey.Id", "CreatedTime": "PublicKey.CreatedTime"},
        delete="delete_public_key",
    ),
    "AWS::CloudFront::KeyGroup": Served(
        service="cloudfront",
        create="create_key_group",
        id="KeyGroup.Id",
        attributes={"Id": "KeyGroup.Id"},
        delete="delete_key_group",
    ),
    "AWS::CloudFront::MonitoringSubscription": Served(
        service="cloudfront",
        create="create_monitoring_subscription",
        id_form="{DistributionId}",
        delete="delete_monitoring_subscription",
        identify={"DistributionId": "{id}"},
    ),
    "AWS::CloudFront::VpcOrigin": Served(
        service="cloudfront",
        create="create_vpc_origin",
        id="VpcOrigin.Id",
        attributes={"Id": "VpcOrigin.Id", "Arn": "VpcOrigin.Arn", "Status": "VpcOrigin.Status"},
        delete="delete_vpc_origin",
        adapt=vpc_origin,
    ),
}


def _versioned(resource_type: str, get: str, update: str = "", config: str = "") -> dict:
    """A served type whose deletion and change name the version that was read."""
    served = SERVED[resource_type]
    handler = served.handler() | by_etag(get, served.delete, Id="{id}")
    if update:

        def changed(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
            current = call("cloudfront", get, Id=physical_id)
            parameters = served.parameters(update, {config: new[config]})
            call("cloudfront", update, Id=physical_id, IfMatch=current["ETag"], **parameters)
            return physical_id, {}

        handler["update"] = changed
    return handler


HANDLERS = {
    "AWS::CloudFront::KeyValueStore": {"delete": delete_store},
    "AWS::CloudFront::PublicKey": _versioned("AWS::CloudFront::PublicKey", "get_public_key"),
    "AWS::CloudFront::KeyGroup": _versioned(
        "AWS::CloudFront::KeyGroup", "get_key_group", "update_key_group", "KeyGroupConfig"
    ),
    "AWS::CloudFront::MonitoringSubscription": SERVED["AWS::CloudFront::MonitoringSubscription"].handler(),
    "AWS::CloudFront::VpcOrigin": _versioned(
        "AWS::CloudFront::VpcOrigin", "get_vpc_origin", "update_vpc_origin", "VpcOriginEndpointConfig"
    ),
}
COMPLETIONS = {"AWS::CloudFront::KeyValueStore": import_keys}
