"""The types that this emulator answers for, and how: `types.json` lists each, and no other deploys."""

import functools
import json
from pathlib import Path

from .errors import Refused

CUSTOM = ("Custom::", "AWS::CloudFormation::")


@functools.cache
def all_types() -> dict[str, dict]:
    """Each type with what is to be known of it; the members are described in `types.json` itself."""
    return json.loads((Path(__file__).parent / "types.json").read_text())["types"]


def recorded_types() -> dict[str, dict]:
    """The types of which no service is emulated: their properties are kept and told, and that is all."""
    return {name: told for name, told in all_types().items() if "recorded" in told}


def has_schema(resource_type: str) -> bool:
    """Whether a schema of the registry describes this type."""
    return not resource_type.startswith(CUSTOM) and resource_type != "AWS::CDK::Metadata"


def require_known(resource_type: str) -> None:
    """Raise `Refused` for a type that nobody has looked at."""
    if has_schema(resource_type) and resource_type not in all_types():
        raise Refused(
            f"The emulator does not know {resource_type}: list it in types.json, as served or as recorded, "
            "and let the deployment test read it back"
        )
