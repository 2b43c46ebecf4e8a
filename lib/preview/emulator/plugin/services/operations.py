"""Operations that MiniStack's services lack, and that CloudFormation or a reader of what it made needs."""

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, error_response_json, json_response
from ministack.services import backup, cloudwatch_logs, config, waf

_web_acl_logging = AccountRegionScopedDict()


def install() -> None:
    """Answer these operations before MiniStack refuses them."""
    add_actions(
        config,
        {
            "DeleteConfigurationRecorder": lambda data: forgotten(
                config._recorders, data["ConfigurationRecorderName"], "NoSuchConfigurationRecorderException"
            ),
            "DeleteDeliveryChannel": lambda data: forgotten(
                config._delivery_channels, data["DeliveryChannelName"], "NoSuchDeliveryChannelException"
            ),
        },
    )
    add_actions(
        waf,
        {
            "PutLoggingConfiguration": put_logging,
            "GetLoggingConfiguration": get_logging,
            "DeleteLoggingConfiguration": delete_logging,
        },
    )
    add_actions(cloudwatch_logs, {"PutLogGroupDeletionProtection": protect_log_group})
    tell_protection()
    add_vault_lock()


def forget() -> None:
    """Empty what is kept here."""
    _web_acl_logging.clear()


def add_actions(module: ModuleType, actions: dict[str, Callable[[dict], Any]]) -> None:
    """Add operations to a service whose requests name them in a header."""
    original = module.handle_request

    async def handle_request(method, path, headers, body, query_params):
        action = actions.get(headers.get("x-amz-target", "").split(".")[-1])
        if action is None:
            return await original(method, path, headers, body, query_params)
        return action(json.loads(body) if body else {})

    module.handle_request = handle_request


def forgotten(store: dict, name: str, error: str) -> Any:
    """Delete by name from one of MiniStack's stores."""
    if store.pop(name, None) is None:
        return error_response_json(error, f"{name} does not exist", 400)
    return json_response({})


def put_logging(data: dict) -> Any:
    """Keep where a web ACL logs to."""
    told = data["LoggingConfiguration"]
    _web_acl_logging[told["ResourceArn"]] = told
    return json_response({"LoggingConfiguration": told})


def get_logging(data: dict) -> Any:
    """Tell where a web ACL logs to."""
    told = _web_acl_logging.get(data["ResourceArn"])
    if told is None:
        return error_response_json("WAFNonexistentItemException", "AWS WAF couldn't find your resource.", 400)
    return json_response({"LoggingConfiguration": told})


def delete_logging(data: dict) -> Any:
    """Forget where a web ACL logs to."""
    return forgotten(_web_acl_logging, data["ResourceArn"], "WAFNonexistentItemException")


def protect_log_group(data: dict) -> Any:
    """Protect a log group from deletion, or end that."""
    name = data["logGroupIdentifier"].split(":log-group:")[-1].removesuffix(":*")
    group = cloudwatch_logs._log_groups.get(name)
    if group is None:
        return error_response_json("ResourceNotFoundException", f"The log group {name} does not exist.", 400)
    group["deletionProtectionEnabled"] = data["deletionProtectionEnabled"]
    return json_response({})


def tell_protection() -> None:
    """DescribeLogGroups tells of the protection, too."""
    describe = cloudwatch_logs._describe_log_groups

    def described(data: dict) -> Any:
        status, headers, body = describe(data)
        told = json.loads(body)
        for group in told.get("logGroups", []):
            kept = cloudwatch_logs._log_groups[group["logGroupName"]]
            group["deletionProtectionEnabled"] = kept.get("deletionProtectionEnabled", False)
        return status, headers, json.dumps(told).encode()

    cloudwatch_logs._describe_log_groups = described


def add_vault_lock() -> None:
    """The lock and the policy of a vault; MiniStack tells of the one and asks for neither."""
    original = backup.handle_request

    async def handle_request(method, path, headers, body, query_params):
        parts = path.strip("/").split("/")
        if len(parts) == 3 and parts[0] == "backup-vaults" and method == "PUT":
            if parts[2] == "vault-lock":
                return lock_vault(parts[1], json.loads(body))
            if parts[2] == "access-policy":
                return put_vault_policy(parts[1], json.loads(body))
        return await original(method, path, headers, body, query_params)

    backup.handle_request = handle_request
    backup._get_vault_access_policy = vault_policy


def lock_vault(name: str, lock: dict) -> Any:
    """Lock a vault. With a grace period it becomes immutable."""
    vault = backup._vaults.get(name)
    if vault is None:
        return backup._err("ResourceNotFoundException", f"Vault '{name}' not found.", 404)
    least, most = lock.get("MinRetentionDays", 1), lock.get("MaxRetentionDays", 36_500)
    if least > most or lock.get("ChangeableForDays", 3) < 3:
        return backup._err("InvalidParameterValueException", f"The lock of vault {name} contradicts itself: {lock}")
    vault |= {"Locked": True, **lock}
    return backup._no_content()


def put_vault_policy(name: str, told: dict) -> Any:
    """Keep the policy of a vault."""
    vault = backup._vaults.get(name)
    if vault is None:
        return backup._err("ResourceNotFoundException", f"Vault '{name}' not found.", 404)
    vault["AccessPolicy"] = told["Policy"]
    return backup._no_content()


def vault_policy(name: str) -> Any:
    """Tell the policy of a vault."""
    vault = backup._vaults.get(name)
    if vault is None or "AccessPolicy" not in vault:
        return backup._err("ResourceNotFoundException", f"Vault '{name}' has no access policy.", 404)
    return backup._ok(
        {"BackupVaultName": name, "BackupVaultArn": vault["BackupVaultArn"], "Policy": vault["AccessPolicy"]}
    )
