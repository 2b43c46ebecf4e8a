"""Who may do what: MiniStack evaluates each signed request, and this adds what it leaves out."""

from .evaluation import install

__all__ = ["install"]
