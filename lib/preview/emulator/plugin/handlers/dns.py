"""Route 53."""

from ..calls import call

HANDLERS = {
    "AWS::Route53::HostedZone": {
        "delete": lambda physical_id, properties: call("route53", "delete_hosted_zone", Id=physical_id),
    },
}
COMPLETIONS: dict = {}
