"""The internet's name servers, as functions ask them.

A zone is led to by an NS record of its parent zone, where the parent is in one of the accounts. Any other zone counts
as registered with its own servers.
"""

from ministack.services import route53


def servers_of(name: str) -> list[str]:
    """The servers that a resolver finds for a zone; none where nothing leads to it."""
    wanted = f"{name.lower().rstrip('.')}."
    # The stores are those of all accounts, as the internet sees them.
    zones = {key: zone["name"].lower() for key, zone in route53._zones._data.items() if not zone.get("private")}
    parents = sorted((each for each in zones if is_below(wanted, zones[each])), key=lambda key: len(zones[key]))
    told = _servers_in(parents[-1], wanted) if parents else []
    if told:
        return told
    return next((_servers_in(key, wanted) for key, each in zones.items() if each == wanted), [])


def is_below(name: str, zone: str) -> bool:
    """Whether a name is a proper part of a zone."""
    return name.endswith(f".{zone}")


def _servers_in(key: tuple, name: str) -> list[str]:
    for record in route53._records._data.get(key, []):
        if record["Type"] == "NS" and record["Name"].lower().rstrip(".") == name.rstrip("."):
            return [_value(each) for each in record.get("ResourceRecords", [])]
    return []


def _value(record) -> str:
    return record["Value"] if isinstance(record, dict) else record
