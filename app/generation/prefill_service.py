"""Reading ahead: what will be asked is read before it is asked."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from app.chat import (
    ConversationId,
    Message,
)
from app.core import settings as s
from app.core.workers import Job, Priority, task
from app.engine import Engine
from app.generation.prefill import common, draft_message, whole_words
from app.generation.turns import Turns
from app.memory import RetrievedItem
from app.models import is_on_battery
from app.personas import Persona
from app.prompting import ContextWindow, Prompt

EAGER_TOKENS = 64
"""A reply begun unheard goes no further than this before somebody asks for it."""

ROOM_AHEAD = 256
"""Tokens kept free at idle for what will be said next, so that the window is made room in before, not after Enter."""


MayKeep = Callable[[Persona, ConversationId | None, str], bool]


class PrefillService:
    """Its jobs step aside for whatever somebody waits for.  *may_keep* says whether a draft may be read at all."""

    def __init__(self, turns: Turns, may_keep: MayKeep) -> None:
        self._turns = turns
        self._settings = turns.prompts.settings
        self._may_keep = may_keep
        self._warming_up: Job | None = None

    def typing(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> Job | None:
        """Read *draft* as if it were sent; a later one, or sending, takes its place.  None where that is turned off."""
        if not self._reads_ahead or not draft.strip():
            return None
        # A draft may never be sent: what it would push out of sight stays.
        window = self._turns.windows[conversation_id].copy()
        self._turns.draft_read = (conversation_id, draft.strip())

        def work() -> Generator[object, None, int]:
            # One that was put aside comes back; one that could not be loaded is not tried at every key.
            if not (self._turns.prompts.model.is_ready or self._turns.prompts.model.is_asleep):
                return 0
            if not self._may_keep(persona, conversation_id, draft):
                return 0
            engine = yield from self._turns.prompts.model.ensure()
            history, said = self._turns.history(conversation_id), draft.strip()
            recalled = self._turns.prompts.recall(persona, conversation_id, [*history, draft_message(said)], engine)
            prompt = self._prompt(persona, history, said, engine, window, recalled, conversation_id=conversation_id)
            stem = self._prompt(
                persona, history, whole_words(said), engine, window, recalled, conversation_id=conversation_id
            )
            # What stands after the last whole word, the end of the turn and the reply's header are a guess.
            sure = len(common(prompt.tokens, stem.tokens)) if stem.first == prompt.first else None
            read = yield from self._read(engine, conversation_id, prompt, prompt.tokens, sure)
            self._turns.prefilled.recalled = recalled
            if self._is_eager:
                yield from self._begin(persona, engine, prompt)
            return read

        return self._turns.worker.submit(work, priority=Priority.TYPING)

    def _begin(self, persona: Persona, engine: Engine, prompt: Prompt) -> Generator[object, None, None]:
        """Begin the reply unheard; the next key throws it away, and sending goes on with it."""
        self._turns.prefilled.speculative = prompt.tokens
        most = min(EAGER_TOKENS, self._settings.number(s.REPLY_TOKENS))
        for _ in engine.stream(prompt.tokens, self._turns.prompts.sampling(persona, engine), most):
            yield None

    def prompt_for_draft(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> Prompt:
        """What the model would read if *draft* were sent now.  On the engine worker, with the model loaded."""
        engine = self._turns.prompts.model.loaded
        return self._prompt(
            persona,
            self._turns.history(conversation_id),
            draft,
            engine,
            self._turns.windows[conversation_id].copy(),
            conversation_id=conversation_id,
        )

    def calibrate(self) -> Job | None:
        """When nobody waits, measure once what the model is quicker with on this machine."""
        if self._turns.worker.is_closed:
            return None
        return self._turns.worker.submit(self._turns.prompts.model.calibrate, priority=Priority.IDLE)

    def sleep(self) -> Job | None:
        """When nobody waits, free the model until it is wanted again."""
        if self._turns.worker.is_closed:
            return None
        return self._turns.worker.submit(task(self._turns.prompts.model.sleep), priority=Priority.IDLE)

    def warm_up(self, persona: Persona, conversation_id: ConversationId | None, *, keep: bool = False) -> Job | None:
        """When nobody waits, read what the next turn will begin with, whatever is said in it.

        With *keep* what was read is then kept for the next start.  The job's result is how many tokens were read.
        """
        if self._warming_up is not None:
            self._warming_up.cancel()
        if not self._reads_ahead:
            return None
        window = self._turns.windows[conversation_id]

        def work() -> Generator[object, None, int]:
            # What the minors filter remembers of a long conversation is found out here, not when something is sent.
            self._may_keep(persona, conversation_id, "")
            if not self._turns.prompts.model.is_ready:
                return 0
            engine = yield from self._turns.prompts.model.ensure()
            self._turns.take_up(persona, conversation_id, engine)
            history = self._turns.history(conversation_id)  # once: something may be said between two looks
            before = window.first
            self._make_room(persona, history, engine, window, conversation_id)
            if window.first != before:
                self._turns.take_up(persona, conversation_id, engine, is_read_anew=True)
            prompts = [
                self._prompt(persona, history, word, engine, window, conversation_id=conversation_id)
                for word in ("a", "b")
            ]
            sure = common(prompts[0].tokens, prompts[1].tokens)
            if not sure:
                return 0
            read = yield from self._read(engine, conversation_id, prompts[0], sure)
            if keep and conversation_id is not None and self._turns.kv_snapshots is not None:
                yield from self._turns.kv_snapshots.keep(
                    engine, self._turns.prompts.model.identity, conversation_id, sure
                )
            return read

        self._warming_up = self._turns.worker.submit(work, priority=Priority.IDLE)
        return self._warming_up

    def _make_room(
        self,
        persona: Persona,
        history: Sequence[Message],
        engine: Engine,
        window: ContextWindow,
        conversation_id: ConversationId | None,
    ) -> None:
        """Let the window drop its oldest quarter now if the next message would make it do so."""
        chat_format = self._turns.prompts.chat_format(persona, conversation_id)
        self._turns.prompts.build(
            persona, [*history, draft_message("a")], engine, chat_format, window,
            spare_tokens=min(ROOM_AHEAD, engine.facts.context_tokens // 16), conversation_id=conversation_id,
        )  # fmt: skip

    def _prompt(
        self,
        persona: Persona,
        history: Sequence[Message],
        draft: str,
        engine: Engine,
        window: ContextWindow,
        recalled: Sequence[RetrievedItem] = (),
        *,
        conversation_id: ConversationId | None,
    ) -> Prompt:
        chat_format = self._turns.prompts.chat_format(persona, conversation_id)
        said = [*history, draft_message(draft or "a")]
        return self._turns.prompts.build(
            persona, said, engine, chat_format, window, recalled, conversation_id=conversation_id
        ).prompt

    def _read(
        self,
        engine: Engine,
        conversation_id: ConversationId | None,
        prompt: Prompt,
        tokens: Sequence[int],
        sure: int | None = None,
    ) -> Generator[object, None, int]:
        """Bring *tokens*, the part of *prompt* that is sure, into the cache; how many had to be read."""
        if self._turns.kv_snapshots is not None and conversation_id is not None:
            identity = self._turns.prompts.model.identity
            yield from self._turns.kv_snapshots.restore(engine, identity, conversation_id, tokens)
        self._turns.prefilled.speculative = ()
        self._turns.prefilled.length = len(tokens)
        return (
            yield from engine.prefill(
                tokens, may_shift=self._turns.prefilled.allow_context_shift(conversation_id, prompt), sure=sure
            )
        )

    @property
    def _is_eager(self) -> bool:
        return self._settings.switch(s.EAGER) and not is_on_battery()

    @property
    def _reads_ahead(self) -> bool:
        return self._settings.switch(s.READ_AHEAD) and not self._turns.worker.is_closed
