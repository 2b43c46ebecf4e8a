"""Filter patterns of CloudWatch Logs: the same for metric filters, subscriptions and searches.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html. Regular expressions and
space-delimited patterns are refused here, so that no pattern matches by chance.
"""

import functools
from collections.abc import Callable

from .errors import InvalidPattern
from .json_patterns import json_matcher
from .terms import terms_matcher

LONGEST = 1024

__all__ = ["InvalidPattern", "matcher"]


@functools.cache
def matcher(pattern: str) -> Callable[[str], bool]:
    """What tells whether a message matches. Raises `InvalidPattern`."""
    text = (pattern or "").strip()
    if len(text) > LONGEST:
        raise InvalidPattern(f"it has {len(text)} characters; the maximum is {LONGEST}")
    if not text:
        return lambda message: True
    if text.startswith("["):
        raise InvalidPattern("the emulator does not evaluate space-delimited patterns")
    return json_matcher(text) if text.startswith("{") else terms_matcher(text)
