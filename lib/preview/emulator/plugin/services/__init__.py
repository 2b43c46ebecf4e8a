"""What MiniStack's services lack, put into the services, so that it holds for clients and CloudFormation alike."""

from . import cloudfront, invocations, network, operations, protection, rotation, secret_versions

MODULES = (operations, invocations, network, protection, cloudfront, secret_versions, rotation)


def install() -> None:
    """Change the services."""
    for module in MODULES:
        module.install()
