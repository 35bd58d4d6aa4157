"""Text that can be kept and read."""

from __future__ import annotations


def whole(text: str) -> str:
    """*text* with half letters (lone surrogates, as a bad paste can bring) replaced: they cannot be stored."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
