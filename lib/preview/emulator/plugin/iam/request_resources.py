"""The resources of requests that MiniStack takes for requests about every resource."""

import functools
import json
import re
from pathlib import Path
from typing import Any


@functools.cache
def forms() -> dict[str, str]:
    """The ARN of what an operation is about; `request-resources.json` describes its words in braces."""
    return json.loads((Path(__file__).parent / "request-resources.json").read_text())["resources"]


def named_resource(action: str, path: str, body: bytes, parameters: dict, place: tuple[str, str]) -> str | None:
    """The ARN of what a request is about; nothing where nobody has listed its operation, or it does not say."""
    form = forms().get(action)
    if form is None:
        return None
    region, account = place
    request = {**parameters, **members(body)}
    form = form.replace("{region}", region).replace("{account}", account)
    words = {word: text_of(word, path, request) for word in re.findall(r"\{([\w.]+)\}", form)}
    if None in words.values():
        return None
    return re.sub(r"\{([\w.]+)\}", lambda found: str(words[found[1]]), form)


def members(body: bytes) -> dict:
    """The members of a request in JSON; none in any other form."""
    try:
        found = json.loads(body) if body[:1] == b"{" else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def text_of(word: str, path: str, request: dict) -> str | None:
    """The text that a word in braces stands for."""
    if word.startswith("path."):
        parts = path.strip("/").split("/")
        number = int(word.removeprefix("path."))
        return parts[number] if number < len(parts) else None
    return first_text(request.get(word) or below(request, word))


def below(request: dict, word: str) -> Any:
    """What lies further down in a request."""
    found: Any = request
    for name in word.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def first_text(value: Any) -> str | None:
    """A text, or the first one of a list."""
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else None
