"""Service-linked roles have the names that AWS gives them, and IAM answers InvalidInput where one exists already.

MiniStack makes the names up, and answers EntityAlreadyExists.
"""

import re
from collections.abc import Callable

from ministack.services import iam

from ..iam.linked_role_names import linked_role_name
from .replace import replace


def install() -> None:
    """Change MiniStack's creation."""
    replace(iam, "_create_service_linked_role", creating_as_iam)


def creating_as_iam(create: Callable) -> Callable:
    """MiniStack's creation with IAM's name, and IAM's words for a name that is in use."""

    def created(parameters: dict):
        service = iam._p(parameters, "AWSServiceName")
        name = linked_role_name(service)
        if name in iam._roles:
            sentence = f"Service role name {name} has been taken in this account, please try a different suffix."
            return iam._error(400, "InvalidInput", sentence, ns="iam")
        status, headers, body = create(parameters)
        if status >= 400:
            return status, headers, body
        text = body.decode() if isinstance(body, bytes) else body
        given = re.search(r"<RoleName>(.*?)</RoleName>", text)[1]
        role = iam._roles.pop(given)
        iam._roles[name] = {**role, "RoleName": name, "Arn": role["Arn"].replace(given, name)}
        return status, headers, text.replace(given, name).encode()

    return created
