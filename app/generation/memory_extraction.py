"""Making memories when nobody waits: a model is asked about the conversation it has just read, and what it was asked is
taken back.

What it is asked stands after what it holds already, so nothing is read again; taking it back costs nothing.  (Rolling
back a tail does what a fork would, without a second sequence.)  It gives way at its next token to whoever types.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Generator, Sequence

from app.boundaries import check_described
from app.chat import GONE, Author, ConversationId, Message
from app.core.clock import local
from app.core.errors import ContextFull, MinorsFilterTriggered
from app.core.paths import resources
from app.engine import Sampling
from app.generation.ephemeral import collect, stream_ephemeral
from app.generation.memory_context import MemoryContext
from app.generation.prompt_builder import PromptBuilder
from app.generation.reply_options import ReplyOptions
from app.memory import (
    BEGINS,
    BY_RULE,
    GRAMMAR,
    SaidBy,
    SpokenLine,
    begins,
    in_short,
    page_by_rule,
    read_answer,
    shortened,
    to_merge,
)
from app.models import Capability, ChatModel, ChatOptions
from app.personas import Persona
from app.prompting import ContextWindow

log = logging.getLogger("app.generation")

LEAST_PARAMETERS = 1_000_000_000
"""Smaller models note what was not said; for them there are only rules."""
ENOUGH_NEW, MOST_NEW = 6, 24
"""Messages that a model looks at together."""
CHAPTER_SHARE, UNTOLD_SHARE = 0.2, 0.5
"""A chapter tells so much of the window, once so much of it is not told yet."""
LEAST_MESSAGES = 4
ANSWER_TOKENS, CHAPTER_TOKENS = 420, 220
BEGUN = "In short:"
COOL = Sampling(temperature=0.2, top_k=40, top_p=0.9)


class MemoryExtraction:
    """Makes memories of one conversation at a time, on the engine worker."""

    def __init__(self, prompts: PromptBuilder) -> None:
        self._prompts = prompts
        self._questions = resources() / "prompts"

    def extract_pending(self, conversation_id: ConversationId) -> Generator[object, None, int]:
        """Read by rule what is new; how much was learned."""
        remembering = self._prompts.memory_context
        if remembering is None:
            return 0
        # The starter's small talk says nothing of it that should hold tomorrow.
        learns = not self._prompts.model.answers_as_starter
        return (
            yield from remembering.memory.extract_pending(
                conversation_id, remembering.personas_in(conversation_id), learns_of_them=learns
            )
        )

    def work(
        self, persona: Persona, conversation_id: ConversationId, history: Sequence[Message], window: ContextWindow
    ) -> Generator[object, None, None]:
        """Everything there is to do for *conversation_id*, of which *history* is what is read."""
        remembering = self._prompts.memory_context
        if (
            remembering is None
            or not remembering.memory.is_on
            or remembering.memory.choices.is_excluded(conversation_id)
        ):
            return
        yield from self.extract_pending(conversation_id)
        model = self._prompts.model.loaded if self._prompts.model.is_ready else None
        asked = model if model is not None and _can_tell(model) else None
        if asked is not None:
            yield from self._learn(remembering, persona, conversation_id, history, window, asked)
        yield from self._tell(remembering, persona, conversation_id, history, window, asked)
        yield from self._keep_journal(remembering, persona, conversation_id, history, window, asked)
        while (yield from remembering.memory.embed_some(8)):
            yield None

    # --- facts ---

    def _learn(
        self, remembering: MemoryContext, persona: Persona, conversation_id: ConversationId, history: Sequence[Message],
        window: ContextWindow, model: ChatModel,
    ) -> Generator[object, None, None]:  # fmt: skip
        memory = remembering.memory
        mark = memory.read_by_model(conversation_id)
        unheard = [line for line in _spoken(history) if line.id > mark][:MOST_NEW]
        gone = self._unremembered(unheard)
        new = [line for line in unheard if line.id not in gone]
        if len(new) < ENOUGH_NEW:
            return
        here, host = (
            remembering.here(persona, conversation_id),
            self._prompts.store.catalogue.persona_of(conversation_id),
        )
        words = self._words("remember.txt").replace("{first}", begins(new[0].text))
        words = words.replace("{you}", here.you or "the person").replace("{name}", persona.display_name)
        answer = yield from self._ask(
            persona, conversation_id, history, window, model, words, ANSWER_TOKENS, is_bound=True
        )
        if answer is None:
            return  # there is no room beside what is read; later there may be
        if answer:
            lines = [SpokenLine(line.id, "", line.text) for line in new]
            mine = [line.author is Author.ME for line in new]
            days = [local(line.created).date() for line in new]
            for lesson, place in read_answer(answer, lines, mine, days, here.you, persona.display_name):
                with contextlib.suppress(MinorsFilterTriggered):
                    check_described(lesson.text)
                    check_described(lesson.value)
                    for who in (
                        remembering.personas_in(conversation_id) if mine[place] else [_speaker(new[place], host)]
                    ):
                        memory.facts.learn(
                            [lesson],
                            persona=who,
                            conversation_id=conversation_id,
                            reach=memory.scope(who),
                            message=lines[place].id,
                            said_by=SaidBy.ME if mine[place] else SaidBy.PERSONA,
                            at=new[place].created,
                        )
        memory.note_read_by_model(conversation_id, unheard[-1].id)

    # --- the running story ---

    def _tell(
        self, remembering: MemoryContext, persona: Persona, conversation_id: ConversationId, history: Sequence[Message],
        window: ContextWindow, model: ChatModel | None,
    ) -> Generator[object, None, None]:  # fmt: skip
        memory, ways = remembering.memory, self._prompts.store.branches
        room = (model or self._prompts.model.loaded).facts.context_tokens if self._prompts.model.is_ready else 8192
        chapters = memory.stories.of(conversation_id, ways.on_way)
        after = chapters[-1].last if chapters else 0
        leaf = self._prompts.store.tree.leaf_of(conversation_id)
        untold = [line for line in _spoken(self._prompts.store.tree.path_to(leaf, since=after) if leaf else [])
                  if line.id > after]  # fmt: skip
        while part := _first_part(untold, room):
            untold = untold[len(part) :]
            is_read = bool(history) and part[0].id >= (window.first or 0)
            told = None
            # A model tells what it has read: where something of that is to be forgotten, there is only the rule.
            if model is not None and is_read and not self._unremembered(history):
                words = self._words("chapter.txt").replace("{first}", begins(part[0].text))
                words = words.replace("{last}", begins(part[-1].text))
                told = yield from self._ask(persona, conversation_id, history, window, model, words, CHAPTER_TOKENS)
            made_by = self._prompts.model.name if told else BY_RULE
            # Where nothing is to be told, that is kept too, so that the next part comes.
            told = told or in_short(self._lines(remembering, persona, conversation_id, part))
            memory.stories.add(conversation_id, part[0].id, part[-1].id, told, made_by=made_by)
            yield None
        yield from self._merge(remembering, persona, conversation_id, history, window, model)

    def _merge(
        self, remembering: MemoryContext, persona: Persona, conversation_id: ConversationId, history: Sequence[Message],
        window: ContextWindow, model: ChatModel | None,
    ) -> Generator[object, None, None]:  # fmt: skip
        stories = remembering.memory.stories
        while old := to_merge(stories.of(conversation_id, self._prompts.store.branches.on_way)):
            text = "\n".join(chapter.text for chapter in old)
            told = None
            if model is not None:
                words = self._words("merge.txt").replace("{chapters}", text)
                told = yield from self._ask(persona, conversation_id, history, window, model, words, CHAPTER_TOKENS)
            made_by = self._prompts.model.name if told else BY_RULE
            stories.add(conversation_id, old[0].first, old[-1].last, told or shortened(text), made_by=made_by,
                        level=old[0].level + 1)  # fmt: skip
            yield None

    # --- the journal ---

    def _keep_journal(
        self, remembering: MemoryContext, persona: Persona, conversation_id: ConversationId, history: Sequence[Message],
        window: ContextWindow, model: ChatModel | None,
    ) -> Generator[object, None, None]:  # fmt: skip
        memory = remembering.memory
        if not memory.choices.keeps_journal(persona.id) or (week := memory.journal.wants(persona.id)) is None:
            return
        here = remembering.here(persona, conversation_id)
        lines = memory.journal.lines(persona.id, week)
        learned = [memory.told(fact, here) for fact in memory.known(here) if week.begins <= fact.since <= week.ends]
        text = None
        if model is not None and not self._unremembered(history):
            notes = "\n".join([*learned, in_short([SpokenLine(0, here.you if mine else persona.display_name, said)
                                                   for mine, said in lines], 12)])  # fmt: skip
            words = self._words("journal.txt").replace("{notes}", notes)
            words = words.replace("{week}", f"{week.monday.day} {week.monday:%B %Y}")
            words = words.replace("{you}", here.you or "the person").replace("{name}", persona.display_name)
            text = yield from self._ask(persona, conversation_id, history, window, model, words, CHAPTER_TOKENS)
        memory.journal.add(persona.id, week, text or page_by_rule(lines, learned, here.you))

    def _unremembered(self, lines: Sequence[Message]) -> set[int]:
        """Those of *lines* of which nothing is to be remembered."""
        remembering = self._prompts.memory_context
        if remembering is None:
            return set()
        return remembering.memory.forgetting.not_to_tell([line.id for line in lines])

    def _lines(
        self, remembering: MemoryContext, persona: Persona, conversation_id: ConversationId, part: Sequence[Message]
    ) -> list[SpokenLine]:
        you = remembering.here(persona, conversation_id).you or "The person"
        members = [member.persona for member in self._prompts.context_builder.casts.of(conversation_id)]
        names: dict[int, str] = {who.id: who.display_name for who in members}
        gone = self._unremembered(part)
        return [
            SpokenLine(
                line.id,
                you if line.author is Author.ME else names.get(line.speaker or 0, persona.display_name),
                line.text,
            )
            for line in part
            if line.id not in gone
        ]

    # --- asking ---

    def _words(self, name: str) -> str:
        return (self._questions / name).read_text("utf-8").strip()

    def _ask(
        self,
        persona: Persona,
        conversation_id: ConversationId,
        history: Sequence[Message],
        window: ContextWindow,
        model: ChatModel,
        words: str,
        most: int,
        *,
        is_bound: bool = False,
    ) -> Generator[object, None, str | None]:
        """What the model answers to *words* about what it has read; None where there is no room for it."""
        # An answer that is begun has no room for a thought before it.
        wish = ReplyOptions(outside=words, continue_from=BEGINS if is_bound else BEGUN, trigger="quiet")
        copy = ContextWindow()
        copy.begin_at(window.first)
        try:
            asked = self._prompts.build(persona, history, model, copy, conversation_id=conversation_id, wish=wish)
        except ContextFull:
            return None
        if copy.first != window.first or asked.prompt.tokens + most > model.facts.context_tokens:
            return None  # there is no room beside what is read; it is told by rule
        sampling = Sampling(temperature=0.1, top_k=20, grammar=GRAMMAR) if is_bound else COOL
        watch = self._prompts.boundaries.moderator(self._prompts.moderation_context(persona, conversation_id), [])
        try:
            answer = stream_ephemeral(model, asked.prompt.chat, ChatOptions(sampling, most), watch)
            return (yield from collect(answer)).strip()
        except MinorsFilterTriggered:
            model.clear_cache()
            log.info("what was made of a conversation crossed the minors filter and was dropped")
            return ""


def _can_tell(model: ChatModel) -> bool:
    """Whether a model can be asked what a conversation held: it must keep to a grammar and go on with what is given."""
    needed = {Capability.GRAMMAR, Capability.CONTINUE, Capability.PREFILL}
    return model.facts.parameters >= LEAST_PARAMETERS and needed <= model.capabilities


def _speaker(line: Message, host: int) -> int:
    return int(line.speaker) if line.speaker is not None and line.speaker != GONE else host


def _spoken(history: Sequence[Message]) -> list[Message]:
    return [line for line in history if line.is_readable]


def _first_part(untold: Sequence[Message], context_tokens: int) -> list[Message]:
    """The oldest messages that make a chapter; none while there are too few to tell of."""

    def size(line: Message) -> int:
        return len(line.text) // 4 + 8

    if sum(map(size, untold)) < UNTOLD_SHARE * context_tokens:
        return []
    part: list[Message] = []
    tokens = 0
    for line in untold:
        if tokens >= CHAPTER_SHARE * context_tokens and len(part) >= LEAST_MESSAGES:
            break
        part.append(line)
        tokens += size(line)
    return part
