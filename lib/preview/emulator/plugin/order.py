"""The order of AWS Config's two parts: a recorder is complete when it records, and it records when it has a channel.

CloudFormation makes both at once, so that neither may depend on the other; MiniStack makes one after the other.
"""

from collections.abc import Callable

from . import failures
from .errors import Refused

RECORDER = "AWS::Config::ConfigurationRecorder"
CHANNEL = "AWS::Config::DeliveryChannel"

_channels: dict[str, list[str]] = {}
"""By stack, the channels of its template, and those only that do not wait for a recorder."""


def install() -> None:
    """Put channels after recorders where the template leaves that open."""
    from ministack.services.cloudformation import stacks

    stacks._topological_sort = with_channels_after(stacks._topological_sort)


def with_channels_after(order: Callable) -> Callable:
    """MiniStack's order of resources, in which each channel comes after the recorders."""

    def ordered(resources: dict, conditions: dict) -> list[str]:
        recorders = of_type(resources, RECORDER)
        channels = of_type(resources, CHANNEL)
        independent = [each for each in channels if not set(recorders) & needed_by(each, resources)]
        _channels[failures.deployed_stack() or ""] = independent
        waiting = {
            name: {**resources[name], "DependsOn": [*listed(resources[name].get("DependsOn", [])), *free]}
            for name in independent
            if (free := [each for each in recorders if name not in needed_by(each, resources)])
        }
        return order({**resources, **waiting}, conditions)

    return ordered


def of_type(resources: dict, resource_type: str) -> list[str]:
    """The logical ids of the resources of a type."""
    return [name for name, resource in resources.items() if resource["Type"] == resource_type]


def listed(value: str | list[str]) -> list[str]:
    """A list of one where the template has one value."""
    return [value] if isinstance(value, str) else value


def needed_by(name: str, resources: dict) -> set[str]:
    """All that a resource waits for."""
    from ministack.services.cloudformation.engine import _extract_deps

    found: set[str] = set()
    open_names = [name]
    while open_names:
        for each in _extract_deps(resources[open_names.pop()], set(resources)) - found:
            found.add(each)
            open_names.append(each)
    return found


def require_channel(resource_type: str, stack: str) -> None:
    """Raise `Refused` for a recorder that would never record: CloudFormation waits for it, and gives up."""
    from ministack.services import config

    if resource_type == RECORDER and not _channels.get(stack) and not list(config._delivery_channels):
        raise Refused(
            "Resource of type 'AWS::Config::ConfigurationRecorder' did not stabilize: it has no delivery channel"
        )
