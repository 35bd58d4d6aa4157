"""What the model reads for one turn: the companion, what was said, and everything that stands around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.boundaries import TOLD_AFTER_ASKING, TOLD_WHILE_PAUSED, Boundaries, Bounds, Who, touched
from app.chat import GONE, Aside, Author, ConversationId, ConversationStore, Message, MessageId
from app.core import settings as s
from app.core.settings import Settings
from app.engine import Engine, Sampling
from app.generation.context import PLAIN, SOMEBODY, Backdrop, Backed, Wish
from app.generation.kv_snapshots import Resume
from app.generation.memory_context import NOTHING_STILL, Remembering
from app.memory import Memo
from app.models import CurrentModel, Numbers, sampling_for
from app.personas import Persona
from app.prompting import Prompt, Window, assemble, lay_out
from app.templates import ChatFormat, Part, Role

AS_ME = (
    "[Outside the story: write the next message of {you}, in the first person and in the manner of what {you} said so"
    " far. Write nothing that {name} says or does.]"
)
SOMEBODY_ELSE = "Somebody"
THEY = "They"
GOES_ON = "[The scene goes on.]"
STORY_SHARE, CHARS_A_TOKEN = 8, 4
"""The story so far takes at most an eighth of the window."""
HINTED = "For your next answer, and only for it: {hint}"


def unchanged(persona: Persona, model: str) -> Sequence[Numbers]:
    """Nobody changed how words are chosen."""
    return ()


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


LEAST_NAME = 2
"""Letters of a first name; "Dr" and "Mr" are none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything a turn draws on, besides the words of the conversation."""

    store: ConversationStore
    model: CurrentModel
    settings: Settings
    instructions: str
    boundaries: Boundaries
    backdrop: Backdrop
    resume: Resume | None = None
    remembering: Remembering | None = None
    changed: Callable[[Persona, str], Sequence[Numbers]] = unchanged

    def who(self, persona: Persona, talk: ConversationId | None) -> Who:
        """Who talks, as the boundaries know them."""
        profile = self.backdrop.profile(persona, talk)
        you = self.backdrop.you(persona, talk)
        scenario = self.backdrop.directions.of(talk).scenario if talk is not None else ""
        everybody = [member.persona for member in self.backdrop.casts.of(talk)] or [persona]
        first, *others = [each.described for each in everybody]
        more = f". {profile.description}" if profile is not None and profile.description else ""
        return Who(persona.id, talk, first, f"{you}{more}".strip(), tuple(others), scenario)

    def chat_format(self, persona: Persona, talk: ConversationId | None) -> ChatFormat:
        """The model's format; where several talk, one that names none of them, so that it stays the same."""
        return self.model.chat_format(THEY if self.backdrop.casts.of(talk) else persona.called)

    def speakers(self, persona: Persona, talk: ConversationId | None) -> Speakers:
        """By which names *persona* is called here, and by which everybody else who might speak, the person first."""
        you = self.backdrop.you(persona, talk, remembers=self.remembering is not None)
        members = [member.persona for member in self.backdrop.casts.of(talk)]
        others = [name for who in members if who.id != persona.id for name in _called(who.called, who.name)]
        return Speakers(_called(persona.called, persona.name), (*_called(you), *GENERIC), tuple(others))

    def recall(
        self, persona: Persona, talk: ConversationId | None, history: Sequence[Message], engine: Engine
    ) -> tuple[Memo, ...]:
        """What comes to mind for the last of *history*."""
        if self.remembering is None:
            return ()
        return self.remembering.recall(persona, talk, history, only_facts=engine.facts.is_starter)

    def sampling(self, persona: Persona, engine: Engine) -> Sampling:
        """How this companion chooses words on the loaded model."""
        changed = self.changed(persona, self.model.name)
        return sampling_for(self.settings.text(s.STYLE), engine.facts, changed)


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt, and what stands around it."""

    prompt: Prompt
    backed: Backed
    recalled: tuple[Memo, ...] = ()
    core: tuple[int, ...] = ()


def prompt_for(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    engine: Engine,
    chat_format: ChatFormat,
    window: Window,
    recalled: Sequence[Memo] = (),
    spare_tokens: int = 0,
    talk: ConversationId | None = None,
) -> Prompt:
    """What the model reads to answer the last message of *history*; see ``asked_for``."""
    asked = asked_for(given, persona, history, engine, chat_format, window, recalled, spare_tokens, talk)
    return asked.prompt


def asked_for(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    engine: Engine,
    chat_format: ChatFormat,
    window: Window,
    recalled: Sequence[Memo] = (),
    spare_tokens: int = 0,
    talk: ConversationId | None = None,
    wish: Wish = PLAIN,
) -> Asked:
    """What the model reads to answer the last message of *history*; *spare_tokens* more of the window are kept free.

    What the app said is not among it, nor what the person hid; what a person said twice in a row is read as one.

    Raises:
        ContextFull: not even that message fits.
    """
    before = window.first
    asked = _asked(given, persona, history, engine, chat_format, window, recalled, spare_tokens, talk, wish)
    if window.first != before and given.backdrop.pinned_before(_known(history), window.first):
        # What is pinned has just left the window: now it is kept in mind beside it.
        asked = _asked(given, persona, history, engine, chat_format, window, recalled, spare_tokens, talk, wish)
    return asked


def _asked(
    given: Setting,
    persona: Persona,
    history: Sequence[Message],
    engine: Engine,
    chat_format: ChatFormat,
    window: Window,
    recalled: Sequence[Memo],
    spare_tokens: int,
    talk: ConversationId | None,
    wish: Wish,
) -> Asked:
    members = [member.persona for member in given.backdrop.casts.of(talk)]
    host = given.backdrop.host(persona, talk, members)
    cast = _names(given, talk, members, host, history)
    ids, told = _told_lines(history, host.id if cast else None, cast)
    you = given.backdrop.you(persona, talk, remembers=given.remembering is not None)
    if wish.outside:
        ids.append(MessageId(0))
        told.append(Part(Role.USER, wish.outside))
    elif wish.as_me:
        ids.append(MessageId(0))
        words = AS_ME.replace("{you}", you or SOMEBODY).replace("{name}", persona.called)
        told.append(Part(Role.USER, words))
    elif members and told and told[-1].role is Role.ASSISTANT and not wish.goes_on:
        # Somebody else has just spoken: templates want the two by turns.
        ids.append(MessageId(0))
        told.append(Part(Role.USER, GOES_ON))
    facts = engine.facts
    backed = given.backdrop.behind(
        persona, talk, history, lambda text: len(engine.tokenize(text, special=False)), facts.context_tokens,
        wish, given.backdrop.pinned_before(_known(history), window.first),
    )  # fmt: skip
    bounds = given.boundaries.holding(given.who(host, talk))
    still = given.remembering.still(host, talk) if given.remembering is not None else NOTHING_STILL
    beside = replace(backed.beside, core=still.core, story=_latest(still.story, facts.context_tokens // STORY_SHARE))
    layout = lay_out(
        persona,
        told,
        you=you,
        instructions=given.instructions,
        facts=[memo.text for memo in recalled],
        boundaries=bounds.told(),
        notes=_notes(given, talk, bounds, history, wish),
        for_starter=facts.is_starter,
        beside=beside,
    )
    prompt = assemble(
        layout,
        ids,
        chat_format,
        engine.tokenize,
        window,
        context_tokens=facts.context_tokens,
        reply_tokens=given.settings.number(s.REPLY_TOKENS),
        spare_tokens=spare_tokens,
        goes_on=wish.goes_on,
    )
    return Asked(prompt, backed, tuple(recalled), still.facts)


def _names(
    given: Setting,
    talk: ConversationId | None,
    members: Sequence[Persona],
    host: Persona,
    history: Sequence[Message],
) -> dict[int, str]:
    """Who said what, where not everything was said by one: also of those who left."""
    if talk is None:
        return {}
    left: dict[int, str] = given.store.speaker_names(talk)
    others = members or ([host] if left or any(line.called for line in history) else [])
    return {GONE: SOMEBODY_ELSE, **left, **{who.id: who.called for who in others}} if others else {}


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
) -> tuple[list[MessageId], list[Part]]:
    """The messages a model reads, each with its number; with who said it, where *cast* names several."""
    ids: list[MessageId] = []
    parts: list[Part] = []
    for line in history:
        if not line.text or line.author is Author.APP or line.is_hidden:
            continue  # a reply that failed or was stopped at once said nothing
        role = Role.USER if line.author is Author.ME else Role.ASSISTANT
        if parts and parts[-1].role is role:  # templates want the two by turns
            parts[-1] = Part(role, f"{parts[-1].text}\n\n{_with_name(line, host, cast)}")
        else:
            ids.append(line.id)
            parts.append(Part(role, _with_name(line, host, cast)))
    return ids, parts


def _with_name(line: Message, host: int | None, cast: Mapping[int, str] | None) -> str:
    if line.author is not Author.PERSONA:
        return line.text
    name = line.called or (cast or {}).get(line.speaker or host or 0)
    return f"{name}: {line.text}" if name else line.text


def _notes(
    given: Setting, talk: ConversationId | None, bounds: Bounds, history: Sequence[Message], wish: Wish
) -> list[str]:
    """What the model must know for just this turn."""
    notes = []
    if talk is not None and given.store.is_paused(talk):
        notes.append(TOLD_WHILE_PAUSED)
    if any(line.aside is Aside.SIMULATION for line in history[-3:]):
        notes.append(TOLD_AFTER_ASKING)
    said = next((line.text for line in reversed(history) if line.author is Author.ME), "")
    if topic := touched(bounds.careful, said):
        notes.append(f"This touches “{topic}”, which {{you}} wants treated with care: be gentle and do not press on.")
    if wish.hint.strip():
        notes.append(HINTED.replace("{hint}", wish.hint.strip()))
    return notes
