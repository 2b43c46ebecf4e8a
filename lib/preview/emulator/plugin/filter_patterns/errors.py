"""What is wrong with a filter pattern."""


class InvalidPattern(ValueError):
    """A pattern that CloudWatch Logs refuses, or that the emulator cannot evaluate."""
