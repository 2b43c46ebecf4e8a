"""EC2 tells of an interface endpoint's policy, groups and names, which MiniStack leaves out."""

import json
from html import escape

from ministack.services import ec2


def install() -> None:
    """Add them to what DescribeVpcEndpoints answers."""
    described = ec2._vpce_fields_xml

    def with_interface(endpoint: dict, tag: str = "item") -> str:
        text = described(endpoint, tag=tag)
        closing = f"</{tag}>"
        return text.removesuffix(closing) + interface_xml(endpoint) + closing

    ec2._vpce_fields_xml = with_interface


def interface_xml(endpoint: dict) -> str:
    """The members as the API names them."""
    groups = "".join(
        f"<item><groupId>{escape(group)}</groupId></item>" for group in endpoint.get("SecurityGroupIds", [])
    )
    policy = endpoint.get("PolicyDocument")
    text = policy if isinstance(policy, str) else json.dumps(policy)
    is_private = str(endpoint.get("PrivateDnsEnabled", False)).lower()
    return (
        f"<policyDocument>{escape(text)}</policyDocument>" if policy else ""
    ) + f"<privateDnsEnabled>{is_private}</privateDnsEnabled><groupSet>{groups}</groupSet>"
