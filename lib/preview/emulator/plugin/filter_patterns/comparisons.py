"""Comparisons of a property with a text, a number or an address, with stars for what may stand there."""

import operator
import re
from dataclasses import dataclass
from typing import Any

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
OPERATORS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Value:
    """What a property is compared with. A text in quotes is no number."""

    form: re.Pattern[str]
    number: float | None = None

    @staticmethod
    def of_text(quoted: str) -> "Value":
        """A text in quotes; a backslash takes a quote its meaning."""
        return Value(form_of(re.sub(r"\\(.)", r"\1", quoted)))

    @staticmethod
    def of_word(word: str) -> "Value":
        """A word without quotes, an address such as `10.0.*`, or a number."""
        return Value(form_of(word), float(word) if NUMBER.fullmatch(word) else None)


def form_of(text: str) -> re.Pattern[str]:
    """A text in which a star stands for any characters."""
    return re.compile(".*".join(re.escape(part) for part in text.split("*")), re.DOTALL)


def compare(found: Any, sign: str, wanted: Value) -> bool:
    """Whether a comparison is true. Of what is missing or null, and of objects and arrays, none is."""
    if isinstance(found, bool):
        return is_text(str(found).lower(), sign, wanted)
    if isinstance(found, int | float):
        return is_number(found, sign, wanted)
    return isinstance(found, str) and is_text(found, sign, wanted)


def is_number(found: float, sign: str, wanted: Value) -> bool:
    """Compare a number, with stars as a text."""
    if wanted.number is None:
        return is_text(str(found), sign, wanted)
    return bool(OPERATORS[sign](found, wanted.number))


def is_text(found: str, sign: str, wanted: Value) -> bool:
    """Compare a text, in which case counts."""
    if sign not in ("=", "!="):
        return False
    return bool(wanted.form.fullmatch(found)) == (sign == "=")
