"""EC2's network: what MiniStack has operations for and no handlers."""

import uuid

from ministack.services import ec2

from ..calls import call
from .names import listed, picked
from .served import Served

RULE_MEMBERS = {
    "CidrIp": ("IpRanges", "CidrIp"),
    "CidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "SourcePrefixListId": ("PrefixListIds", "PrefixListId"),
    "DestinationPrefixListId": ("PrefixListIds", "PrefixListId"),
    "SourceSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
    "DestinationSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
}


def permission(properties: dict) -> dict:
    """A rule of a template as EC2's operations take it: peers are nested, each with the description."""
    rule: dict = {"IpProtocol": str(properties["IpProtocol"])}
    rule |= {name: int(properties[name]) for name in ("FromPort", "ToPort") if name in properties}
    described = {"Description": properties["Description"]} if "Description" in properties else {}
    for name, (group, member) in RULE_MEMBERS.items():
        if name in properties:
            rule[group] = [{member: properties[name], **described}]
    return rule


def rule_handler(direction: str) -> dict:
    """Rules of security groups that are resources of their own."""

    def create(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
        if direction == "egress":
            drop_default_egress(properties["GroupId"])
        answer = call(
            "ec2",
            f"authorize_security_group_{direction}",
            GroupId=properties["GroupId"],
            IpPermissions=[permission(properties)],
        )
        rule = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return rule, {"Id": rule}

    def update(physical_id: str, old: dict, new: dict, stack: str) -> tuple[str, dict]:
        # Only the description changes in place.
        delete(physical_id, old)
        return create("", new, stack)

    def delete(physical_id: str, properties: dict) -> None:
        call(
            "ec2",
            f"revoke_security_group_{direction}",
            GroupId=properties["GroupId"],
            IpPermissions=[permission(properties)],
        )

    return {"create": create, "update": update, "delete": delete}


def drop_default_egress(group: str) -> None:
    """The rule that lets everything out goes when CloudFormation writes the first of its own."""
    found = call("ec2", "describe_security_groups", GroupIds=[group])["SecurityGroups"][0]
    open_rule = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    if any(
        each["IpProtocol"] == "-1" and [cidr["CidrIp"] for cidr in each["IpRanges"]] == ["0.0.0.0/0"]
        for each in found["IpPermissionsEgress"]
    ):
        call("ec2", "revoke_security_group_egress", GroupId=group, IpPermissions=[open_rule])


def flow_log(properties: dict) -> dict:
    """A flow log's resource is one of a list in the API."""
    told = {name: value for name, value in properties.items() if name != "ResourceId"}
    return {**told, "ResourceIds": listed(properties["ResourceId"])}


def acl_entry(properties: dict) -> dict:
    """Template and API differ in a name, and the API demands the direction."""
    renamed = {"Icmp": "IcmpTypeCode"}
    return {"Egress": False, **{renamed.get(name, name): value for name, value in properties.items()}}


def associate_acl(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """A subnet has one ACL. MiniStack gives it none at first, so there may be nothing to replace."""
    for acl in ec2._network_acls.values():
        acl["Associations"] = [each for each in acl["Associations"] if each["SubnetId"] != properties["SubnetId"]]
    association = f"aclassoc-{uuid.uuid4().hex[:17]}"
    ec2._network_acls[properties["NetworkAclId"]]["Associations"].append(
        {"NetworkAclAssociationId": association, **picked(properties, "NetworkAclId", "SubnetId")}
    )
    return association, {"AssociationId": association}


def release_acl(physical_id: str, properties: dict) -> None:
    """End the association."""
    acl = ec2._network_acls.get(properties["NetworkAclId"], {"Associations": []})
    acl["Associations"] = [each for each in acl["Associations"] if each["NetworkAclAssociationId"] != physical_id]


def delete_acl_entry(physical_id: str, properties: dict) -> None:
    """An entry is known by its ACL, its number and its direction."""
    call(
        "ec2",
        "delete_network_acl_entry",
        NetworkAclId=properties["NetworkAclId"],
        RuleNumber=int(properties["RuleNumber"]),
        Egress=str(properties.get("Egress", False)).lower() == "true",
    )


def complete_endpoint(identifier: str, properties: dict) -> None:
    """Keep what MiniStack's handler drops of an endpoint; DescribeVpcEndpoints tells it here."""
    kept = picked(properties, "PolicyDocument", "PrivateDnsEnabled", "SecurityGroupIds")
    ec2._vpc_endpoints[identifier] |= kept


SERVED = {
    "AWS::EC2::EIP": Served(
        service="ec2",
        create="allocate_address",
        id="PublicIp",
        attributes={"AllocationId": "AllocationId", "PublicIp": "PublicIp"},
        delete="release_address",
        identify={"PublicIp": "{id}"},
        tagged_as="elastic-ip",
    ),
    "AWS::EC2::NatGateway": Served(
        service="ec2",
        create="create_nat_gateway",
        id="NatGateway.NatGatewayId",
        attributes={"NatGatewayId": "NatGateway.NatGatewayId"},
        delete="delete_nat_gateway",
        identify={"NatGatewayId": "{id}"},
        tagged_as="natgateway",
    ),
    "AWS::EC2::FlowLog": Served(
        service="ec2",
        create="create_flow_logs",
        id="FlowLogIds[0]",
        attributes={"Id": "FlowLogIds[0]"},
        delete="delete_flow_logs",
        identify={"FlowLogIds": "{id}"},
        tagged_as="vpc-flow-log",
        adapt=flow_log,
    ),
    "AWS::EC2::PrefixList": Served(
        service="ec2",
        create="create_managed_prefix_list",
        id="PrefixList.PrefixListId",
        attributes={"PrefixListId": "PrefixList.PrefixListId", "Arn": "PrefixList.PrefixListArn"},
        delete="delete_managed_prefix_list",
        identify={"PrefixListId": "{id}"},
        tagged_as="prefix-list",
    ),
    "AWS::EC2::NetworkAcl": Served(
        service="ec2",
        create="create_network_acl",
        id="NetworkAcl.NetworkAclId",
        attributes={"Id": "NetworkAcl.NetworkAclId"},
        delete="delete_network_acl",
        identify={"NetworkAclId": "{id}"},
        tagged_as="network-acl",
    ),
    "AWS::EC2::NetworkAclEntry": Served(
        service="ec2",
        create="create_network_acl_entry",
        id_form="{NetworkAclId}",
        delete="delete_network_acl_entry",
        adapt=acl_entry,
    ),
}
HANDLERS = {
    **{resource_type: served.handler() for resource_type, served in SERVED.items()},
    "AWS::EC2::SecurityGroupIngress": rule_handler("ingress"),
    "AWS::EC2::SecurityGroupEgress": rule_handler("egress"),
    "AWS::EC2::SubnetNetworkAclAssociation": {
        "create": associate_acl,
        "delete": release_acl,
    },
}


HANDLERS["AWS::EC2::NetworkAclEntry"]["delete"] = delete_acl_entry
COMPLETIONS = {"AWS::EC2::VPCEndpoint": complete_endpoint}
