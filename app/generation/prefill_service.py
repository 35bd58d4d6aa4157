"""Reading ahead: what will be asked is read before it is asked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

from app.chat import (
    Attachment,
    ConversationId,
    Message,
)
from app.core import settings as s
from app.core.workers import Job, Priority, task
from app.generation.considering import WHILE_TYPING_MS, glance, is_deep
from app.generation.prefill import DraftRead, digests_of, draft_message, whole_words
from app.generation.reply_options import PLAIN, ReplyOptions
from app.generation.turns import Turns
from app.memory import RetrievedItem
from app.models import Capability, ChatModel, ChatOptions, is_on_battery
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
        """Read *draft* as if it were sent, with the pictures that go with it; a later one, or sending, takes its place.

        None where that is turned off, or there is nothing to read.
        """
        if not self._reads_ahead:
            return None
        shown = self._turns.prompts.store.attachments.drafted(persona.id, conversation_id)
        if not draft.strip() and not shown:
            return None
        # A draft may never be sent: what it would push out of sight stays.
        window = self._turns.windows[conversation_id].copy()
        self._turns.draft_read = DraftRead(conversation_id, draft.strip(), digests_of(shown))

        def work() -> Generator[object, None, int]:
            # One that was put aside comes back; one that could not be loaded is not tried at every key.
            if not (self._turns.prompts.model.is_ready or self._turns.prompts.model.is_asleep):
                return 0
            if not self._may_keep(persona, conversation_id, draft):
                return 0
            model = yield from self._turns.prompts.model.ensure()
            if Capability.PREFILL not in model.capabilities:
                return 0  # what is being written leaves for no other machine before it is sent
            history, said = self._turns.history(conversation_id), draft.strip()
            as_sent = [*history, draft_message(said, shown)]
            recalled = self._turns.prompts.recall(persona, conversation_id, as_sent, model)
            felt = yield from glance(
                self._turns.prompts, persona, as_sent, model, window, conversation_id, WHILE_TYPING_MS
            )
            wish = replace(PLAIN, feeling=felt.feeling)
            prompt, stem = (
                self._prompt(
                    persona,
                    history,
                    words,
                    model,
                    window,
                    recalled,
                    wish,
                    conversation_id=conversation_id,
                    shown=shown,
                )
                for words in (said, whole_words(said))
            )
            # What stands after the last whole word, the end of the turn and the reply's header are a guess.
            stable = stem if stem.first == prompt.first else None
            read = yield from self._read(model, persona, conversation_id, prompt, stable)
            self._turns.prefilled.recalled = recalled
            if self._is_eager and not is_deep(self._turns.prompts, persona, conversation_id):
                yield from self._begin(persona, model, prompt)
            return read

        return self._turns.worker.submit(work, priority=Priority.TYPING)

    def _begin(self, persona: Persona, model: ChatModel, prompt: Prompt) -> Generator[object, None, None]:
        """Begin the reply unheard; the next key throws it away, and sending goes on with it."""
        self._turns.prefilled.speculative = prompt.chat
        most = min(EAGER_TOKENS, self._settings.number(s.REPLY_TOKENS))
        begun = model.chat(prompt.chat, ChatOptions(self._turns.prompts.sampling(persona, model), most))
        with contextlib.closing(begun):
            for _ in begun:
                yield None

    def prompt_for_draft(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> Prompt:
        """What the model would read if *draft* were sent now.  On the engine worker, with the model loaded."""
        model = self._turns.prompts.model.loaded
        return self._prompt(
            persona,
            self._turns.history(conversation_id),
            draft,
            model,
            self._turns.windows[conversation_id].copy(),
            conversation_id=conversation_id,
            shown=self._turns.prompts.store.attachments.drafted(persona.id, conversation_id),
        )

    def calibrate(self) -> Job | None:
        """When nobody waits, measure once what the model is quicker with on this machine."""
        if self._turns.worker.is_closed:
            return None
        return self._turns.worker.submit(self._turns.prompts.model.calibrate, priority=Priority.IDLE)

    def find_draft(self) -> Job | None:
        """When nobody waits, find a smaller model that guesses ahead for the one that answers."""
        if self._turns.worker.is_closed:
            return None
        return self._turns.worker.submit(self._turns.prompts.model.find_draft, priority=Priority.IDLE)

    def learn_feelings(self) -> Job | None:
        """When nobody waits, find out once how feelings are told by the model that answers."""
        attunement = self._turns.prompts.attunement
        if self._turns.worker.is_closed or attunement is None:
            return None

        def work() -> Generator[object, None, None]:
            if not self._turns.prompts.model.is_ready:
                return
            model = yield from self._turns.prompts.model.ensure()
            yield from attunement.learn(model)

        return self._turns.worker.submit(work, priority=Priority.IDLE)

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
            model = yield from self._turns.prompts.model.ensure()
            if Capability.PREFILL not in model.capabilities:
                return 0
            self._turns.take_up(persona, conversation_id, model)
            history = self._turns.history(conversation_id)  # once: something may be said between two looks
            before = window.first
            self._make_room(persona, history, model, window, conversation_id)
            if window.first != before:
                self._turns.take_up(persona, conversation_id, model, is_read_anew=True)
            one, other = (
                self._prompt(persona, history, word, model, window, conversation_id=conversation_id)
                for word in ("a", "b")
            )
            read = yield from self._read(model, persona, conversation_id, one, other, only_stable=True)
            if keep and self._turns.kv_snapshots is not None:
                if conversation_id is not None:
                    yield from self._turns.kv_snapshots.keep(model, conversation_id)
                if (yield from self._keep_companion(persona, conversation_id, model)):
                    # The cache holds no more than the companion now: what is open here comes back.
                    yield from self._read(model, persona, conversation_id, one, other, only_stable=True)
            return read

        self._warming_up = self._turns.worker.submit(work, priority=Priority.IDLE)
        return self._warming_up

    def _keep_companion(
        self, persona: Persona, conversation_id: ConversationId | None, model: ChatModel
    ) -> Generator[object, None, bool]:
        """Keep, once, what begins every conversation with *persona*; whether anything was read for it."""
        snapshots = self._turns.kv_snapshots
        assert snapshots is not None
        # Whatever is said, and whatever is remembered: what both of these begin with.
        one, other = (
            self._prompt(persona, (), words, model, ContextWindow(), (), wish, conversation_id=None)
            for words, wish in (("a", PLAIN), ("b", replace(PLAIN, forgets=True)))
        )
        length = model.shared_tokens(one.chat, other.chat)
        if snapshots.companions.has(model, persona.id, one.chat, length):
            return False
        if conversation_id is not None:
            # What is open may be too large for the disk, and must not be read anew for this.
            snapshots.warm.park(model, conversation_id)
        yield from model.prefill(one.chat, stable=other.chat, only_stable=True)
        self._turns.prefilled.first = None  # nothing of a conversation is in the cache
        yield from snapshots.companions.keep(model, persona.id)
        return True

    def _make_room(
        self,
        persona: Persona,
        history: Sequence[Message],
        model: ChatModel,
        window: ContextWindow,
        conversation_id: ConversationId | None,
    ) -> None:
        """Let the window drop its oldest quarter now if the next message would make it do so."""
        self._turns.prompts.build(
            persona, [*history, draft_message("a")], model, window,
            spare_tokens=min(ROOM_AHEAD, model.facts.context_tokens // 16), conversation_id=conversation_id,
        )  # fmt: skip

    def _prompt(
        self,
        persona: Persona,
        history: Sequence[Message],
        draft: str,
        model: ChatModel,
        window: ContextWindow,
        recalled: Sequence[RetrievedItem] = (),
        wish: ReplyOptions = PLAIN,
        *,
        conversation_id: ConversationId | None,
        shown: Sequence[Attachment] = (),
    ) -> Prompt:
        said = [*history, draft_message(draft or ("" if shown else "a"), shown)]
        return self._turns.prompts.build(
            persona, said, model, window, recalled, conversation_id=conversation_id, wish=wish
        ).prompt

    def _read(
        self,
        model: ChatModel,
        persona: Persona,
        conversation_id: ConversationId | None,
        prompt: Prompt,
        stable: Prompt | None,
        *,
        only_stable: bool = False,
    ) -> Generator[object, None, int]:
        """Bring *prompt*, or only what it shares with *stable*, into the cache; how many tokens had to be read."""
        if self._turns.kv_snapshots is not None:
            before = self._turns.prefilled.conversation_id
            yield from self._turns.kv_snapshots.restore(model, persona.id, conversation_id, prompt.chat, before)
        self._turns.prefilled.speculative = None
        self._turns.prefilled.length = prompt.tokens
        return (
            yield from model.prefill(
                prompt.chat,
                stable=stable.chat if stable is not None else None,
                only_stable=only_stable,
                may_shift=self._turns.prefilled.allow_context_shift(conversation_id, prompt),
            )
        )

    @property
    def _is_eager(self) -> bool:
        return self._settings.switch(s.EAGER) and not is_on_battery()

    @property
    def _reads_ahead(self) -> bool:
        return self._settings.switch(s.READ_AHEAD) and not self._turns.worker.is_closed
