"""Patterns for lines of text: words and phrases that have to be there, `-` before what must not, `?` before others."""

import re
from collections.abc import Callable

from .errors import InvalidPattern

TERM = re.compile(r'\s*([?-]?)(?:"((?:\\.|[^"\\])*)"|([^\s"]+))')


def terms_matcher(pattern: str) -> Callable[[str], bool]:
    """What tells whether a line has the terms. Optional terms count only where no other term is there."""
    found: dict[str, list[str]] = {"": [], "-": [], "?": []}
    at = 0
    while at < len(pattern):
        match = TERM.match(pattern, at)
        if match is None or (match[3] or "").startswith("%"):
            raise InvalidPattern(f"there is no term at {pattern[at:]}")
        found[match[1]].append(match[3] if match[2] is None else re.sub(r"\\(.)", r"\1", match[2]))
        at = match.end()
    needed, denied, optional = found[""], found["-"], found["?"]

    def matches(message: str) -> bool:
        if any(term in message for term in denied) or not all(term in message for term in needed):
            return False
        return bool(needed) or not optional or any(term in message for term in optional)

    return matches
