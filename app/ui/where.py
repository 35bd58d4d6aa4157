"""Which conversation the screens beside the chat are about."""

from __future__ import annotations

from collections.abc import Callable

from app.chat import ConversationId
from app.personas import Persona

Where = Callable[[], tuple[Persona, ConversationId | None]]
"""Who is talked to, and in which conversation; None where nothing was said yet."""
