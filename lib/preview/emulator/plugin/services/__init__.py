"""What MiniStack's services lack, put into the services, so that it holds for clients and CloudFormation alike."""

from . import (
    account_switches,
    alarms,
    backup_jobs,
    cloudfront,
    confirmations,
    edge_functions,
    event_rules,
    function_logs,
    invocations,
    metric_filters,
    network,
    operations,
    protection,
    publishing,
    records,
    resource_control,
    rotation,
    secret_versions,
    service_linked_roles,
    stream_batches,
    table_recovery,
    trail_events,
    zone_signing,
)

MODULES = (
    alarms,
    metric_filters,
    event_rules,
    trail_events,
    records,
    publishing,
    confirmations,
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
    stream_batches,
    service_linked_roles,
    backup_jobs,
    table_recovery,
    zone_signing,
)


def install() -> None:
    """Change the services."""
    for module in MODULES:
        module.install()
