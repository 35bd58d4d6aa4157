"""Trying a companion out, and letting the model draft one: nothing of either is kept."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from app.generation.preview import PreviewLine, draft_card, preview_reply
from app.generation.turns import Turns
from app.personas import Persona


class PreviewService:
    """What it gives is work for the engine worker."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def preview(self, persona: Persona, lines: Sequence[PreviewLine]) -> Generator[object, None, object]:
        """Answer the last of *lines* as *persona*, who need not be kept; see ``preview_reply``."""
        return preview_reply(self._turns.prompts, persona, lines, self._turns.prefilled)

    def draft_card(self, notes: str) -> Generator[object, None, dict[str, str]]:
        """Let the model write a character from *notes*; gives the fields of its card."""
        return draft_card(self._turns.prompts, notes, self._turns.prefilled)
