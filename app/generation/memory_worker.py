"""Memories made, forgotten, written out and brought in, beside what is said."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from app.boundaries import (
    check_described,
)
from app.chat import (
    ConversationId,
    MessageId,
)
from app.core.errors import MinorsFilterTriggered
from app.core.scope import ScopeLevel
from app.core.workers import Deliver, Job, Priority, ignore_event, task
from app.generation.memory_evaluation import evaluate_memory, evaluation_questions
from app.generation.memory_extraction import MemoryExtraction
from app.generation.turns import Turns
from app.memory import FactId, SaidBy, as_json_file, as_text_file, read_memories
from app.personas import Persona


class MemoryWorker:
    """Works when nobody waits, on the engine worker; without memories it does nothing.

    Raises:
        AssertionError: what needs memories is asked for where there are none.
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._store = turns.prompts.store
        self._memory_context = turns.prompts.memory_context
        self._making = MemoryExtraction(turns.prompts)
        if self._memory_context is not None:
            self._memory_context.memory.forgetting.listeners.append(self.forget_words)

    def forget_words(self) -> None:
        """Something was forgotten, or deleted for good: no prompt, and no model, may hold words of it."""
        if self._memory_context is not None:
            self._memory_context.forget()
        if not self._turns.worker.is_closed:
            self._turns.worker.submit(task(self._forget_read))

    def _forget_read(self) -> None:
        self._turns.prefilled.recalled, self._turns.prefilled.speculative = None, None
        self._turns.prompts.model.forget_read()

    def remember(self, persona: Persona, conversation_id: ConversationId) -> Job | None:
        """When nobody waits, make memories of what was said in *conversation_id*."""
        if self._memory_context is None or self._turns.worker.is_closed:
            return None
        window = self._turns.windows[conversation_id]

        def work() -> Generator[object, None, None]:
            if self._turns.prompts.model.is_ready:
                self._turns.take_up(persona, conversation_id, self._turns.prompts.model.loaded)
            yield from self._making.work(persona, conversation_id, self._turns.history(conversation_id), window)

        return self._turns.worker.submit(work, priority=Priority.IDLE)

    def evaluate_memory(
        self, persona: Persona, conversation_id: ConversationId | None, deliver: Deliver = ignore_event
    ) -> Job | None:
        """Let the model answer a small exam made from what is known, with memory and without: ``EvaluationResult``
        each."""
        if self._memory_context is None:
            return None
        facts = self._memory_context.memory.known(self._memory_context.here(persona, conversation_id))
        exams = evaluation_questions(facts, seed=len(facts))
        return self._turns.worker.submit(
            lambda: evaluate_memory(self._turns.prompts, persona, conversation_id, exams, self._turns.prefilled),
            deliver=deliver,
        )

    def forget_for_good(self, only: Sequence[FactId] | None = None) -> bool:
        """Forget what was put away, or *only* some of it, and everything made from it.

        Says whether words of conversations went too.  Slow: off the Qt thread.
        """
        assert self._memory_context is not None
        words = self._memory_context.memory.forgetting.purge(only)
        if words:
            self._store.trash.take_words_out([MessageId(each) for each in words])
        self.forget_words()
        return bool(words)

    def export_memories(self, persona: Persona, you: str, *, as_text: bool) -> bytes:
        """Everything a companion knows, as a file that anybody can read."""
        assert self._memory_context is not None
        memory = self._memory_context.memory
        held, closed = memory.active(memory.facts.of(persona.id))
        facts = [*held, *closed]
        return (as_text_file if as_text else as_json_file)(facts, you, persona.display_name)

    def import_memories(self, persona: Persona, content: bytes) -> Generator[object, None, tuple[int, int]]:
        """Let a companion know what a file says; how many memories came in, and how many the minors filter refused.

        Raises:
            FileUnreadable, FileTooLarge: nothing was changed.
        """
        assert self._memory_context is not None
        memory = self._memory_context.memory
        kept = refused = 0
        for brought in read_memories(content):
            try:
                check_described(brought.lesson.text, brought.lesson.value)
            except MinorsFilterTriggered:
                refused += 1
                continue
            new = memory.facts.learn(
                [brought.lesson],
                persona=persona.id,
                conversation_id=None,
                reach=ScopeLevel.COMPANION,
                said_by=SaidBy.HAND,
                at=brought.since,
            )
            kept += len(new)
            for fact in new if brought.is_pinned else ():
                memory.facts.pin(fact, wanted=True)
            yield None
        self._memory_context.forget()
        return kept, refused

    def extract_pending(self, conversation_id: ConversationId) -> None:
        """Learn by rule what was said in *conversation_id*, at once."""
        for _ in self._making.extract_pending(conversation_id):
            pass
