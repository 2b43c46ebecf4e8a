"""What MiniStack's services lack, put into the services, so that it holds for clients and CloudFormation alike."""

from . import (
    account_switches,
    cloudfront,
    edge_functions,
    function_logs,
    invocations,
    network,
    operations,
    protection,
    records,
    resource_control,
    rotation,
    secret_versions,
    service_linked_roles,
)

MODULES = (
    records,
    account_switches,
    operations,
    invocations,
    network,
    protection,
    cloudfront,
    edge_functions,
    secret_versions,
    rotation,
    resource_control,
    function_logs,
    service_linked_roles,
)


def install() -> None:
    """Change the services."""
    for module in MODULES:
        module.install()
