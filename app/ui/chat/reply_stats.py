"""How a reply went, in one line for whoever asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale


def kept(stats: str) -> dict[str, Any]:
    """What was kept of how a reply went; empty where that cannot be read."""
    try:
        found = json.loads(stats)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def told(found: Mapping[str, Any], model: str) -> str:
    """The figures of a reply as they are read; empty for a message that has none."""
    if not found.get("tokens"):
        return ""
    number = QLocale().toString
    read = int(found.get("prompt_tokens", 0)) - int(found.get("reused_tokens", 0))
    parts = [
        _tr("First word after {} s").format(number(found.get("ttft_ms", 0) / 1000, "f", 2)),
        _tr("{} tokens a second").format(number(float(found.get("tokens_per_s", 0)), "f", 1)),
        _tr("{} tokens written").format(number(int(found["tokens"]))),
        _tr("{} of {} tokens read anew").format(number(read), number(int(found.get("prompt_tokens", 0)))),
    ]
    return " · ".join([*parts, model] if model else parts)


def context_taken(found: Mapping[str, Any]) -> int:
    """How many tokens of the context a conversation took with this reply; 0 where that is not known."""
    return int(found.get("prompt_tokens", 0)) + int(found.get("tokens", 0)) if found.get("tokens") else 0


def in_thousands(tokens: int) -> str:
    """A number of tokens in short: ``640``, ``1.9k``, ``32k``."""
    if tokens < 1000:
        return str(tokens)
    return f"{QLocale().toString(tokens / 1000, 'f', 1 if tokens < 10_000 and tokens % 1024 else 0)}k"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Figures", text)
