"""S3 buckets."""

from ..calls import call
from .fit import fit


def complete_bucket(name: str, properties: dict) -> None:
    """Set encryption, lifecycle, logging and lock, each by the operation that S3 has for it."""
    if encryption := properties.get("BucketEncryption"):
        rules = [encryption_rule(rule) for rule in encryption["ServerSideEncryptionConfiguration"]]
        call("s3", "put_bucket_encryption", Bucket=name, ServerSideEncryptionConfiguration={"Rules": rules})
    if lifecycle := properties.get("LifecycleConfiguration"):
        rules = [lifecycle_rule(rule) for rule in lifecycle["Rules"]]
        call("s3", "put_bucket_lifecycle_configuration", Bucket=name, LifecycleConfiguration={"Rules": rules})
    if logging := properties.get("LoggingConfiguration"):
        enabled = {
            "TargetBucket": logging.get("DestinationBucketName", name),
            "TargetPrefix": logging.get("LogFilePrefix", ""),
        }
        call("s3", "put_bucket_logging", Bucket=name, BucketLoggingStatus={"LoggingEnabled": enabled})
    if lock := properties.get("ObjectLockConfiguration"):
        told = fit("s3", "put_object_lock_configuration", {"ObjectLockConfiguration": lock})
        call("s3", "put_object_lock_configuration", Bucket=name, **told)


def encryption_rule(rule: dict) -> dict:
    """A rule as S3 names its members."""
    by_default = dict(rule["ServerSideEncryptionByDefault"])
    if by_default["SSEAlgorithm"] == "aws:kms":
        by_default.setdefault("KMSMasterKeyID", "alias/aws/s3")
    return {
        "ApplyServerSideEncryptionByDefault": by_default,
        "BucketKeyEnabled": str(rule.get("BucketKeyEnabled", False)).lower() == "true",
    }


def lifecycle_rule(rule: dict) -> dict:
    """A rule as S3 names its members: what templates write flat is nested there."""
    told: dict = {
        "ID": rule.get("Id", "rule"),
        "Status": rule["Status"],
        "Filter": {"Prefix": rule.get("Prefix", "")},
    }
    if "ExpirationInDays" in rule:
        told["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
    if expiration := rule.get("NoncurrentVersionExpiration"):
        told["NoncurrentVersionExpiration"] = {
            name: int(value)
            for name, value in expiration.items()
            if name in ("NoncurrentDays", "NewerNoncurrentVersions")
        }
    if abort := rule.get("AbortIncompleteMultipartUpload"):
        told["AbortIncompleteMultipartUpload"] = {"DaysAfterInitiation": int(abort["DaysAfterInitiation"])}
    if transitions := rule.get("Transitions"):
        told["Transitions"] = [
            {"StorageClass": each["StorageClass"], "Days": int(each["TransitionInDays"])} for each in transitions
        ]
    return told


HANDLERS: dict = {}
COMPLETIONS = {"AWS::S3::Bucket": complete_bucket}
