"""Trying a companion out, and letting the model draft one: nothing of either is kept."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.workers import Deliver, Job, ignore_event
from app.generation.preview import PreviewLine, draft_card, preview_reply
from app.generation.turns import Turns
from app.personas import Persona


class PreviewService:
    """Its jobs run on the engine worker."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def preview(self, persona: Persona, lines: Sequence[PreviewLine], deliver: Deliver = ignore_event) -> Job:
        """Answer the last of *lines* as *persona*, who need not be kept; see ``preview`` of the rehearsal."""
        return self._turns.worker.submit(
            lambda: preview_reply(self._turns.prompts, persona, lines, self._turns.prefilled), deliver=deliver
        )

    def draft_card(self, notes: str, deliver: Deliver = ignore_event) -> Job:
        """Let the model write a character from *notes*; the job's result are the fields of its card."""
        return self._turns.worker.submit(
            lambda: draft_card(self._turns.prompts, notes, self._turns.prefilled), deliver=deliver
        )
