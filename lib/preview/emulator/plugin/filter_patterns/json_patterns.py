"""Patterns for events that are JSON, such as `{ ($.eventName = "StopLogging") && ($.errorCode NOT EXISTS) }`.

`&&` binds closer than `||`. A pattern matches no event that is not JSON.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from .comparisons import OPERATORS, Value, compare
from .errors import InvalidPattern
from .selectors import MISSING, SELECTOR, selected

TOKEN = re.compile(
    rf"\s*(?:(?P<selector>{SELECTOR})|(?P<text>\"(?:\\.|[^\"\\])*\")|(?P<sign>&&|\|\||[<>!]=|[=<>(){{}}])"
    r"|(?P<word>[^\s\"=<>!&|(){}%]+))"
)
Test = Callable[[Any], bool]
Token = tuple[str, str]


def json_matcher(pattern: str) -> Callable[[str], bool]:
    """What tells whether a message is JSON of which the pattern is true."""
    test = Parser(pattern).whole()

    def matches(message: str) -> bool:
        try:
            event = json.loads(message)
        except ValueError:
            return False
        return isinstance(event, dict) and test(event)

    return matches


def tokens(pattern: str) -> list[Token]:
    """The kinds and texts of a pattern's parts."""
    found = []
    at = 0
    while pattern[at:].strip():
        match = TOKEN.match(pattern, at)
        if match is None:
            raise InvalidPattern(f"nothing is known that begins with {pattern[at:].strip()[:20]}")
        found.append((str(match.lastgroup), match[match.lastgroup or 0]))
        at = match.end()
    return found


class Parser:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.tokens = tokens(pattern)
        self.at = 0

    def whole(self) -> Test:
        """A pattern in its braces, and nothing after."""
        self.expect("{")
        test = self.either()
        self.expect("}")
        if self.at < len(self.tokens):
            raise InvalidPattern(f"{self.tokens[self.at][1]} comes after its end")
        return test

    def either(self) -> Test:
        """Tests of which one has to be true."""
        tests = self.series("||", self.both)
        return lambda event: any(test(event) for test in tests)

    def both(self) -> Test:
        """Tests that have to be true together."""
        tests = self.series("&&", self.one)
        return lambda event: all(test(event) for test in tests)

    def series(self, sign: str, part: Callable[[], Test]) -> list[Test]:
        """Parts with a sign between them."""
        found = [part()]
        while self.peek() == ("sign", sign):
            self.at += 1
            found.append(part())
        return found

    def one(self) -> Test:
        """A comparison, a question after a property, or a pattern in parentheses."""
        if self.peek() == ("sign", "("):
            self.at += 1
            test = self.either()
            self.expect(")")
            return test
        kind, selector = self.take()
        if kind != "selector":
            raise InvalidPattern(f"{selector} stands where a property has to")
        return self.question(selector) or self.comparison(selector)

    def question(self, selector: str) -> Test | None:
        """`IS NULL`, `IS TRUE`, `IS FALSE`, `EXISTS` and `NOT EXISTS`; nothing where it is none of them."""
        for words, test in QUESTIONS.items():
            ahead = self.tokens[self.at : self.at + len(words)]
            if [(kind, text.upper()) for kind, text in ahead] == [("word", word) for word in words]:
                self.at += len(words)
                return lambda event, test=test: test(selected(event, selector))
        return None

    def comparison(self, selector: str) -> Test:
        """A property, an operator and what it is compared with."""
        _, operator = self.take()
        kind, text = self.take()
        if operator not in OPERATORS or kind not in ("text", "word"):
            raise InvalidPattern(f"{selector} {operator} {text} is no comparison")
        wanted = Value.of_text(text[1:-1]) if kind == "text" else Value.of_word(text)
        if operator not in ("=", "!=") and wanted.number is None:
            raise InvalidPattern(f"{operator} compares numbers, and {text} is none")
        return lambda event: compare(selected(event, selector), operator, wanted)

    def peek(self) -> Token:
        """The next token."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "its end")

    def take(self) -> Token:
        """The next token, which is read with that."""
        token = self.peek()
        self.at += 1
        return token

    def expect(self, sign: str) -> None:
        """Read a sign that has to come."""
        _, text = self.take()
        if text != sign:
            raise InvalidPattern(f"{text} stands where {sign} has to")


QUESTIONS: dict[tuple[str, ...], Callable[[Any], bool]] = {
    ("IS", "NULL"): lambda value: value is None,
    ("IS", "TRUE"): lambda value: value is True,
    ("IS", "FALSE"): lambda value: value is False,
    ("NOT", "EXISTS"): lambda value: value is MISSING,
    ("EXISTS",): lambda value: value is not MISSING,
}
