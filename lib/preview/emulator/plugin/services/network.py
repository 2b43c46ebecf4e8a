"""What EC2 does and MiniStack does not: whole interface endpoints, NAT gateways of a region, release by an address."""

import json
from html import escape

from ministack.services import ec2

from .replace import replace


def install() -> None:
    """Add to what DescribeVpcEndpoints answers, let NAT gateways live without subnets, and release by address."""
    replace(ec2, "_create_nat_gateway", taking_regional)
    replace(ec2, "_release_address", finding_by_address)
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


def taking_regional(create):
    """A regional NAT gateway belongs to a VPC, has no subnet, and keeps one address or more in each zone."""

    def created(params):
        if ec2._p(params, "AvailabilityMode") != "regional":
            return create(params)
        vpc = ec2._p(params, "VpcId")
        if vpc not in ec2._vpcs:
            return ec2._error("InvalidVpcID.NotFound", f"The vpc ID '{vpc}' does not exist", 400)
        answer = create({**params, "SubnetId": [vpc]})
        newest = [*ec2._nat_gateways.values()][-1]
        newest.update(SubnetId="", VpcId=vpc)
        return answer

    return created


def finding_by_address(release):
    """An address is released by itself or by its allocation; MiniStack knows allocations only, and keeps it."""

    def released(params):
        address = ec2._p(params, "PublicIp")
        if not address:
            return release(params)
        for allocation, each in ec2._addresses.items():
            if each["PublicIp"] == address:
                return release({**params, "AllocationId": [allocation]})
        return ec2._error("InvalidAddress.NotFound", f"Address '{address}' not found.", 400)

    return released
