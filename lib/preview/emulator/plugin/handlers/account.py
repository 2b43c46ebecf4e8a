"""What an account has once: its trail, its recorder, its identity providers."""

import json

from ministack.core.responses import get_account_id, get_region

from ..calls import call
from ..iam import actor
from .names import picked, with_lower_names
from .served import Served

SELECTORS = ("EventSelectors", "AdvancedEventSelectors", "InsightSelectors", "AggregationConfigurations")


def complete_trail(name: str, properties: dict) -> None:
    """Selectors and the start of logging are calls of their own."""
    selectors = picked(properties, "EventSelectors", "AdvancedEventSelectors")
    if any(selectors.values()):
        call("cloudtrail", "put_event_selectors", TrailName=name, **selectors)
    is_logging = str(properties["IsLogging"]).lower() == "true"
    call("cloudtrail", "start_logging" if is_logging else "stop_logging", Name=name)
    if is_logging:
        trail = call("cloudtrail", "get_trail", Name=name)["Trail"]
        path = f"CloudTrail/{get_region()}/first-events.json.gz"
        write_record(trail["S3BucketName"], trail.get("S3KeyPrefix"), path)


def write_record(bucket: str, prefix: str | None, path: str) -> None:
    """The first object of a service, by which a bucket is no longer empty; the service writes it by itself."""
    key = "/".join([*([prefix] if prefix else []), "AWSLogs", get_account_id(), path])
    with actor.acting(False):
        call("s3", "put_object", Bucket=bucket, Key=key, Body=b"")


def recorder_form(properties: dict) -> dict:
    """The recorder's own members begin with a small letter."""
    told = with_lower_names({name: value for name, value in properties.items() if name != "RoleARN"})
    return {**told, "name": properties.get("Name", "default"), "roleARN": properties["RoleARN"]}


def start_recorder(name: str, properties: dict) -> None:
    """The recorder records from the moment that a channel exists; CloudFormation starts it then."""
    channels = call("config", "describe_delivery_channels")["DeliveryChannels"]
    if channels:
        call("config", "start_configuration_recorder", ConfigurationRecorderName=name)


def start_with_channel(name: str, properties: dict) -> None:
    """Config tries the bucket, and the recorder that waited for this channel starts."""
    write_record(properties["S3BucketName"], properties.get("S3KeyPrefix"), "Config/ConfigWritabilityCheckFile")
    # The recorder's own step was to start it; nobody asks the role of the channel for that.
    with actor.acting(False):
        for recorder in call("config", "describe_configuration_recorders")["ConfigurationRecorders"]:
            call("config", "start_configuration_recorder", ConfigurationRecorderName=recorder["name"])


def channel_form(properties: dict) -> dict:
    """The channel's members begin with a small letter, but for one word."""
    told = with_lower_names(properties)
    return {**told, "name": properties.get("Name", "default")}


def rule_form(properties: dict) -> dict:
    """Parameters of a rule are text in the API."""
    told = dict(properties)
    if "InputParameters" in told and not isinstance(told["InputParameters"], str):
        told["InputParameters"] = json.dumps(told["InputParameters"])
    return told


SERVED = {
    "AWS::CloudTrail::Trail": Served(
        service="cloudtrail",
        create="create_trail",
        id="Name",
        attributes={"Arn": "TrailARN"},
        update="update_trail",
        delete="delete_trail",
        identify={"Name": "{id}"},
        renames={
            "TrailName": "Name",
            "CloudWatchLogsLogGroupArn": "CloudWatchLogsLogGroupArn",
            "KMSKeyId": "KmsKeyId",
            "EnableLogFileValidation": "EnableLogFileValidation",
            "Tags": "TagsList",
        },
        adapt=lambda properties: {
            name: value for name, value in properties.items() if name not in (*SELECTORS, "IsLogging")
        },
        after=complete_trail,
        recorded=("InsightSelectors", "AggregationConfigurations"),
    ),
    "AWS::Config::ConfigurationRecorder": Served(
        service="config",
        create="put_configuration_recorder",
        id_form="{Name}",
        writes_over=True,
        delete="delete_configuration_recorder",
        identify={"ConfigurationRecorderName": "{id}"},
        wrap="ConfigurationRecorder",
        adapt=recorder_form,
        after=start_recorder,
    ),
    "AWS::Config::DeliveryChannel": Served(
        service="config",
        create="put_delivery_channel",
        id_form="{Name}",
        writes_over=True,
        delete="delete_delivery_channel",
        identify={"DeliveryChannelName": "{id}"},
        wrap="DeliveryChannel",
        adapt=channel_form,
        after=start_with_channel,
    ),
    "AWS::Config::ConfigRule": Served(
        service="config",
        create="put_config_rule",
        id_form="{ConfigRuleName}",
        writes_over=True,
        delete="delete_config_rule",
        identify={"ConfigRuleName": "{id}"},
        wrap="ConfigRule",
        adapt=rule_form,
        recorded=("Compliance",),
    ),
    "AWS::IAM::OIDCProvider": Served(
        service="iam",
        create="create_open_id_connect_provider",
        id="OpenIDConnectProviderArn",
        attributes={"Arn": "OpenIDConnectProviderArn"},
        delete="delete_open_id_connect_provider",
        identify={"OpenIDConnectProviderArn": "{id}"},
        renames={"ClientIdList": "ClientIDList"},
    ),
    "AWS::IAM::ServiceLinkedRole": Served(
        service="iam",
        create="create_service_linked_role",
        id="Role.RoleName",
        attributes={"RoleName": "Role.RoleName"},
        delete="delete_service_linked_role",
        identify={"RoleName": "{id}"},
    ),
    "AWS::Route53::HealthCheck": Served(
        service="route53",
        create="create_health_check",
        id="HealthCheck.Id",
        attributes={"HealthCheckId": "HealthCheck.Id"},
        delete="delete_health_check",
        identify={"HealthCheckId": "{id}"},
        constants={"CallerReference": "cloudformation"},
        recorded=("HealthCheckTags",),
    ),
    "AWS::CloudWatch::CompositeAlarm": Served(
        service="cloudwatch",
        create="put_composite_alarm",
        id_form="{AlarmName}",
        writes_over=True,
        delete="delete_alarms",
        identify={"AlarmNames": "{id}"},
    ),
}


HANDLERS = {resource_type: served.handler() for resource_type, served in SERVED.items()}
COMPLETIONS: dict = {}
