"""Deletions by each service's own operation, so that what protects a resource there protects it from CloudFormation.

MiniStack's handlers take most resources out of its stores by hand.
"""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from ..calls import call, is_missing


def by(service: str, operation: str, **parameters: Any) -> dict:
    """A handler that deletes by one operation; `{id}` stands for the physical id."""

    def delete(physical_id: str, properties: dict) -> None:
        named = {
            name: value.format(id=physical_id) if isinstance(value, str) else value
            for name, value in parameters.items()
        }
        unless_missing(lambda: call(service, operation, **named))

    return {"delete": delete}


def unless_missing(deletion: Callable[[], object]) -> None:
    """CloudFormation takes what is gone already for deleted."""
    try:
        deletion()
    except ClientError as error:
        if not is_missing(error):
            raise


def by_etag(get: str, delete: str, **parameters: str) -> dict:
    """A handler for CloudFront, which deletes only what has not changed since it was read."""

    def deleted(physical_id: str, properties: dict) -> None:
        named = {name: value.format(id=physical_id) for name, value in parameters.items()}

        def by_version() -> None:
            etag = call("cloudfront", get, **named)["ETag"]
            call("cloudfront", delete, IfMatch=etag, **named)

        unless_missing(by_version)

    return {"delete": deleted}


def delete_distribution(physical_id: str, properties: dict) -> None:
    """CloudFormation disables a distribution before it deletes it."""
    current = call("cloudfront", "get_distribution_config", Id=physical_id)
    # MiniStack leaves an empty comment out, which the API demands.
    disabled = {"Comment": "", **current["DistributionConfig"], "Enabled": False}
    changed = call(
        "cloudfront", "update_distribution", Id=physical_id, IfMatch=current["ETag"], DistributionConfig=disabled
    )
    call("cloudfront", "delete_distribution", Id=physical_id, IfMatch=changed["ETag"])


def delete_function(physical_id: str, properties: dict) -> None:
    """A function is deleted in all its stages."""

    def by_version() -> None:
        etag = call("cloudfront", "describe_function", Name=physical_id, Stage="DEVELOPMENT")["ETag"]
        call("cloudfront", "delete_function", Name=physical_id, IfMatch=etag)

    unless_missing(by_version)


def delete_web_acl(physical_id: str, properties: dict) -> None:
    """The id of a web ACL is `name|id|scope`."""
    name, identifier, scope = physical_id.split("|")
    region = "us-east-1" if scope == "CLOUDFRONT" else None
    found = call("wafv2", "get_web_acl", region, Name=name, Id=identifier, Scope=scope)
    call("wafv2", "delete_web_acl", region, Name=name, Id=identifier, Scope=scope, LockToken=found["LockToken"])


HANDLERS = {
    "AWS::Backup::BackupVault": by("backup", "delete_backup_vault", BackupVaultName="{id}"),
    "AWS::CertificateManager::Certificate": by("acm", "delete_certificate", CertificateArn="{id}"),
    "AWS::CloudFront::CachePolicy": by_etag("get_cache_policy", "delete_cache_policy", Id="{id}"),
    "AWS::CloudFront::Distribution": {"delete": delete_distribution},
    "AWS::CloudFront::Function": {"delete": delete_function},
    "AWS::CloudFront::OriginAccessControl": by_etag(
        "get_origin_access_control", "delete_origin_access_control", Id="{id}"
    ),
    "AWS::CloudFront::OriginRequestPolicy": by_etag(
        "get_origin_request_policy", "delete_origin_request_policy", Id="{id}"
    ),
    "AWS::CloudFront::ResponseHeadersPolicy": by_etag(
        "get_response_headers_policy", "delete_response_headers_policy", Id="{id}"
    ),
    "AWS::Cognito::UserPool": by("cognito-idp", "delete_user_pool", UserPoolId="{id}"),
    "AWS::DynamoDB::Table": by("dynamodb", "delete_table", TableName="{id}"),
    "AWS::EC2::SecurityGroup": by("ec2", "delete_security_group", GroupId="{id}"),
    "AWS::EC2::Subnet": by("ec2", "delete_subnet", SubnetId="{id}"),
    "AWS::EC2::VPC": by("ec2", "delete_vpc", VpcId="{id}"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": by("elbv2", "delete_load_balancer", LoadBalancerArn="{id}"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": by("elbv2", "delete_target_group", TargetGroupArn="{id}"),
    "AWS::KMS::Alias": by("kms", "delete_alias", AliasName="{id}"),
    "AWS::Logs::LogGroup": by("logs", "delete_log_group", logGroupName="{id}"),
    "AWS::Route53::HostedZone": by("route53", "delete_hosted_zone", Id="{id}"),
    "AWS::S3::Bucket": by("s3", "delete_bucket", Bucket="{id}"),
    "AWS::SecretsManager::Secret": by(
        "secretsmanager", "delete_secret", SecretId="{id}", ForceDeleteWithoutRecovery=True
    ),
    "AWS::WAFv2::WebACL": {"delete": delete_web_acl},
}
COMPLETIONS: dict = {}
