"""What the model reads for one turn: the companion, what was said, and everything that stands around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.boundaries import (
    TOLD_AFTER_ASKING,
    TOLD_WHILE_PAUSED,
    Boundaries,
    Bounds,
    ModerationContext,
    speaks_of_a_picture,
    touched,
)
from app.chat import (
    GONE,
    Attachment,
    AttachmentKind,
    Author,
    ConversationId,
    ConversationStore,
    Message,
    MessageId,
    SystemNotice,
)
from app.core import settings as s
from app.core.settings import Settings
from app.engine import BARE, MediaKind, ModelChanges, ModelFacts, Sampling
from app.generation.context import SOMEBODY, PromptContext, PromptContextBuilder
from app.generation.memory_context import NOTHING_STILL, MemoryContext
from app.generation.reply_options import PLAIN, ReplyOptions
from app.manner import Attunement, Looks, MannerChoices, prompt_text, read_feelings
from app.memory import RetrievedItem
from app.models import ChatModel, ModelSession, Numbers, sampling_for
from app.personas import Persona
from app.prompting import ContextWindow, Prompt, assemble, build_layout
from app.templates import AudioPart, ChatMessage, ImagePart, MediaPart, Role, TextPart, joined

AS_ME = (
    "[Outside the story: write the next message of {you}, in the first person and in the manner of what {you} said so"
    " far. Write nothing that {name} says or does.]"
)
SOMEBODY_ELSE = "Somebody"
THEY = "They"
GOES_ON = "[The scene goes on.]"
STORY_SHARE, CHARS_A_TOKEN = 8, 4
"""The story so far takes at most an eighth of the window."""
DELIVERED = "How {you} said this: {delivery}. Let it show in how you answer, and do not speak of it unless asked."
SEEN = (
    "A glance through {you}'s camera just now, which may be wrong: {seen} Take it as a hint, never as a fact about"
    " {you}, and do not speak of it unless asked."
)
HINTED = "For your next answer, and only for it: {hint}"


def unchanged(persona: Persona, model: str) -> Sequence[Numbers]:
    """Nobody changed how words are chosen."""
    return ()


def bare(persona: Persona, conversation_id: ConversationId | None) -> ModelChanges:
    """Nothing changes the model."""
    return BARE


GENERIC = ("You", "User", "{{user}}")
"""What models call the person who has no name."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """The names at the beginning of a line by which one tells who speaks: the companion, the person, the others."""

    companion: tuple[str, ...]
    person: tuple[str, ...]
    others: tuple[str, ...] = ()


def _called(*names: str) -> tuple[str, ...]:
    """*names*, and of one that has several words the first: models shorten them."""
    said = [name for name in names if name.strip()]
    firsts = [name.split()[0] for name in said if " " in name.strip() and len(name.split()[0]) > LEAST_NAME]
    return tuple(dict.fromkeys([*said, *firsts]))


UNDESCRIBED = "It may show a child."
LEAST_NAME = 2
"""Letters of a first name; "Dr" and "Mr" are none."""


@dataclass(frozen=True, slots=True)
class BuiltPrompt:
    """A prompt, and what stands around it."""

    prompt: Prompt
    context: PromptContext
    recalled: tuple[RetrievedItem, ...] = ()
    core: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptBuilder:
    """Builds what the model reads for one turn of a conversation, from its words and all that holds beside them."""

    store: ConversationStore
    model: ModelSession
    settings: Settings
    instructions: str
    boundaries: Boundaries
    context_builder: PromptContextBuilder
    memory_context: MemoryContext | None = None
    changed: Callable[[Persona, str], Sequence[Numbers]] = unchanged
    changes: Callable[[Persona, ConversationId | None], ModelChanges] = bare
    attunement: Attunement | None = None
    manner: MannerChoices | None = None

    def moderation_context(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        pictures: Sequence[Attachment] = (),
        seen: str = "",
    ) -> ModerationContext:
        """Who talks, as the boundaries know them, and what the *pictures* of this turn, and a camera, show."""
        profile = self.context_builder.profile(persona, conversation_id)
        you = self.context_builder.you(persona, conversation_id)
        scenario = self.context_builder.directions.of(conversation_id).scenario if conversation_id is not None else ""
        everybody = [member.persona for member in self.context_builder.casts.of(conversation_id)] or [persona]
        first, *others = [each.described for each in everybody]
        more = f". {profile.description}" if profile is not None and profile.description else ""
        # Of what nobody has described only a model with eyes knows what it shows: for the floor it may be anything.
        attached = [each for each in pictures if each.kind is AttachmentKind.IMAGE]
        shown = [each.alt or UNDESCRIBED for each in attached if each.alt or self.model.takes_in(MediaKind.IMAGE)]
        shown += [seen] if seen else []
        return ModerationContext(
            persona.id, conversation_id, first, f"{you}{more}".strip(), tuple(others), scenario, tuple(shown)
        )

    def answers_as(self, persona: Persona, conversation_id: ConversationId | None) -> str:
        """Who answers, in a transcript; where several talk it names none of them, so that it stays the same."""
        return THEY if self.context_builder.casts.of(conversation_id) else persona.display_name

    def speakers(self, persona: Persona, conversation_id: ConversationId | None) -> Speakers:
        """By which names *persona* is called here, and by which everybody else who might speak, the person first."""
        you = self.context_builder.you(persona, conversation_id, remembers=self.memory_context is not None)
        members = [member.persona for member in self.context_builder.casts.of(conversation_id)]
        others = [name for who in members if who.id != persona.id for name in _called(who.display_name, who.name)]
        return Speakers(_called(persona.display_name, persona.name), (*_called(you), *GENERIC), tuple(others))

    def recall(
        self, persona: Persona, conversation_id: ConversationId | None, history: Sequence[Message], model: ChatModel
    ) -> tuple[RetrievedItem, ...]:
        """What comes to mind for the last of *history*."""
        if self.memory_context is None:
            return ()
        return self.memory_context.recall(persona, conversation_id, history, only_facts=model.facts.is_starter)

    def sampling(self, persona: Persona, model: ChatModel) -> Sampling:
        """How this companion chooses words on the loaded model."""
        changed = self.changed(persona, self.model.name)
        return sampling_for(self.settings.text(s.STYLE), model.facts, changed)

    def build(
        self,
        persona: Persona,
        history: Sequence[Message],
        model: ChatModel,
        window: ContextWindow,
        recalled: Sequence[RetrievedItem] = (),
        spare_tokens: int = 0,
        conversation_id: ConversationId | None = None,
        wish: ReplyOptions = PLAIN,
    ) -> BuiltPrompt:
        """What the model reads to answer the last message of *history*; *spare_tokens* more of the window stay free.

        What the app said is not among it, nor what the person hid; what a person said twice in a row is read as one.

        Raises:
            ContextFull: not even that message fits.
        """
        before = window.first
        asked = self._build(persona, history, model, window, recalled, spare_tokens, conversation_id, wish)
        if window.first != before and self.context_builder.pinned_before(_known(history), window.first):
            # What is pinned has just left the window: now it is kept in mind beside it.
            asked = self._build(persona, history, model, window, recalled, spare_tokens, conversation_id, wish)
        return asked

    def _build(
        self,
        persona: Persona,
        history: Sequence[Message],
        model: ChatModel,
        window: ContextWindow,
        recalled: Sequence[RetrievedItem],
        spare_tokens: int,
        conversation_id: ConversationId | None,
        wish: ReplyOptions,
    ) -> BuiltPrompt:
        members = [member.persona for member in self.context_builder.casts.of(conversation_id)]
        host = self.context_builder.host(persona, conversation_id, members)
        cast = self._names(conversation_id, members, host, history)
        ids, told = _told_lines(history, host.id if cast else None, cast)
        you = self.context_builder.you(persona, conversation_id, remembers=self.memory_context is not None)
        has_just_spoken = bool(members and told and told[-1].role is Role.ASSISTANT)
        _ask_besides(ids, told, _asked_besides(wish, persona, you, has_just_spoken=has_just_spoken))
        facts = model.facts
        backed = self.context_builder.build(
            persona, conversation_id, history, model.count_tokens, facts.context_tokens,
            wish, self.context_builder.pinned_before(_known(history), window.first),
        )  # fmt: skip
        bounds = self.boundaries.holding(self.moderation_context(host, conversation_id, shown_in(history), wish.seen))
        remembers = self.memory_context if not wish.forgets else None
        still = remembers.static(host, conversation_id) if remembers is not None else NOTHING_STILL
        beside = replace(
            backed.injections, core=still.core, story=_latest(still.story, facts.context_tokens // STORY_SHARE),
            manner=self._manner(members or [persona], conversation_id),
        )  # fmt: skip
        layout = build_layout(
            persona,
            told,
            you=you,
            instructions=self.instructions,
            facts=[memo.text for memo in recalled],
            boundaries=_welcome(bounds, facts),
            notes=self._notes(conversation_id, bounds, history, wish),
            feeling=read_feelings().called.get(wish.feeling, ""),
            thought=wish.thought,
            for_starter=facts.is_starter,
            beside=beside,
        )
        prompt = assemble(
            layout,
            ids,
            model,
            window,
            context_tokens=facts.context_tokens,
            reply_tokens=self.settings.number(s.REPLY_TOKENS),
            spare_tokens=spare_tokens,
            goes_on=wish.continue_from,
            answers_as=self.answers_as(persona, conversation_id),
            changes=self.changes(persona, conversation_id),
        )
        return BuiltPrompt(prompt, backed, tuple(recalled), still.facts)

    def _names(
        self,
        conversation_id: ConversationId | None,
        members: Sequence[Persona],
        host: Persona,
        history: Sequence[Message],
    ) -> dict[int, str]:
        """Who said what, where not everything was said by one: also of those who left."""
        if conversation_id is None:
            return {}
        left: dict[int, str] = self.store.catalogue.speaker_names(conversation_id)
        others = members or ([host] if left or any(line.speaker_name for line in history) else [])
        return {GONE: SOMEBODY_ELSE, **left, **{who.id: who.display_name for who in others}} if others else {}

    def _manner(self, cast: Sequence[Persona], conversation_id: ConversationId | None) -> str:
        """How each of *cast* looks, where they are to know, and in which small ways they are imperfect; it changes as
        seldom as a description does."""
        if self.manner is None:
            return ""
        told = [
            line
            for who in cast
            for line in (
                Looks(self.manner).told(who.id, who.display_name),
                prompt_text(self.manner.holding(who.id, conversation_id)).replace("{name}", who.display_name),
            )
        ]
        return "\n".join(filter(None, told))

    def _notes(
        self,
        conversation_id: ConversationId | None,
        bounds: Bounds,
        history: Sequence[Message],
        wish: ReplyOptions,
    ) -> list[str]:
        """What the model must know for just this turn."""
        notes = []
        if conversation_id is not None and self.store.pauses.is_paused(conversation_id):
            notes.append(TOLD_WHILE_PAUSED)
        if any(line.notice is SystemNotice.SIMULATION for line in history[-3:]):
            notes.append(TOLD_AFTER_ASKING)
        said = next((line.text for line in reversed(history) if line.author is Author.ME), "")
        if topic := touched(bounds.careful, said):
            notes.append(
                f"This touches “{topic}”, which {{you}} wants treated with care: be gentle and do not press on."
            )
        if wish.seen:
            notes.append(SEEN.replace("{seen}", wish.seen))
        if wish.delivery:
            notes.append(DELIVERED.replace("{delivery}", wish.delivery))
        if wish.hint.strip():
            notes.append(HINTED.replace("{hint}", wish.hint.strip()))
        return notes


def _asked_besides(wish: ReplyOptions, persona: Persona, you: str, *, has_just_spoken: bool) -> ChatMessage | None:
    """What stands after the conversation in the person's place, though they did not say it."""
    if wish.outside:
        return ChatMessage(Role.USER, wish.outside)
    if wish.impersonates:
        words = AS_ME.replace("{you}", you or SOMEBODY).replace("{name}", persona.display_name)
        return ChatMessage(Role.USER, words)
    # Somebody else has just spoken: templates want the two by turns.
    return ChatMessage(Role.USER, GOES_ON) if has_just_spoken and not wish.continue_from else None


