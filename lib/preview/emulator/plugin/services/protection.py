"""Deletions that services refuse: of what is protected, filled, or used by something else."""

import json
from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import acm, alb, backup, cloudwatch_logs, cognito, ec2, lambda_svc

from .cloudfront import distributions_naming
from .replace import refuse_if


def install() -> None:
    """Put each check before the service's delete."""
    refuse_if(acm, "_delete_certificate", certificate_in_use)
    refuse_if(alb, "_delete_lb", balancer_protected)
    refuse_if(alb, "_delete_tg", target_group_in_use)
    refuse_if(backup, "_delete_vault", vault_filled)
    refuse_if(cloudwatch_logs, "_delete_log_group", log_group_protected)
    refuse_if(cognito, "_delete_user_pool", user_pool_protected)
    refuse_if(ec2, "_delete_security_group", group_in_use)
    refuse_if(ec2, "_delete_subnet", subnet_in_use)


def parameter(parameters: dict, name: str) -> str:
    """The one value of a parameter of the query protocol."""
    value = parameters.get(name, "")
    return value[0] if isinstance(value, list) else value


def certificate_in_use(data: dict) -> Any:
    """A certificate serves a listener or a distribution."""
    arn = data.get("CertificateArn", "")
    listeners = [each for each in alb._listeners.values() if arn in json.dumps(each, default=str)]
    if arn and (listeners or distributions_naming(arn)):
        return error_response_json("ResourceInUseException", f"Certificate {arn} is in use.", 400)
    return None


def balancer_protected(parameters: dict) -> Any:
    """Deletion protection, and a VPC origin that leads to the load balancer."""
    from ministack.services import cloudfront

    arn = parameter(parameters, "LoadBalancerArn")
    attributes = {each["Key"]: each["Value"] for each in alb._lb_attrs.get(arn, [])}
    if attributes.get("deletion_protection.enabled") == "true":
        return alb._error(
            "OperationNotPermitted", f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
        )
    if any(arn in json.dumps(origin, default=str) for origin in cloudfront._vpc_origins.values()):
        return alb._error("ResourceInUse", f"Load balancer '{arn}' is in use by a CloudFront VPC origin")
    return None


def target_group_in_use(parameters: dict) -> Any:
    """A listener or a rule forwards to the group."""
    arn = parameter(parameters, "TargetGroupArn")
    users = [*alb._listeners.values(), *alb._rules.values()]
    if arn and any(arn in json.dumps(user, default=str) for user in users):
        return alb._error("ResourceInUse", f"Target group '{arn}' is currently in use by a listener or a rule")
    return None


def vault_filled(name: str) -> Any:
    """Recovery points keep their vault, and a lock keeps the recovery points."""
    vault = backup._vaults.get(name)
    if vault and vault["NumberOfRecoveryPoints"] > 0:
        return backup._err(
            "InvalidRequestException", f"Backup vault {name} cannot be deleted because it contains recovery points"
        )
    return None


def log_group_protected(data: dict) -> Any:
    """A log group may be protected from deletion."""
    group = cloudwatch_logs._log_groups.get(data.get("logGroupName"))
    if group and group.get("deletionProtectionEnabled"):
        return error_response_json(
            "ValidationException", f"Log group {data['logGroupName']} has deletion protection enabled", 400
        )
    return None


def user_pool_protected(data: dict) -> Any:
    """Deletion protection, and a domain that has to go first."""
    pool = cognito._user_pools.get(data.get("UserPoolId"))
    if pool and pool.get("DeletionProtection") == "ACTIVE":
        return error_response_json(
            "InvalidParameterException",
            "The user pool cannot be deleted because deletion protection is activated. "
            "Deletion protection must be inactivated first.",
            400,
        )
    if pool and (pool.get("Domain") or pool.get("CustomDomain")):
        return error_response_json(
            "InvalidParameterException",
            "User pool cannot be deleted. It has a domain configured that should be deleted first.",
            400,
        )
    return None


def users_of_network() -> list[dict]:
    """What has an interface in a subnet and in security groups."""
    functions = [each.get("config", {}).get("VpcConfig") or {} for each in lambda_svc._functions.values()]
    return [*ec2._vpc_endpoints.values(), *alb._lbs.values(), *functions]


def names(value: Any, identifier: str) -> bool:
    """Whether an identifier stands anywhere in what MiniStack keeps."""
    return f'"{identifier}"' in json.dumps(value, default=str)


def group_in_use(parameters: dict) -> Any:
    """A rule of another group, or an interface, refers to the group."""
    group = parameter(parameters, "GroupId")
    rules = [
        (other.get("IpPermissions"), other.get("IpPermissionsEgress"))
        for identifier, other in ec2._security_groups.items()
        if identifier != group
    ]
    if group and any(names(user, group) for user in [*rules, *users_of_network()]):
        return ec2._error("DependencyViolation", f"resource {group} has a dependent object", 400)
    return None


def subnet_in_use(parameters: dict) -> Any:
    """An interface lies in the subnet."""
    subnet = parameter(parameters, "SubnetId")
    users = [*users_of_network(), *ec2._nat_gateways.values()]
    live = [user for user in users if user.get("State") != "deleted"]
    if subnet and any(names(user, subnet) for user in live):
        return ec2._error("DependencyViolation", f"The subnet '{subnet}' has dependencies and cannot be deleted.", 400)
    return None
