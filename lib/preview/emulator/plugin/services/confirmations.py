"""Receivers that have not confirmed: SNS lists them, without the ARN of their subscription, and sends them nothing."""

from collections.abc import Callable
from typing import Any

from ministack.services import sns

from .replace import replace


def install() -> None:
    """Tell in the list of a topic who has not confirmed."""
    replace(sns, "_list_subscriptions_by_topic", without_their_arns)


def without_their_arns(listed: Callable) -> Callable:
    """The list, with what AWS writes in the place of an ARN."""

    def told(params: dict) -> Any:
        status, headers, body = listed(params)
        topic = sns._topic_by_arn_any_scope(sns._p(params, "TopicArn"))
        for subscription in topic["subscriptions"] if topic else []:
            if not subscription.get("confirmed"):
                arn = f"<SubscriptionArn>{subscription['arn']}</SubscriptionArn>"
                body = body.replace(arn.encode(), b"<SubscriptionArn>PendingConfirmation</SubscriptionArn>")
        return status, headers, body

    return told
