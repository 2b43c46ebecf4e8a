"""Load balancers: the functions behind them."""

from ..calls import call
from ..errors import by_service
from ..iam.rights import function_admits

BALANCING = "elasticloadbalancing.amazonaws.com"


def register_functions(arn: str, properties: dict) -> None:
    """Functions are registered after the group is made, and have to admit the load balancer by then."""
    if properties.get("TargetType") != "lambda":
        return
    targets = [{"Id": target["Id"]} for target in properties.get("Targets", [])]
    for target in targets:
        if not function_admits(target["Id"], BALANCING):
            raise by_service(
                f"elasticloadbalancing principal does not have permission to invoke {target['Id']} from target group "
                f"{arn}",
                "ElasticLoadBalancingV2",
            )
    if targets:
        call("elbv2", "register_targets", TargetGroupArn=arn, Targets=targets)


HANDLERS: dict = {}
COMPLETIONS = {"AWS::ElasticLoadBalancingV2::TargetGroup": register_functions}
