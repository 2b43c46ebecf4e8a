"""What an account has before anything is deployed: the hosted zones that the storefront file names by their ids."""

from ministack.core.responses import request_scope

from .settings import Settings


def seed(settings: Settings) -> None:
    """Make the zones; called again after each reset."""
    from ministack.services import route53

    for zone in settings.zones:
        name = f"{zone.name.rstrip('.')}."
        with request_scope(zone.account, settings.home_region):
            route53._zones[zone.id] = {
                "id": zone.id,
                "name": name,
                "caller_reference": "before the emulator started",
                "comment": "",
                "private": False,
                "vpcs": [],
            }
            route53._records[zone.id] = route53._default_records(name)
