"""Where a function's request to the internet leads: to an origin of this machine, if the deployed network lets it.

A function outside of a network reaches every host that this machine stands in for. One inside reaches those that the
DNS firewall of its network resolves, over ports that its security groups open, where its subnets have a route out.
"""

from collections.abc import Iterator

from . import journal, stacks

GROUP = "AWS::EC2::SecurityGroup"
LIST = "AWS::Route53Resolver::FirewallDomainList"
RULES = "AWS::Route53Resolver::FirewallRuleGroup"
ASSOCIATION = "AWS::Route53Resolver::FirewallRuleGroupAssociation"

NO_NAME = "ENOTFOUND"
NO_ANSWER = "ETIMEDOUT"
"""The errors of the system by which a program hears that a name does not resolve, and that nobody answers."""

WAYS_OUT = ("NatGatewayId", "TransitGatewayId", "NetworkInterfaceId", "InstanceId", "VpcEndpointId", "CoreNetworkArn")
"""What a default route may lead to. An internet gateway is none: a function has no public address."""


def way_out(hosts: dict[str, str], function_arn: str, host: str, port: int) -> dict:
    """The origin that a function reaches under a host of the internet, or the error that it meets and why."""
    host = host.lower()
    failure = why_closed(function_arn, host, port)
    origin = hosts.get(host)
    if failure is None and origin is None:
        failure = NO_NAME, "nothing on this machine stands in for the host"
    if failure is None:
        return {"origin": origin}
    code, reason = failure
    journal.write(
        {"service": "network", "operation": f"Connect {host}:{port}", "resource": function_arn, "error": reason}
    )
    return {"failure": code, "reason": reason}


def why_closed(function_arn: str, host: str, port: int) -> tuple[str, str] | None:
    """The error by which the network of a function keeps it from a host, and the reason; nothing where it does not."""
    network = network_of(function_arn)
    if network is None:
        return None
    groups, subnets = network
    for vpc in sorted({vpc for subnet in subnets for vpc in vpcs_of(subnet)}):
        if not is_resolved(vpc, host):
            return NO_NAME, f"the DNS firewall of {vpc} does not resolve {host}"
    if not any(is_open(group, port) for group in groups):
        return NO_ANSWER, f"no security group of the function lets it connect to port {port}"
    closed = [subnet for subnet in subnets if has_route_out(subnet) is False]
    return (NO_ANSWER, f"no route leads out of {', '.join(closed)}") if closed else None


def network_of(function_arn: str) -> tuple[list[str], list[str]] | None:
    """The security groups and subnets of a function; nothing for one that is in no network."""
    _, _, _, region, account, _, name = function_arn.split(":")[:7]
    for each in stacks.of_type("AWS::Lambda::Function"):
        if (each["account"], each["region"], each["physicalId"]) == (account, region, name):
            config = each["properties"].get("VpcConfig") or {}
            subnets = config.get("SubnetIds") or []
            return (config.get("SecurityGroupIds") or [], subnets) if subnets else None
    return None


def vpcs_of(subnet: str) -> list[str]:
    """The network of a subnet. One that no stack has is of a network that no stack has."""
    return [each["properties"]["VpcId"] for each in found("AWS::EC2::Subnet", subnet)]


def is_resolved(vpc: str, host: str) -> bool:
    """Whether the DNS firewall of a network resolves a name; it does where no rule names it."""
    for rule in firewall_rules(vpc):
        if rule["Action"] == "ALERT" or not names(rule, host):
            continue
        return rule["Action"] == "ALLOW"
    return True


def firewall_rules(vpc: str) -> Iterator[dict]:
    """The rules of a network in their order: that of the groups first, and then that of the rules of each."""
    associations = [each["properties"] for each in stacks.of_type(ASSOCIATION)]
    for association in sorted(associations, key=lambda each: int(each["Priority"])):
        if association["VpcId"] == vpc:
            for group in found(RULES, association["FirewallRuleGroupId"]):
                yield from sorted(group["properties"]["FirewallRules"], key=lambda each: int(each["Priority"]))


def names(rule: dict, host: str) -> bool:
    """Whether a rule is about a name. Raises `ValueError` where its names are not known here."""
    lists = found(LIST, rule.get("FirewallDomainListId"))
    if not lists or "Domains" not in lists[0]["properties"]:
        raise ValueError(f"the emulator does not know which names the DNS firewall rule {rule} is about")
    return any(is_named(pattern.lower().rstrip("."), host) for pattern in lists[0]["properties"]["Domains"])


def is_named(pattern: str, host: str) -> bool:
    """Whether a domain of a list names a host: `*` names all, and `*.example.com` what is below."""
    return pattern in ("*", host) or (pattern.startswith("*.") and host.endswith(pattern[1:]))


def is_open(group: str, port: int) -> bool:
    """Whether a security group lets connections out. A group that no stack has is somebody else's, and not judged."""
    groups = found(GROUP, group)
    if not groups:
        return True
    own = groups[0]["properties"].get("SecurityGroupEgress")
    added = [each["properties"] for each in stacks.of_type("AWS::EC2::SecurityGroupEgress")]
    rules = [*(own or []), *(rule for rule in added if rule["GroupId"] == group)]
    # EC2 lets out everything until a rule is written.
    return not own or any(lets_out(rule, port) for rule in rules)


def lets_out(rule: dict, port: int) -> bool:
    """Whether a rule opens a port towards every address: nobody here knows what a name leads to."""
    if rule.get("CidrIp") != "0.0.0.0/0":
        return False
    protocol = str(rule["IpProtocol"])
    return protocol == "-1" or (protocol in ("tcp", "6") and int(rule["FromPort"]) <= port <= int(rule["ToPort"]))


def has_route_out(subnet: str) -> bool | None:
    """Whether a default route leads out of a subnet; unknown for one that no stack has."""
    if not found("AWS::EC2::Subnet", subnet):
        return None
    associations = [each["properties"] for each in stacks.of_type("AWS::EC2::SubnetRouteTableAssociation")]
    tables = {each["RouteTableId"] for each in associations if each["SubnetId"] == subnet}
    routes = [each["properties"] for each in stacks.of_type("AWS::EC2::Route")]
    return any(
        route["RouteTableId"] in tables
        and route.get("DestinationCidrBlock") == "0.0.0.0/0"
        and any(route.get(way) for way in WAYS_OUT)
        for route in routes
    )


def found(resource_type: str, physical_id: str | None) -> list[dict]:
    """The resource of a type with an id, whatever stack has it."""
    return [each for each in stacks.of_type(resource_type) if each["physicalId"] == physical_id]
