"""IAM answers InvalidInput where a service-linked role exists already; MiniStack answers EntityAlreadyExists."""

import re
from collections.abc import Callable

from ministack.services import iam

from .replace import replace


def install() -> None:
    """Change MiniStack's refusal of the second role."""
    replace(iam, "_create_service_linked_role", refusing_as_iam)


def refusing_as_iam(create: Callable) -> Callable:
    """MiniStack's creation with IAM's words for a name that is in use."""

    def created(parameters: dict):
        answer = create(parameters)
        taken = re.search(r"Role with name (\S+) already exists", str(answer[2])) if answer[0] == 409 else None
        if taken is None:
            return answer
        sentence = f"Service role name {taken[1]} has been taken in this account, please try a different suffix."
        return iam._error(400, "InvalidInput", sentence, ns="iam")

    return created
