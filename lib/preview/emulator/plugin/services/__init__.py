"""What MiniStack's services lack, put into the services, so that it holds for clients and CloudFormation alike."""

from . import cloudfront, operations, protection

MODULES = (operations, protection, cloudfront)


def install() -> None:
    """Change the services."""
    for module in MODULES:
        module.install()
