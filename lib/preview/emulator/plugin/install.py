"""Puts everything into MiniStack, in the one order that works, and gives the application to serve."""

from collections.abc import Callable

from . import (
    change_rules,
    conditions,
    endpoints,
    failures,
    faults,
    iam,
    journal,
    lifecycle,
    order,
    patience,
    recorded,
    regions,
    rollbacks,
    seeds,
    services,
    stack_history,
    stack_outputs,
    stack_roles,
)
from .listeners import Listener
from .settings import Settings


def install(settings: Settings, listeners: list[Listener], end: Callable[[], None]):
    """Import MiniStack, change it, and seed the accounts."""
    regions.install(listeners)
    patience.install()
    faults.install()
    journal.install()
    iam.install()
    services.install()
    conditions.install()
    stack_outputs.install()
    change_rules.install()
    lifecycle.install()
    failures.install()
    order.install()
    rollbacks.install()
    stack_history.install()
    stack_roles.install()
    seeds.seed(settings)

    def reset() -> None:
        for forget in (
            recorded.forget,
            failures.forget,
            faults.forget,
            journal.forget,
            services.operations.forget,
            services.account_switches.forget,
            services.backup_jobs.forget,
            services.table_recovery.forget,
            services.stream_batches.forget,
        ):
            forget()
        seeds.seed(settings)

    return endpoints.application(hosts=settings.hosts, reset=reset, end=end)
