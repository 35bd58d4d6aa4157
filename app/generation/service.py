"""Saying something and getting an answer: adds the messages, puts the turn on the engine worker."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.boundaries import (
    PAUSED,
    Boundaries,
    BoundaryStore,
    ModerationContext,
    Question,
    answer,
    asked,
    check_described,
    is_safe_word,
)
from app.chat import (
    Author,
    ChatArchive,
    ConversationId,
    ConversationStore,
    Message,
    MessageId,
    Participant,
    State,
    next_speakers,
)
from app.core import limits
from app.core import settings as s
from app.core.errors import MinorsFilterTriggered
from app.core.settings import Settings
from app.core.words import N_
from app.core.workers import Cancelled, Deliver, Finished, Job, Priority, Worker, ignore_event, task
from app.engine import Engine
from app.generation.context import PLAIN, PromptContextBuilder, ReplyOptions
from app.generation.kv_snapshots import KvSnapshots
from app.generation.memory_context import MemoryContext
from app.generation.memory_evaluation import evaluate_memory, evaluation_questions
from app.generation.memory_extraction import MemoryExtraction
from app.generation.prefill import PrefillState, common, draft_message, whole_words
from app.generation.preview import PreviewLine, draft_card, preview_reply
from app.generation.prompt_builder import Setting, prompt_for
from app.generation.reply import REMEMBERED, Stats, reply, restore_kv_snapshot, write_as_me
from app.memory import FactId, Memory, MemoryScope, RetrievedItem, SaidBy, as_json_file, as_text_file, read_memories
from app.models import ModelSession, Numbers, SamplingOverrides, is_on_battery
from app.personas import Persona, PersonaId
from app.prompting import ContextWindow, Prompt

STARTER_PAUSED = N_(
    "The scene is paused. The tiny starter model cannot talk outside a story; a larger one can. Nothing goes on until"
    " you say so."
)

EAGER_TOKENS = 64
"""A reply begun unheard goes no further than this before somebody asks for it."""

QUICKLY_S = 4.0
"""A prompt that is read sooner than this may begin with something new at any pause."""

ROOM_AHEAD = 256
"""Tokens kept free at idle for what will be said next, so that the window is made room in before, not after Enter."""


@dataclass(frozen=True, slots=True)
class PendingReply:
    """Where a person said what, if anything new, the open reply to it, and the job that speaks it.

    Where the app itself answered, *answer* is that and there is no job.  *then* are those who speak after it, where
    several are in the conversation: ``speak_next`` lets them.
    """

    conversation_id: ConversationId
    question: Message | None
    answer: Message
    job: Job | None
    then: tuple[PersonaId, ...] = ()


class Conversations:
    """The conversations of an open vault.  Its methods return at once; the reply comes by events."""

    def __init__(
        self,
        store: ConversationStore,
        worker: Worker,
        model: ModelSession,
        settings: Settings,
        instructions: str,
        resume: KvSnapshots | None = None,
        word_choice: SamplingOverrides | None = None,
        boundaries: Boundaries | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.store = store
        self.context_builder = PromptContextBuilder(store, settings)
        self.memory_context = self._remember_with(memory) if memory is not None else None
        # There is no talking without the minors filter.
        self.boundaries = boundaries or Boundaries(BoundaryStore(store.vault))
        self.files = ChatArchive(store, self.context_builder.directions, self.context_builder.you, self.boundaries)
        self._worker = worker

        def changed(persona: Persona, model_name: str) -> Sequence[Numbers]:
            return word_choice.changed_for(persona.id, model_name) if word_choice is not None else ()

        self._given = Setting(
            store, model, settings, instructions, self.boundaries, self.context_builder, resume, self.memory_context,
            changed,
        )  # fmt: skip
        self._making = MemoryExtraction(self._given)
        self._settings = settings
        self._windows: defaultdict[ConversationId | None, ContextWindow] = defaultdict(ContextWindow)
        self._last = PrefillState()
        self._settling: Job | None = None
        self._draft: tuple[ConversationId | None, str] | None = None

    def _remember_with(self, memory: Memory) -> MemoryContext:
        """Let every conversation remember with *memory*."""
        chosen = partial(self.context_builder.you, remembers=False)
        remembering = MemoryContext(memory, self.store, self.context_builder.casts, chosen)
        self.context_builder.remembered_name = remembering.name_of_person
        memory.forgetting.listeners.append(self._forget_words)
        return remembering

    def _forget_words(self) -> None:
        """Something was forgotten: no prompt, and no model, may hold words of it."""
        assert self.memory_context is not None
        self.memory_context.forget()
        if not self._worker.is_closed:
            self._worker.submit(task(self._forget_read))

    def _forget_read(self) -> None:
        self._last.recalled, self._last.speculative = None, ()
        if self._given.model.is_ready:
            self._given.model.loaded.clear_cache()

    def say(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        text: str,
        deliver: Deliver = ignore_event,
        *,
        sure: bool = False,
    ) -> PendingReply:
        """Send *text* in *conversation_id*, or in a new conversation; it is on disk when this returns.

        The safe word pauses the scene instead.  A sincere question what one is talking to is answered by the app.

        Raises:
            FloorCrossed, TopicTouched: nothing was kept; the second not if the person is *sure*.
        """
        asked_at = time.perf_counter()
        if self.is_safe_word(text):
            return self.pause(persona, conversation_id, with_draft=False)
        limits.require_chars(text, limits.SAID, limits.LONG_MESSAGE)
        self.boundaries.check(
            self.moderation_context(persona, conversation_id), text, self._told(conversation_id), sure=sure
        )
        aside, is_answered = self._aside_for(persona, conversation_id, text)
        members = self.context_builder.casts.of(conversation_id)
        first, then = self._speakers(persona, conversation_id, text, members)
        where, mine, reply = self.store.tree.ask(
            persona.id, conversation_id, text, aside, is_answered=is_answered,
            speaker=first.id if first is not None and members else None, awaits_reply=first is not None,
        )  # fmt: skip
        if is_answered or first is None:
            return PendingReply(where, mine, reply, None)
        # The guess at the end of another draft is of no use to this one, and must not be waited for.
        as_read, self._draft = self._draft == (conversation_id, text.strip()), None
        said = reply.parent or mine.id  # what the app said in between belongs to it
        job = self._submit(first, where, said, [reply.id], asked_at, deliver, goes_on=as_read)
        return PendingReply(where, mine, reply, job, then)

    # --- several in one conversation ---

    def _speakers(
        self, host: Persona, conversation_id: ConversationId | None, text: str, members: Sequence[Participant]
    ) -> tuple[Persona | None, tuple[PersonaId, ...]]:
        """Who answers *text* first, and who after; the host where it is between two, nobody where one is asked to."""
        if conversation_id is None or not members:
            return host, ()
        leaf = self.store.tree.leaf_of(conversation_id)
        history = [
            *(self.store.tree.path_to(leaf, last=len(members) + 2) if leaf is not None else []),
            draft_message(text),
        ]
        order = self.context_builder.directions.of(conversation_id).order
        found = next_speakers(order, members, history, host.id, random.Random(f"{conversation_id}/{leaf}/speakers"))
        by_id = {member.persona.id: member.persona for member in members}
        return (by_id[found[0]], tuple(found[1:])) if found else (None, ())

    def speak_next(
        self,
        conversation_id: ConversationId,
        speaker: PersonaId,
        then: Sequence[PersonaId] = (),
        deliver: Deliver = ignore_event,
        *,
        after: MessageId | None = None,
    ) -> PendingReply | None:
        """Let *speaker* say something at the end of *conversation_id*; None where they are in it no more.

        With *after* also None where something else is shown last by now: a round ends when one turns away from it.
        """
        asked_at = time.perf_counter()
        members = {member.persona.id: member.persona for member in self.context_builder.casts.of(conversation_id)}
        leaf = self.store.tree.leaf_of(conversation_id)
        if speaker not in members or leaf is None or (after is not None and after != leaf):
            return None
        exchange = self._answer(members[speaker], conversation_id, leaf, asked_at, deliver)
        return replace(exchange, then=tuple(then))

    def _voice_of(self, host: Persona, conversation_id: ConversationId, message: Message) -> Persona:
        """Who said *message*, where several talk."""
        if message.speaker is None:
            return host
        members = {member.persona.id: member.persona for member in self.context_builder.casts.of(conversation_id)}
        return members.get(message.speaker, host)

    # --- boundaries ---

    def is_safe_word(self, text: str) -> bool:
        """Whether *text* is the person's safe word."""
        return is_safe_word(text, self._settings.text(s.SAFE_WORD))

    def pause(
        self, persona: Persona, conversation_id: ConversationId | None, *, with_draft: bool = True
    ) -> PendingReply:
        """Step out of the fiction at once: nothing goes on in *conversation_id* until ``go_on``."""
        where, said = self.store.pauses.pause(persona.id, conversation_id, PAUSED, with_draft=with_draft)
        return PendingReply(where, None, said, None)

    def _aside_for(self, persona: Persona, conversation_id: ConversationId | None, text: str) -> tuple[str, bool]:
        """What the app says to *text*, and whether nobody else answers it."""
        question = asked(text)
        if question is not None:
            return answer(persona.name, question), question is Question.SINCERE
        return ("", False) if conversation_id is None or self._may_answer(conversation_id) else (STARTER_PAUSED, True)

    def _may_answer(self, conversation_id: ConversationId) -> bool:
        """Whether a model answers: the starter was trained to stay in character, and cannot step out of a scene."""
        return not (self.store.pauses.is_paused(conversation_id) and self._given.model.answers_as_starter)

    def go_on(self, conversation_id: ConversationId) -> None:
        """The scene goes on with the next message."""
        self.store.pauses.resume(conversation_id)

    def may_keep(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> bool:
        """Whether what is being written may be kept, and read before it is sent: nothing beyond the filter is."""
        return self.boundaries.passes_floor(
            self.moderation_context(persona, conversation_id), draft, self._told(conversation_id)
        )

    def moderation_context(self, persona: Persona, conversation_id: ConversationId | None) -> ModerationContext:
        """Who talks, as the boundaries know them."""
        return self._given.moderation_context(persona, conversation_id)

    def _told(self, conversation_id: ConversationId | None) -> list[str]:
        """What was said last in *conversation_id*."""
        return self._told_until(self.store.tree.leaf_of(conversation_id) if conversation_id is not None else None)

    def _told_until(self, leaf: MessageId | None) -> list[str]:
        return self.store.tree.texts_to(leaf, REMEMBERED) if leaf is not None else []

    def regenerate(
        self,
        persona: Persona,
        conversation_id: ConversationId,
        answer: MessageId,
        deliver: Deliver = ignore_event,
        *,
        count: int = 1,
        hint: str = "",
    ) -> PendingReply:
        """Ask for another answer beside *answer*, or for several at once; the first of them is shown.

        With *hint* it is told what to do otherwise.

        Raises:
            FloorCrossed: the hint is beyond the minors filter.
        """
        asked_at = time.perf_counter()
        old = self.store.tree.get(answer)
        said = old.parent
        assert said is not None, "a reply answers something"
        persona = self._voice_of(persona, conversation_id, old)
        if hint:
            self.boundaries.check(
                self.moderation_context(persona, conversation_id), hint, self._told_until(said), sure=True
            )
        wish = ReplyOptions(hint=hint, trigger="swipe")
        return self._answer(persona, conversation_id, said, asked_at, deliver, count=count, wish=wish)

    def continue_reply(
        self, persona: Persona, conversation_id: ConversationId, answer: MessageId, deliver: Deliver = ignore_event
    ) -> PendingReply:
        """Let the companion go on where *answer* ends: a longer version beside it, which is shown."""
        asked_at = time.perf_counter()
        old = self.store.tree.get(answer)
        assert old.parent is not None, "a reply answers something"
        begun = old.text.rstrip()
        new = self.store.tree.add(conversation_id, old.parent, Author.PERSONA, begun, State.OPEN, speaker=old.speaker)
        persona = self._voice_of(persona, conversation_id, old)
        wish = ReplyOptions(continue_from=begun, trigger="continue")
        return PendingReply(
            conversation_id,
            None,
            new,
            self._submit(persona, conversation_id, old.parent, [new.id], asked_at, deliver, wish=wish),
        )

    def impersonate(
        self, persona: Persona, conversation_id: ConversationId, so_far: str = "", deliver: Deliver = ignore_event
    ) -> Job:
        """Let the model write the person's next message, going on with *so_far*; nothing of it is kept.

        Its words come as ``TextDelta``; what crosses the minors filter or touches a topic ends it.
        """
        window = self._windows[conversation_id].copy()

        def work() -> Generator[object, None, None]:
            history = self._history(conversation_id)
            return write_as_me(self._given, persona, history, window, conversation_id, so_far, self._last)

        return self._worker.submit(work, deliver=deliver)

    def preview(self, persona: Persona, lines: Sequence[PreviewLine], deliver: Deliver = ignore_event) -> Job:
        """Answer the last of *lines* as *persona*, who need not be kept; see ``preview`` of the rehearsal."""
        return self._worker.submit(lambda: preview_reply(self._given, persona, lines, self._last), deliver=deliver)

    def draft_card(self, notes: str, deliver: Deliver = ignore_event) -> Job:
        """Let the model write a character from *notes*; the job's result are the fields of its card."""
        return self._worker.submit(lambda: draft_card(self._given, notes, self._last), deliver=deliver)

    def greet(self, persona: Persona) -> ConversationId | None:
        """A conversation that begins with the companion's greetings; None where they have none."""
        if not persona.card.greetings:
            return None
        conversation_id = self.store.catalogue.greet(persona.id, persona.card.greetings)
        # Now that the conversation has a number, what is picked by it is known.
        remembered: list[dict[str, str]] = [{} for _ in persona.card.greetings]
        told = [
            self.context_builder.resolved(persona, conversation_id, text, variables)
            for text, variables in zip(persona.card.greetings, remembered, strict=True)
        ]
        conversation_id = self.store.catalogue.greet(persona.id, told, conversation_id)
        leaf = self.store.tree.leaf_of(conversation_id)
        for message, variables in zip(self.store.tree.alternatives(leaf) if leaf else (), remembered, strict=False):
            if variables:
                self.context_builder.receipts.keep_variables(message.id, variables)
        return conversation_id

    def answer_last(
        self, persona: Persona, conversation_id: ConversationId, deliver: Deliver = ignore_event
    ) -> PendingReply:
        """Answer the last message, if it is the person's and has no answer."""
        asked_at = time.perf_counter()
        return self._answer_by_whom(
            persona, conversation_id, self.store.tree.path(conversation_id, last=1)[-1], asked_at, deliver
        )

    def edit(
        self,
        persona: Persona,
        conversation_id: ConversationId,
        message: MessageId,
        text: str,
        deliver: Deliver = ignore_event,
        *,
        sure: bool = False,
    ) -> PendingReply | None:
        """Say *message* in other words: a new branch beside it.  The person's own is answered anew, as ``say`` says.

        Raises:
            FloorCrossed, TopicTouched: nothing was kept; the second not if the person is *sure*.
        """
        asked_at = time.perf_counter()
        old = self.store.tree.get(message)
        if old.author is Author.ME and self.is_safe_word(text):
            return self.pause(persona, conversation_id)
        limits.require_chars(text, limits.MESSAGE, limits.LONG_MESSAGE)
        sure = sure or old.author is Author.PERSONA
        self.boundaries.check(
            self.moderation_context(persona, conversation_id), text, self._told_until(old.parent), sure=sure
        )
        new = self.store.tree.add(conversation_id, old.parent, old.author, text, speaker=old.speaker)
        if old.author is Author.PERSONA:
            return None
        aside, is_answered = self._aside_for(persona, conversation_id, text)
        if not aside:
            return self._answer_by_whom(persona, conversation_id, new, asked_at, deliver, new=new)
        said = self.store.tree.add_notice(conversation_id, new.id, aside)
        if is_answered:
            return PendingReply(conversation_id, new, said, None)
        return self._answer_by_whom(persona, conversation_id, said, asked_at, deliver, new=new)

    def _answer_by_whom(
        self,
        host: Persona,
        conversation_id: ConversationId,
        said: Message,
        asked_at: float,
        deliver: Deliver,
        new: Message | None = None,
    ) -> PendingReply:
        """Answer *said*; where several are there, by whose turn it is, and by nobody where the person says whose."""
        first, then = self._speakers(
            host, conversation_id, (new or said).text, self.context_builder.casts.of(conversation_id)
        )
        if first is None:
            return PendingReply(conversation_id, new, said, None)
        return replace(self._answer(first, conversation_id, said.id, asked_at, deliver, new=new), then=then)

    def _answer(
        self,
        persona: Persona,
        conversation_id: ConversationId,
        said: MessageId,
        asked_at: float,
        deliver: Deliver,
        new: Message | None = None,
        count: int = 1,
        wish: ReplyOptions = PLAIN,
    ) -> PendingReply:
        if not self._may_answer(conversation_id):
            return PendingReply(
                conversation_id, new, self.store.tree.add_notice(conversation_id, said, STARTER_PAUSED), None
            )
        speaker = persona.id if self.context_builder.casts.of(conversation_id) else None
        answer = self.store.tree.add(conversation_id, said, Author.PERSONA, "", State.OPEN, speaker=speaker)
        answers = [
            answer.id,
            *(self.store.replies.open_variants(conversation_id, answer.id, count - 1) if count > 1 else ()),
        ]
        job = self._submit(persona, conversation_id, said, answers, asked_at, deliver, wish=wish)
        return PendingReply(conversation_id, new, answer, job)

    def _submit(
        self,
        persona: Persona,
        conversation_id: ConversationId,
        said: MessageId,
        answers: Sequence[MessageId],
        asked_at: float,
        deliver: Deliver,
        *,
        goes_on: bool = False,
        wish: ReplyOptions = PLAIN,
    ) -> Job:
        window = self._windows[conversation_id]

        def work() -> Generator[object, None, Stats]:
            # Read only now: a reply stopped just before this one has its last words by then.
            history = self._way_to(said, window)
            return reply(
                self._given,
                persona,
                history,
                answers,
                window,
                asked_at,
                last=self._last,
                conversation_id=conversation_id,
                wish=wish,
            )

        def heard(event: object) -> None:
            if isinstance(event, Cancelled):
                for answer in answers:
                    self.store.replies.mark_stopped(answer)  # a turn that never began could not close its reply itself
                self.store.replies.drop_empty(answers[1:])
            if isinstance(event, Finished | Cancelled):
                self.warm_up(persona, conversation_id)
                self.remember(persona, conversation_id)
            deliver(event)

        return self._worker.submit(work, deliver=heard, goes_on=goes_on)

    # --- reading ahead ---

    def typing(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> Job | None:
        """Read *draft* as if it were sent; a later one, or sending, takes its place.  None where that is turned off."""
        if not self._reads_ahead or not draft.strip():
            return None
        # A draft may never be sent: what it would push out of sight stays.
        window = self._windows[conversation_id].copy()
        self._draft = (conversation_id, draft.strip())

        def work() -> Generator[object, None, int]:
            # One that was put aside comes back; one that could not be loaded is not tried at every key.
            if not (self._given.model.is_ready or self._given.model.is_asleep):
                return 0
            if not self.may_keep(persona, conversation_id, draft):
                return 0
            engine = yield from self._given.model.ensure()
            history, said = self._history(conversation_id), draft.strip()
            recalled = self._given.recall(persona, conversation_id, [*history, draft_message(said)], engine)
            prompt = self._prompt(persona, history, said, engine, window, recalled, conversation_id=conversation_id)
            stem = self._prompt(
                persona, history, whole_words(said), engine, window, recalled, conversation_id=conversation_id
            )
            # What stands after the last whole word, the end of the turn and the reply's header are a guess.
            sure = len(common(prompt.tokens, stem.tokens)) if stem.first == prompt.first else None
            read = yield from self._read(engine, conversation_id, prompt, prompt.tokens, sure)
            self._last.recalled = recalled
            if self._is_eager:
                yield from self._begin(persona, engine, prompt)
            return read

        return self._worker.submit(work, priority=Priority.TYPING)

    def _begin(self, persona: Persona, engine: Engine, prompt: Prompt) -> Generator[object, None, None]:
        """Begin the reply unheard; the next key throws it away, and sending goes on with it."""
        self._last.speculative = prompt.tokens
        most = min(EAGER_TOKENS, self._settings.number(s.REPLY_TOKENS))
        for _ in engine.stream(prompt.tokens, self._given.sampling(persona, engine), most):
            yield None

    def prompt_for_draft(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> Prompt:
        """What the model would read if *draft* were sent now.  On the engine worker, with the model loaded."""
        engine = self._given.model.loaded
        return self._prompt(
            persona,
            self._history(conversation_id),
            draft,
            engine,
            self._windows[conversation_id].copy(),
            conversation_id=conversation_id,
        )

    def calibrate(self) -> Job | None:
        """When nobody waits, measure once what the model is quicker with on this machine."""
        if self._worker.is_closed:
            return None
        return self._worker.submit(self._given.model.calibrate, priority=Priority.IDLE)

    def sleep(self) -> Job | None:
        """When nobody waits, free the model until it is wanted again."""
        if self._worker.is_closed:
            return None
        return self._worker.submit(task(self._given.model.sleep), priority=Priority.IDLE)

    def warm_up(self, persona: Persona, conversation_id: ConversationId | None, *, keep: bool = False) -> Job | None:
        """When nobody waits, read what the next turn will begin with, whatever is said in it.

        With *keep* what was read is then kept for the next start.  The job's result is how many tokens were read.
        """
        if self._settling is not None:
            self._settling.cancel()
        if not self._reads_ahead:
            return None
        window = self._windows[conversation_id]

        def work() -> Generator[object, None, int]:
            if not self._given.model.is_ready:
                return 0
            engine = yield from self._given.model.ensure()
            self._take_up(persona, conversation_id, engine)
            self.may_keep(
                persona, conversation_id, ""
            )  # what the minors filter remembers of a long conversation is found out here
            history = self._history(conversation_id)  # once: something may be said between two looks
            before = window.first
            self._make_room(persona, history, engine, window, conversation_id)
            if window.first != before:
                self._take_up(persona, conversation_id, engine, is_read_anew=True)
            prompts = [
                self._prompt(persona, history, word, engine, window, conversation_id=conversation_id)
                for word in ("a", "b")
            ]
            sure = common(prompts[0].tokens, prompts[1].tokens)
            if not sure:
                return 0
            read = yield from self._read(engine, conversation_id, prompts[0], sure)
            if keep and conversation_id is not None and self._given.kv_snapshots is not None:
                yield from self._given.kv_snapshots.keep(engine, self._given.model.identity, conversation_id, sure)
            return read

        self._settling = self._worker.submit(work, priority=Priority.IDLE)
        return self._settling

    def remember(self, persona: Persona, conversation_id: ConversationId) -> Job | None:
        """When nobody waits, make memories of what was said in *conversation_id*."""
        if self.memory_context is None or self._worker.is_closed:
            return None
        window = self._windows[conversation_id]

        def work() -> Generator[object, None, None]:
            if self._given.model.is_ready:
                self._take_up(persona, conversation_id, self._given.model.loaded)
            yield from self._making.work(persona, conversation_id, self._history(conversation_id), window)

        return self._worker.submit(work, priority=Priority.IDLE)

    def evaluate_memory(
        self, persona: Persona, conversation_id: ConversationId | None, deliver: Deliver = ignore_event
    ) -> Job | None:
        """Let the model answer a small exam made from what is known, with memory and without: ``EvaluationResult``
        each."""
        if self.memory_context is None:
            return None
        facts = self.memory_context.memory.known(self.memory_context.here(persona, conversation_id))
        exams = evaluation_questions(facts, seed=len(facts))
        return self._worker.submit(
            lambda: evaluate_memory(self._given, persona, conversation_id, exams, self._last), deliver=deliver
        )

    def forget_for_good(self, only: Sequence[FactId] | None = None) -> bool:
        """Forget what was put away, or *only* some of it, and everything made from it.

        Says whether words of conversations went too.  Slow: off the Qt thread.
        """
        assert self.memory_context is not None
        words = self.memory_context.memory.forgetting.purge(only)
        if words:
            self.store.trash.take_words_out([MessageId(each) for each in words])
        self._forget_words()
        return bool(words)

    def export_memories(self, persona: Persona, you: str, *, as_text: bool) -> bytes:
        """Everything a companion knows, as a file that anybody can read."""
        assert self.memory_context is not None
        memory = self.memory_context.memory
        held, closed = memory.active(memory.facts.of(persona.id))
        facts = [*held, *closed]
        return (as_text_file if as_text else as_json_file)(facts, you, persona.display_name)

    def import_memories(self, persona: Persona, content: bytes) -> Generator[object, None, tuple[int, int]]:
        """Let a companion know what a file says; how many memories came in, and how many the minors filter refused.

        Raises:
            FileUnreadable, FileTooLarge: nothing was changed.
        """
        assert self.memory_context is not None
        memory = self.memory_context.memory
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
                reach=MemoryScope.COMPANION,
                said_by=SaidBy.HAND,
                at=brought.since,
            )
            kept += len(new)
            for fact in new if brought.is_pinned else ():
                memory.facts.pin(fact, wanted=True)
            yield None
        self.memory_context.forget()
        return kept, refused

    def extract_pending(self, conversation_id: ConversationId) -> None:
        """Learn by rule what was said in *conversation_id*, at once."""
        for _ in self._making.extract_pending(conversation_id):
            pass

    def _take_up(
        self, persona: Persona, conversation_id: ConversationId | None, engine: Engine, *, is_read_anew: bool = False
    ) -> None:
        """Let prompts begin with what is known by now, where reading them anew is quick or must be done anyway."""
        remembering = self.memory_context
        if remembering is None:
            return
        if is_read_anew or (
            remembering.is_stale(persona, conversation_id) and engine.prefill_seconds(self._last.length) < QUICKLY_S
        ):
            remembering.refresh(persona, conversation_id)

    def _history(self, conversation_id: ConversationId | None) -> list[Message]:
        leaf = self.store.tree.leaf_of(conversation_id) if conversation_id is not None else None
        return self._way_to(leaf, self._windows[conversation_id]) if leaf is not None else []

    def _way_to(self, leaf: MessageId, window: ContextWindow) -> list[Message]:
        """What may be visible of the way to *leaf*: the thousandth turn must not cost more than the tenth."""
        if window.first is not None:
            way = self.store.tree.path_to(leaf, since=window.first)
            if way and way[0].id == window.first:
                return way
        return self.store.tree.path_to(leaf)  # the window began on another branch, or nowhere yet

    def _make_room(
        self,
        persona: Persona,
        history: Sequence[Message],
        engine: Engine,
        window: ContextWindow,
        conversation_id: ConversationId | None,
    ) -> None:
        """Let the window drop its oldest quarter now if the next message would make it do so."""
        chat_format = self._given.chat_format(persona, conversation_id)
        prompt_for(
            self._given, persona, [*history, draft_message("a")], engine, chat_format, window,
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
        chat_format = self._given.chat_format(persona, conversation_id)
        return prompt_for(
            self._given, persona, [*history, draft_message(draft or "a")], engine, chat_format, window, recalled,
            conversation_id=conversation_id,
        )  # fmt: skip

    def _read(
        self,
        engine: Engine,
        conversation_id: ConversationId | None,
        prompt: Prompt,
        tokens: Sequence[int],
        sure: int | None = None,
    ) -> Generator[object, None, int]:
        """Bring *tokens*, the part of *prompt* that is sure, into the cache; how many had to be read."""
        yield from restore_kv_snapshot(self._given, engine, conversation_id, tokens)
        self._last.speculative = ()
        self._last.length = len(tokens)
        return (
            yield from engine.prefill(
                tokens, may_shift=self._last.allow_context_shift(conversation_id, prompt), sure=sure
            )
        )

    @property
    def _is_eager(self) -> bool:
        return self._settings.switch(s.EAGER) and not is_on_battery()

    @property
    def _reads_ahead(self) -> bool:
        return self._settings.switch(s.READ_AHEAD) and not self._worker.is_closed