def _ask_besides(ids: list[MessageId], told: list[ChatMessage], asked: ChatMessage | None) -> None:
    """Put *asked* at the end: templates want the two by turns, so it goes on with what the same one said last."""
    if asked is None:
        return
    if told and told[-1].role is asked.role:
        told[-1] = joined(asked.role, [told[-1], asked])
    else:
        ids.append(MessageId(0))
        told.append(asked)


def _welcome(bounds: Bounds, facts: ModelFacts) -> str:
    """What a model is told of the boundaries, in words it understands; the toy knows none."""
    if facts.is_toy:
        return ""
    return bounds.in_short() if facts.is_starter else bounds.told()


def _latest(story: str, most_tokens: int) -> str:
    """The latest of the lines of *story*, in about so many tokens."""
    kept: list[str] = []
    for line in reversed(story.splitlines()):
        if sum(map(len, kept)) + len(line) > most_tokens * CHARS_A_TOKEN:
            break
        kept.insert(0, line)
    return "\n".join(kept)


def _known(history: Sequence[Message]) -> MessageId | None:
    """The last of *history* that the vault knows; a draft has no number yet."""
    return next((line.id for line in reversed(history) if line.id), None)


def _told_lines(
    history: Sequence[Message], host: int | None = None, cast: Mapping[int, str] | None = None
) -> tuple[list[MessageId], list[ChatMessage]]:
    """The messages a model reads, each with its number; with who said it, where *cast* names several."""
    ids: list[MessageId] = []
    parts: list[ChatMessage] = []
    for line in history:
        if not line.is_readable:
            continue  # a reply that failed or was stopped at once said nothing
        role = Role.USER if line.author is Author.ME else Role.ASSISTANT
        if parts and parts[-1].role is role:  # templates want the two by turns
            parts[-1] = joined(role, [parts[-1], _message_of(line, role, host, cast)])
        else:
            ids.append(line.id)
            parts.append(_message_of(line, role, host, cast))
    return ids, parts


