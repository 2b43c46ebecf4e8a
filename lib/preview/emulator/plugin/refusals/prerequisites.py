"""What may exist once, and what needs another thing first."""

import re
from collections.abc import Callable

from ministack.core.responses import get_account_id
from ministack.services import cloudfront

from .. import recorded, types
from ..calls import call, exists
from ..errors import by_service


def check(resource_type: str, properties: dict) -> None:
    """Raise `Refused` for a second singleton, and for what comes too early."""
    require_only_one(resource_type)
    if special := CHECKS.get(resource_type):
        special(properties)


def require_only_one(resource_type: str) -> None:
    """A recorded type may say that an account has it once per region, and what AWS answers to the second."""
    sentence = types.all_types().get(resource_type, {}).get("singleton")
    if sentence and recorded.of_type(resource_type):
        raise by_service(sentence, resource_type.split("::")[1], 409)


def one_recorder(properties: dict) -> None:
    """AWS Config has one recorder of a customer per account and region."""
    if call("config", "describe_configuration_recorders")["ConfigurationRecorders"]:
        raise by_service("Failed to put configuration recorder because you have reached the limit of 1", "AmazonConfig")


def one_channel(properties: dict) -> None:
    """AWS Config has one delivery channel per account and region."""
    if call("config", "describe_delivery_channels")["DeliveryChannels"]:
        raise by_service("Failed to put delivery channel because you have reached the limit of 1", "AmazonConfig")


def hub_before_standard(properties: dict) -> None:
    """A standard needs the hub, which may have enabled it already by its defaults."""
    hubs = recorded.of_type("AWS::SecurityHub::Hub")
    if not hubs:
        raise by_service(f"Account {get_account_id()} is not subscribed to AWS Security Hub", "SecurityHub", 401)
    defaults = str(hubs[0].properties.get("EnableDefaultStandards", True)).lower() == "true"
    arn = properties["StandardsArn"]
    by_default = ("aws-foundational-security-best-practices", "cis-aws-foundations-benchmark/v/1.2.0")
    if defaults and any(name in arn for name in by_default):
        raise by_service(f"{arn} is enabled already by EnableDefaultStandards of the hub", "SecurityHub", 409)
    if any(each.properties["StandardsArn"] == arn for each in recorded.of_type("AWS::SecurityHub::Standard")):
        raise by_service(f"{arn} is enabled already", "SecurityHub", 409)


def one_analyzer_of_a_kind(properties: dict) -> None:
    """IAM Access Analyzer has a quota of one analyzer of each kind for an account and region."""
    kind = properties["Type"]
    if any(each.properties["Type"] == kind for each in recorded.of_type("AWS::AccessAnalyzer::Analyzer")):
        raise by_service(f"Service quota exceeded: one analyzer of type {kind}", "AccessAnalyzer", 402)


def topic_of_subscription(properties: dict) -> None:
    """A subscription needs its topic."""
    if not exists("sns", "get_topic_attributes", TopicArn=properties["TopicArn"]):
        raise by_service("Topic does not exist", "SNS", 404)


def no_scheduled_deletion(properties: dict) -> None:
    """A secret whose deletion is scheduled keeps its name until then."""
    name = properties.get("Name")
    if name and exists("secretsmanager", "describe_secret", SecretId=name):
        raise by_service(
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
            "SecretsManager",
        )


def require_free_aliases(properties: dict, own_id: str | None) -> None:
    """A domain name belongs to one distribution, in whatever account."""
    wanted = set(properties["DistributionConfig"].get("Aliases", []))
    others = [each for each in list(cloudfront._distributions._data.values()) if each["Id"] != own_id]
    taken = wanted & {alias for distribution in others for alias in aliases_of(distribution)}
    if taken:
        raise by_service(
            "One or more of the CNAMEs you provided are already associated with a different resource: "
            + ", ".join(sorted(taken)),
            "CloudFront",
            409,
        )


def aliases_of(distribution: dict) -> list[str]:
    """The domain names of a distribution, from the XML that MiniStack keeps of it."""
    found = re.search(r"<Aliases>.*?</Aliases>", distribution["config_xml"], re.DOTALL)
    return re.findall(r"<CNAME>(.*?)</CNAME>", found.group()) if found else []


CHECKS: dict[str, Callable[[dict], None]] = {
    "AWS::AccessAnalyzer::Analyzer": one_analyzer_of_a_kind,
    "AWS::Config::ConfigurationRecorder": one_recorder,
    "AWS::Config::DeliveryChannel": one_channel,
    "AWS::SNS::Subscription": topic_of_subscription,
    "AWS::SecretsManager::Secret": no_scheduled_deletion,
    "AWS::SecurityHub::Standard": hub_before_standard,
}
