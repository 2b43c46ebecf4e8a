"""DynamoDB tables."""

from ..calls import call


def complete_table(name: str, properties: dict) -> None:
    """Set what UpdateTable and its siblings set after CreateTable."""
    if time_to_live := properties.get("TimeToLiveSpecification"):
        call("dynamodb", "update_time_to_live", TableName=name, TimeToLiveSpecification=time_to_live)
    if recovery := properties.get("PointInTimeRecoverySpecification"):
        call(
            "dynamodb",
            "update_continuous_backups",
            TableName=name,
            PointInTimeRecoverySpecification=recovery,
        )
    encryption = properties.get("SSESpecification") or {}
    if encryption.get("SSEEnabled"):
        from ministack.services import dynamodb

        dynamodb._tables[name]["SSEDescription"] = {
            "Status": "ENABLED",
            "SSEType": "KMS",
            "KMSMasterKeyArn": encryption.get("KMSMasterKeyId", "alias/aws/dynamodb"),
        }


HANDLERS: dict = {}
COMPLETIONS = {"AWS::DynamoDB::Table": complete_table}