def _message_of(line: Message, role: Role, host: int | None, cast: Mapping[int, str] | None) -> ChatMessage:
    """*line* with what stands beside its words: pictures first, as models were taught."""
    beside = [part_of(attachment) for attachment in line.attachments]
    words = _with_name(line, host, cast)
    gap = [TextPart("\n")] if beside and words else []
    return ChatMessage(role, [*beside, *gap, TextPart(words)] if beside else words)


SHOWN_LINES = 8
"""So many messages back a picture counts as still before one's eyes: three turns after its own."""


def shown_in(history: Sequence[Message]) -> tuple[Attachment, ...]:
    """What is before the eyes of both in the turn that *history* ends with: what was shown in it, or shortly before,
    or at any time where it speaks of a picture."""
    said = next((line.text for line in reversed(history) if line.author is Author.ME), "")
    near = history if speaks_of_a_picture(said) else history[-SHOWN_LINES:]
    return tuple(each for line in near if line.author is Author.ME for each in line.attachments)


def part_of(attachment: Attachment) -> MediaPart:
    """*attachment* as it stands in a prompt."""
    if attachment.kind is AttachmentKind.IMAGE:
        return ImagePart(attachment.digest, attachment.alt, attachment.width, attachment.height)
    return AudioPart(attachment.digest, attachment.alt, attachment.width)


def _with_name(line: Message, host: int | None, cast: Mapping[int, str] | None) -> str:
    if line.author is not Author.PERSONA:
        return line.text
    name = line.speaker_name or (cast or {}).get(line.speaker or host or 0)
    return f"{name}: {line.text}" if name else line.text
