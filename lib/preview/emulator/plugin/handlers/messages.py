"""SNS topics and their subscriptions."""

from ministack.services import sns

from ..calls import call

TOPIC_ATTRIBUTES = ("KmsMasterKeyId", "SignatureVersion", "TracingConfig")

# Whoever is reached in one of these ways has to follow a link first.
ASKED = ("email", "email-json", "http", "https")


def complete_topic(arn: str, properties: dict) -> None:
    """Set the attributes that MiniStack's handler leaves out."""
    for name in TOPIC_ATTRIBUTES:
        if name in properties:
            call("sns", "set_topic_attributes", TopicArn=arn, AttributeName=name, AttributeValue=properties[name])


def complete_subscription(arn: str, properties: dict) -> None:
    """Let GetSubscriptionAttributes tell what every subscription has, and ask the receiver."""
    for subscription in sns._topics[properties["TopicArn"]]["subscriptions"]:
        if subscription["arn"] == arn:
            told = {"SubscriptionArn": arn, "TopicArn": properties["TopicArn"], "Protocol": properties["Protocol"]}
            subscription["attributes"] |= {**told, "Endpoint": properties.get("Endpoint", "")}
            subscription["confirmed"] = properties["Protocol"] not in ASKED


HANDLERS: dict = {}
COMPLETIONS = {
    "AWS::SNS::Subscription": complete_subscription,
    "AWS::SNS::Topic": complete_topic,
}
