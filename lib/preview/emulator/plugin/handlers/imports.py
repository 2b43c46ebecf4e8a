"""Imports of resources that exist, for the types that MiniStack cannot import."""

from ministack.services import backup, route53, secretsmanager


def import_secret(identifier: dict) -> tuple[str, dict]:
    """A secret is identified by its ARN."""
    name, secret = secretsmanager._resolve(identifier["Id"])
    return name, {"Id": secret["ARN"], "Arn": secret["ARN"]}


def why_no_secret(arn: str) -> str | None:
    """Why a secret cannot be imported."""
    _, secret = secretsmanager._resolve(arn)
    return None if secret else f"Secret {arn} was not found."


def import_zone(identifier: dict) -> tuple[str, dict]:
    """A hosted zone is identified by its id, and keeps its name servers."""
    zone = identifier["Id"]
    name = route53._zones[zone]["name"]
    [servers] = [each for each in route53._records[zone] if (each["Type"], each["Name"]) == ("NS", name)]
    return zone, {"Id": zone, "NameServers": [each.rstrip(".") for each in servers["ResourceRecords"]]}


def create_zone(logical_id: str, properties: dict, stack: str) -> tuple[str, dict]:
    """MiniStack tells other name servers than it writes into the new zone."""
    from ministack.services.cloudformation.provisioners import _r53_hosted_zone_create

    zone, _ = _r53_hosted_zone_create(logical_id, properties, stack)
    return import_zone({"Id": zone})


def why_no_zone(zone: str) -> str | None:
    """Why a hosted zone cannot be imported."""
    return None if zone in route53._zones else f"No hosted zone found with ID: {zone}"


def import_vault(identifier: dict) -> tuple[str, dict]:
    """A vault is identified by its name."""
    name = identifier["BackupVaultName"]
    return name, {"BackupVaultArn": backup._vaults[name]["BackupVaultArn"], "BackupVaultName": name}


def why_no_vault(name: str) -> str | None:
    """Why a vault cannot be imported."""
    return None if name in backup._vaults else f"Backup vault {name} was not found."


LOOKUPS = {
    "AWS::Backup::BackupVault": (("BackupVaultName",), why_no_vault),
    "AWS::Route53::HostedZone": (("Id",), why_no_zone),
    "AWS::SecretsManager::Secret": (("Id",), why_no_secret),
}
"""What identifies a resource to import, and who says why it cannot be, in the form of MiniStack's table."""

HANDLERS = {
    "AWS::Backup::BackupVault": {"import": import_vault},
    "AWS::Route53::HostedZone": {"create": create_zone, "import": import_zone},
    "AWS::SecretsManager::Secret": {"import": import_secret},
}
COMPLETIONS: dict = {}
