"""Saying something and getting an answer: keeps what is said, and puts the turn on the engine worker."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from app.boundaries import (
    ModerationContext,
    Question,
    asked,
    is_safe_word,
    speaks_of_a_picture,
)
from app.chat import (
    Attachment,
    Author,
    ConversationId,
    Message,
    MessageId,
    Participant,
    State,
    next_speakers,
)
from app.core import limits
from app.core import settings as s
from app.core.errors import MinorsFilterTriggered
from app.core.text import Text, text
from app.core.translation import sentence
from app.core.workers import Cancelled, Deliver, Finished, Job, ignore_event
from app.generation.listeners import Listener, ReplyListeners, ReplySource
from app.generation.memory_worker import MemoryWorker
from app.generation.prefill import DraftRead, digests_of, draft_message
from app.generation.prefill_service import PrefillService
from app.generation.prompt_builder import SHOWN_LINES, shown_in
from app.generation.recorder import Stats
from app.generation.reply import REMEMBERED, reply, write_as_me
from app.generation.reply_options import PLAIN, ReplyOptions
from app.generation.turns import Turns
from app.personas import Persona, PersonaId

ANSWERS = {Question.SINCERE: "simulation", Question.IN_SCENE: "simulation_in_scene"}


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


class ReplyService:
    """Its methods return at once, with what is said on the disk; the reply comes by events."""

    def __init__(self, turns: Turns, memories: MemoryWorker) -> None:
        self._turns = turns
        self._store = turns.prompts.store
        self._settings = turns.prompts.settings
        self._context_builder = turns.prompts.context_builder
        self._boundaries = turns.prompts.boundaries
        self._memories = memories
        self._prefill = PrefillService(turns, self._may_read)
        self._listeners = ReplyListeners()

    @property
    def prefill(self) -> PrefillService:
        """Reads ahead, and stops when something is sent."""
        return self._prefill

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell *listener* of every event of every reply; see ``ReplyListeners``."""
        return self._listeners.subscribe(listener)

    def say(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        text: str,
        deliver: Deliver = ignore_event,
        *,
        sure: bool = False,
        delivery: str = "",
        seen: str = "",
    ) -> PendingReply:
        """Send *text* in *conversation_id*, or in a new conversation; it is on disk when this returns.

        *delivery* tells how it was spoken, and *seen* what a camera showed meanwhile, for this reply alone.

        The safe word pauses the scene instead.  A sincere question what one is talking to is answered by the app.

        Raises:
            MinorsFilterTriggered, TopicTouched: nothing was kept; the second not if the person is *sure*.
        """
        asked_at = time.perf_counter()
        if self.is_safe_word(text):
            return self.pause(persona, conversation_id, with_draft=False)
        limits.require_chars(text, limits.SAID, "message")
        shown = self._store.attachments.drafted(persona.id, conversation_id)
        leaf = self._store.tree.leaf_of(conversation_id) if conversation_id is not None else None
        before = self._before_eyes(leaf, text)
        self._check(
            persona, conversation_id, text, self._told(conversation_id), [*before, *shown], sure=sure, seen=seen
        )
        aside, is_answered = self._aside_for(persona, conversation_id, text)
        members = self._context_builder.casts.of(conversation_id)
        first, then = self._speakers(persona, conversation_id, text, members)
        where, mine, reply = self._store.tree.ask(
            persona.id, conversation_id, text, aside, is_answered=is_answered,
            speaker=first.id if first is not None and members else None, awaits_reply=first is not None,
        )  # fmt: skip
        if is_answered or first is None:
            return PendingReply(where, mine, reply, None)
        # The guess at the end of another draft is of no use to this one, and must not be waited for.
        as_read = self._turns.draft_read == DraftRead(conversation_id, text.strip(), digests_of(shown))
        self._turns.draft_read = None
        said = reply.parent or mine.id  # what the app said in between belongs to it
        wish = replace(PLAIN, delivery=delivery, seen=seen)
        job = self._submit(first, where, said, [reply.id], asked_at, deliver, goes_on=as_read, wish=wish)
        return PendingReply(where, mine, reply, job, then)

    def _before_eyes(self, leaf: MessageId | None, text: str) -> tuple[Attachment, ...]:
        """The pictures that count when *text* is said after *leaf*; see ``shown_in``."""
        if leaf is None:
            return ()
        last = REMEMBERED if speaks_of_a_picture(text) else SHOWN_LINES
        return shown_in([*self._store.tree.path_to(leaf, last=last), draft_message(text)])

    def _check(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        text: str,
        told: Sequence[str],
        shown: Sequence[Attachment],
        *,
        sure: bool,
        seen: str = "",
    ) -> None:
        """Let a message pass, or not; see ``Boundaries.check``."""
        who = self.moderation_context(persona, conversation_id)
        self._boundaries.check(who, text, told, sure=sure)
        with_pictures = self._turns.prompts.moderation_context(persona, conversation_id, shown, seen)
        if with_pictures.shows_young and not self._boundaries.passes_floor(with_pictures, text, told):
            raise MinorsFilterTriggered("picture")

    def _speakers(
        self, host: Persona, conversation_id: ConversationId | None, text: str, members: Sequence[Participant]
    ) -> tuple[Persona | None, tuple[PersonaId, ...]]:
        """Who answers *text* first, and who after; the host where it is between two, nobody where one is asked to."""
        if conversation_id is None or not members:
            return host, ()
        leaf = self._store.tree.leaf_of(conversation_id)
        history = [
            *(self._store.tree.path_to(leaf, last=len(members) + 2) if leaf is not None else []),
            draft_message(text),
        ]
        order = self._context_builder.directions.of(conversation_id).order
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
        members = {member.persona.id: member.persona for member in self._context_builder.casts.of(conversation_id)}
        leaf = self._store.tree.leaf_of(conversation_id)
        if speaker not in members or leaf is None or (after is not None and after != leaf):
            return None
        exchange = self._answer(members[speaker], conversation_id, leaf, asked_at, deliver)
        return replace(exchange, then=tuple(then))

    def speak_first(
        self, persona: Persona, conversation_id: ConversationId, hint: str, deliver: Deliver = ignore_event
    ) -> PendingReply:
        """Let *persona* say something at the end of *conversation_id* that answers nothing; *hint* tells them what."""
        asked_at = time.perf_counter()
        leaf = self._store.tree.leaf_of(conversation_id)
        assert leaf is not None, "somebody has said something before"
        return self._answer(persona, conversation_id, leaf, asked_at, deliver, wish=ReplyOptions(hint=hint))

    def _voice_of(self, host: Persona, conversation_id: ConversationId, message: Message) -> Persona:
        """Who said *message*, where several talk."""
        if message.speaker is None:
            return host
        members = {member.persona.id: member.persona for member in self._context_builder.casts.of(conversation_id)}
        return members.get(message.speaker, host)

    def is_safe_word(self, text: str) -> bool:
        """Whether *text* is the person's safe word."""
        return is_safe_word(text, self._settings.text(s.SAFE_WORD))

    def pause(
        self, persona: Persona, conversation_id: ConversationId | None, *, with_draft: bool = True
    ) -> PendingReply:
        """Step out of the fiction at once: nothing goes on in *conversation_id* until ``go_on``."""
        where, said = self._store.pauses.pause(
            persona.id, conversation_id, sentence(Text("notice.paused")), with_draft=with_draft
        )
        return PendingReply(where, None, said, None)

    def _aside_for(self, persona: Persona, conversation_id: ConversationId | None, text: str) -> tuple[str, bool]:
        """What the app says to *text*, and whether nobody else answers it."""
        question = asked(text)
        if question is not None:
            return _notice(ANSWERS[question], name=persona.name), question is Question.SINCERE
        return (
            ("", False)
            if conversation_id is None or self._may_answer(conversation_id)
            else (_notice("starter_paused"), True)
        )

    def _may_answer(self, conversation_id: ConversationId) -> bool:
        """Whether a model answers: the starter was trained to stay in character, and cannot step out of a scene."""
        return not (self._store.pauses.is_paused(conversation_id) and self._turns.prompts.model.answers_as_starter)

    def go_on(self, conversation_id: ConversationId) -> None:
        """The scene goes on with the next message."""
        self._store.pauses.resume(conversation_id)

    def may_keep(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> bool:
        """Whether what is being written may be kept: nothing beyond the filter is."""
        who = self.moderation_context(persona, conversation_id)
        return self._boundaries.passes_floor(who, draft, self._told(conversation_id))

    def _may_read(self, persona: Persona, conversation_id: ConversationId | None, draft: str) -> bool:
        """The same of a draft with the pictures beside it."""
        shown = self._store.attachments.drafted(persona.id, conversation_id)
        who = self.moderation_context(persona, conversation_id, shown)
        return self._boundaries.passes_floor(who, draft, self._told(conversation_id))

    def moderation_context(
        self, persona: Persona, conversation_id: ConversationId | None, pictures: Sequence[Attachment] = ()
    ) -> ModerationContext:
        """Who talks, as the boundaries know them, and what the *pictures* of this turn show."""
        return self._turns.prompts.moderation_context(persona, conversation_id, pictures)

    def _told(self, conversation_id: ConversationId | None) -> list[str]:
        """What was said last in *conversation_id*."""
        return self._told_until(self._store.tree.leaf_of(conversation_id) if conversation_id is not None else None)

    def _told_until(self, leaf: MessageId | None) -> list[str]:
        return self._store.tree.texts_to(leaf, REMEMBERED) if leaf is not None else []

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
            MinorsFilterTriggered: the hint is beyond the minors filter.
        """
        asked_at = time.perf_counter()
        old = self._store.tree.get(answer)
        said = old.parent
        assert said is not None, "a reply answers something"
        persona = self._voice_of(persona, conversation_id, old)
        if hint:
            self._boundaries.check(
                self.moderation_context(persona, conversation_id), hint, self._told_until(said), sure=True
            )
        wish = ReplyOptions(hint=hint, trigger="swipe")
        return self._answer(persona, conversation_id, said, asked_at, deliver, count=count, wish=wish)

    def continue_reply(
        self, persona: Persona, conversation_id: ConversationId, answer: MessageId, deliver: Deliver = ignore_event
    ) -> PendingReply:
        """Let the companion go on where *answer* ends: a longer version beside it, which is shown."""
        asked_at = time.perf_counter()
        old = self._store.tree.get(answer)
        assert old.parent is not None, "a reply answers something"
        begun = old.text.rstrip()
        new = self._store.tree.add(conversation_id, old.parent, Author.PERSONA, begun, State.OPEN, speaker=old.speaker)
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
        window = self._turns.windows[conversation_id].copy()

        def work() -> Generator[object, None, None]:
            history = self._turns.history(conversation_id)
            return write_as_me(
                self._turns.prompts, persona, history, window, conversation_id, so_far, self._turns.prefilled
            )

        return self._turns.worker.submit(work, deliver=deliver)

    def greet(self, persona: Persona) -> ConversationId | None:
        """A conversation that begins with the companion's greetings; None where they have none."""
        if not persona.card.greetings:
            return None
        conversation_id = self._store.catalogue.greet(persona.id, persona.card.greetings)
        # Now that the conversation has a number, what is picked by it is known.
        remembered: list[dict[str, str]] = [{} for _ in persona.card.greetings]
        told = [
            self._context_builder.resolved(persona, conversation_id, text, variables)
            for text, variables in zip(persona.card.greetings, remembered, strict=True)
        ]
        conversation_id = self._store.catalogue.greet(persona.id, told, conversation_id)
        leaf = self._store.tree.leaf_of(conversation_id)
        for message, variables in zip(self._store.tree.alternatives(leaf) if leaf else (), remembered, strict=False):
            if variables:
                self._context_builder.receipts.keep_variables(message.id, variables)
        return conversation_id

    def answer_last(
        self, persona: Persona, conversation_id: ConversationId, deliver: Deliver = ignore_event
    ) -> PendingReply:
        """Answer the last message, if it is the person's and has no answer."""
        asked_at = time.perf_counter()
        return self._answer_by_whom(
            persona, conversation_id, self._store.tree.path(conversation_id, last=1)[-1], asked_at, deliver
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
            MinorsFilterTriggered, TopicTouched: nothing was kept; the second not if the person is *sure*.
        """
        asked_at = time.perf_counter()
        old = self._store.tree.get(message)
        if old.author is Author.ME and self.is_safe_word(text):
            return self.pause(persona, conversation_id)
        limits.require_chars(text, limits.MESSAGE, "message")
        sure = sure or old.author is Author.PERSONA
        told = self._told_until(old.parent)
        before = self._before_eyes(old.parent, text)
        self._check(persona, conversation_id, text, told, [*before, *old.attachments], sure=sure)
        new = self._store.tree.add(
            conversation_id, old.parent, old.author, text, speaker=old.speaker, in_place_of=old.id
        )
        if old.author is Author.PERSONA:
            return None
        aside, is_answered = self._aside_for(persona, conversation_id, text)
        if not aside:
            return self._answer_by_whom(persona, conversation_id, new, asked_at, deliver, new=new)
        said = self._store.tree.add_notice(conversation_id, new.id, aside)
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
            host, conversation_id, (new or said).text, self._context_builder.casts.of(conversation_id)
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
                conversation_id,
                new,
                self._store.tree.add_notice(conversation_id, said, _notice("starter_paused")),
                None,
            )
        speaker = persona.id if self._context_builder.casts.of(conversation_id) else None
        answer = self._store.tree.add(conversation_id, said, Author.PERSONA, "", State.OPEN, speaker=speaker)
        answers = [
            answer.id,
            *(self._store.replies.open_variants(conversation_id, answer.id, count - 1) if count > 1 else ()),
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
        window = self._turns.windows[conversation_id]
        source = ReplySource(conversation_id, answers[0], persona.id)

        def work() -> Generator[object, None, Stats]:
            # Read only now: a reply stopped just before this one has its last words by then.
            history = self._turns.path_to(said, window)
            return reply(
                self._turns.prompts,
                persona,
                history,
                answers,
                window,
                asked_at,
                last=self._turns.prefilled,
                kv_snapshots=self._turns.kv_snapshots,
                conversation_id=conversation_id,
                wish=wish,
            )

        def on_event(event: object) -> None:
            if isinstance(event, Cancelled):
                for answer in answers:
                    self._store.replies.mark_stopped(answer)  # a turn that never began could not close its reply itself
                self._store.replies.drop_empty(answers[1:])
            if isinstance(event, Finished | Cancelled):
                self._prefill.warm_up(persona, conversation_id)
                self._memories.remember(persona, conversation_id)
            self._listeners.tell(source, event)
            deliver(event)

        return self._turns.worker.submit(work, deliver=on_event, goes_on=goes_on)


def _notice(code: str, **arguments: str) -> str:
    """What the app says in a conversation: a sentence, as it is kept with what everybody else said there."""
    return sentence(text(f"notice.{code}", **arguments))
