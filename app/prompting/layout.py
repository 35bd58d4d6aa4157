"""Why the order of a prompt matters: what stays still comes first, what moves comes last.

Reading a prompt costs time for every token that is not yet in the cache, and a change near the top
costs everything after it.  So: persona, then the history, append only, then what moves (woken lore, notes, recalled
facts), then the person's message.  Where a card's own places are wanted, they are kept, and cost what they cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.personas import Persona
from app.templates import ChatMessage, Role

NUTSHELL_WORDS = 60
PLACES = re.compile(r"(\{description\}|\{boundaries\})")
BLOCK = re.compile(r"<start>", re.IGNORECASE)
CHAR = re.compile(r"\{\{\s*char\s*\}\}|<(?:bot|char)>", re.IGNORECASE)
ORIGINAL = re.compile(r"\{\{\s*original\s*\}\}", re.IGNORECASE)
EXAMPLES_CHARS = 6000
"""Examples of how somebody talks get no more room than this; the oldest give way first."""


@dataclass(frozen=True, slots=True)
class PromptSection:
    """A stretch of the prompt with one origin: *kind* says what it is, *about* whose or which."""

    kind: str
    text: str
    about: str = ""

    def __repr__(self) -> str:
        return f"<PromptSection {self.kind} {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class DepthInjection:
    """Something that is to stand *depth* messages before the end."""

    depth: int
    role: Role
    section: PromptSection


SEVERAL = (
    "This is a scene with several characters: {name}. {you} is there too. You write one character at a time; the last"
    " lines say which. Every message begins with the name of who speaks."
)
TURN = "Write the next message now, only as {name}: nothing that anybody else says, does or thinks."


FELT = (
    "{you} seems {feeling} just now. Let that shape how you answer, without naming it and without making more of it"
    " than they do; where it does not fit what they say, leave it aside."
)
SEEMS = "They seem {feeling}."
"""The same in as few words as the starter was trained on."""
CONSIDERED = "What {name} understood of {you} before answering, which is not to be repeated: "


def as_written(text: str) -> str:
    """Nothing is resolved in it."""
    return text


@dataclass(frozen=True, slots=True)
class Injections:
    """What goes into a prompt besides the companion and what was said.

    *manner* says in which small ways the companion is imperfect.

    *expand* resolves macros in what stays still, *expand_now* in what moves.  *before* and *after* stand around the
    companion's description, *around_examples* before and after the examples; *moving* stands before the last message,
    *deep* where it says.  *core* is what is always remembered, *story* what happened before.  *cast* is everybody in a
    scene of several, in their order; *scenario* takes the place of the card's.
    """

    profile: str = ""
    scenario: str = ""
    before: tuple[PromptSection, ...] = ()
    after: tuple[PromptSection, ...] = ()
    around_examples: tuple[tuple[PromptSection, ...], tuple[PromptSection, ...]] = ((), ())
    dynamic: tuple[PromptSection, ...] = ()
    deep: tuple[DepthInjection, ...] = ()
    core: tuple[str, ...] = ()
    story: str = ""
    manner: str = ""
    participants: tuple[Persona, ...] = ()
    expand: Callable[[str], str] = as_written
    expand_now: Callable[[str], str] = as_written


NOTHING_BESIDE = Injections()


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a prompt, still things first.  *said* is the person's message that wants a reply.

    *passages* tell what the still and the moving parts are made of, in order.
    """

    static: tuple[ChatMessage, ...]
    history: tuple[ChatMessage, ...]
    dynamic: tuple[ChatMessage, ...]
    said: tuple[ChatMessage, ...]
    deep: tuple[DepthInjection, ...] = ()
    sections: tuple[PromptSection, ...] = field(default=(), repr=False)
    participants: tuple[str, ...] = ()
    """Who is in a scene of several, and the person."""


def build_layout(
    persona: Persona,
    history: Sequence[ChatMessage],
    *,
    you: str,
    instructions: str,
    facts: Sequence[str] = (),
    boundaries: str = "",
    notes: Sequence[str] = (),
    feeling: str = "",
    thought: str = "",
    for_starter: bool = False,
    beside: Injections = NOTHING_BESIDE,
) -> Layout:
    """Arrange a prompt; the last part of *history* is the one to answer.

    *boundaries* say what is welcome, *notes* what holds for this one turn, on which the starter was never trained.
    *feeling* is what the person seems to feel, *thought* what was considered of that.
    """
    # What moves from turn to turn stands last, before the message to answer: all before it stays in the KV cache.
    moving = [PromptSection("recalled", "You remember: " + " ".join(facts))] if facts else []
    if for_starter:
        still = [PromptSection("persona", short_description(persona, you, beside.expand), persona.display_name)]
        if boundaries:
            still.append(PromptSection("boundaries", f" {boundaries}"))
        if beside.core:
            still.append(PromptSection("core", "\nYou remember: " + " ".join(beside.core)))
        return _layout(still, history, [*moving, *_lore_only(beside), *_seems(feeling, SEEMS, "")], ())
    still = [*described(persona, you, instructions, boundaries, beside), *_remembered(beside, you)]
    moving += _seems(feeling if not thought else "", FELT, you)
    if thought:
        moving.append(PromptSection("thought", _named(CONSIDERED, persona, you) + thought))
    # A card's last words stand after our notes, as its author meant them, and before whose turn it is.
    moving += [PromptSection("note", _named(note, persona, you)) for note in notes]
    last = persona.card.text("post_history_instructions")
    if last.strip():
        moving.append(PromptSection("last words", ORIGINAL.sub("", beside.expand_now(last)).strip()))
    moving += beside.dynamic
    if len(beside.participants) > 1:
        moving.append(PromptSection("turn", TURN.replace("{name}", persona.display_name), persona.display_name))
    names = (*(who.display_name for who in beside.participants), you) if len(beside.participants) > 1 else ()
    return replace(_layout(still, history, moving, beside.deep), participants=tuple(filter(None, names)))


def _remembered(beside: Injections, you: str) -> list[PromptSection]:
    """What is always known, and what happened before: after everything that never changes."""
    out = []
    if beside.core:
        out.append(PromptSection("core", f"\n\nWhat you know of {you or 'the person'}: " + " ".join(beside.core)))
    if beside.story.strip():
        out.append(PromptSection("story", f"\n\nWhat happened before: {beside.story.strip()}"))
    return out


def _seems(feeling: str, words: str, you: str) -> list[PromptSection]:
    """One line about what the person seems to feel; none where that is not clear."""
    told = words.replace("{you}", you or "The person").replace("{feeling}", feeling)
    return [PromptSection("feeling", told, feeling)] if feeling else []


def _lore_only(beside: Injections) -> list[PromptSection]:
    """What the starter model can take of what moves, besides what it remembers and what somebody seems to feel."""
    return [passage for passage in beside.dynamic if passage.kind == "lore"]


def _layout(
    still: Sequence[PromptSection],
    history: Sequence[ChatMessage],
    moving: Sequence[PromptSection],
    deep: tuple[DepthInjection, ...],
) -> Layout:
    moved = [passage for passage in moving if passage.text.strip()]
    parts = (ChatMessage(Role.SYSTEM, "\n".join(passage.text for passage in moved)),) if moved else ()
    head = ChatMessage(Role.SYSTEM, "".join(passage.text for passage in still).strip())
    passages = (*still, *(one.section for one in deep), *moved)
    return Layout((head,), tuple(history[:-1]), parts, tuple(history[-1:]), deep, passages)


def described(
    persona: Persona, you: str, instructions: str, boundaries: str = "", beside: Injections = NOTHING_BESIDE
) -> list[PromptSection]:
    """The persona in full, for models that can read it; what is welcome stands after it, where no card can be last."""
    told = _with_main(instructions, persona, beside)
    name = (
        _and([who.display_name for who in beside.participants])
        if len(beside.participants) > 1
        else persona.display_name
    )
    out: list[PromptSection] = []
    for piece in PLACES.split(told):
        # What a card says is put in last: nothing in it is taken for a place of ours.
        match piece:
            case "{description}":
                out += _joined(_about(persona, you, beside))
            case "{boundaries}":
                out.append(PromptSection("boundaries", _put_in(boundaries, name, you)))
            case _ if piece:
                out.append(PromptSection("instructions", _put_in(piece, name, you)))
    return out


def _with_main(instructions: str, persona: Persona, beside: Injections) -> str:
    """*instructions*, whose first paragraph gives way to the card's own; what follows it holds for every card."""
    own = persona.card.text("system_prompt")
    main, gap, rest = instructions.partition("\n\n")
    # In a scene of several no card's own instructions hold: they speak of one companion alone.
    if len(beside.participants) > 1:
        return f"{SEVERAL}{gap}{rest}" if gap else instructions
    if not own.strip() or not gap:
        return instructions
    told = ORIGINAL.sub(lambda _: main, beside.expand(_shielded(own)))
    return f"{told}{gap}{rest}"


def _shielded(text: str) -> str:
    """*text* of a card, in which nothing is taken for a place of ours."""
    return PLACES.sub(lambda found: found.group(0).replace("{", "{ "), text)


def _about(persona: Persona, you: str, beside: Injections) -> list[PromptSection]:
    """Who is who, and where they meet."""
    everybody = beside.participants or (persona,)
    out = [*beside.before]
    for who in everybody:
        out += _of_one(who, beside, is_alone=len(everybody) == 1)
    scenario = beside.scenario or "\n".join(
        dict.fromkeys(told for who in everybody if (told := _own(who.card.text("scenario"), who, beside).strip()))
    )
    out += beside.after
    if scenario.strip():
        out.append(PromptSection("scenario", f"The scene: {beside.expand(scenario).strip()}"))
    if beside.profile.strip():
        out.append(PromptSection("profile", f"About {you or 'the person'}: {beside.expand(beside.profile).strip()}"))
    if beside.manner:
        out.append(PromptSection("manner", beside.manner))
    for who in everybody:
        shown = beside.around_examples if who is everybody[0] else ((), ())
        out += [*shown[0], *_examples(who, beside), *shown[1]]
    return out


def _of_one(persona: Persona, beside: Injections, *, is_alone: bool) -> list[PromptSection]:
    name, out = persona.display_name, []
    description = beside.expand(_own(persona.description, persona, beside)).strip()
    if description:
        out.append(PromptSection("persona", description if is_alone else f"{name}: {description}", name))
    if personality := beside.expand(_own(persona.card.text("personality"), persona, beside)).strip():
        out.append(PromptSection("personality", f"{name}'s personality: {personality}", name))
    return out


def _examples(persona: Persona, beside: Injections) -> list[PromptSection]:
    """How somebody talks, as many blocks as there is room for, the last ones first kept."""
    told = _own(persona.card.text("mes_example"), persona, beside)
    blocks = [block.strip() for block in BLOCK.split(beside.expand(told)) if block.strip()]
    kept: list[str] = []
    for block in reversed(blocks):
        if sum(map(len, kept)) + len(block) > EXAMPLES_CHARS:
            break
        kept.insert(0, block)
    if not kept:
        return []
    head = f"How {persona.display_name} talks, for the manner alone; none of it has happened:\n"
    return [PromptSection("examples", head + "\n---\n".join(kept), persona.display_name)]


def _joined(passages: Sequence[PromptSection]) -> list[PromptSection]:
    """*passages* with an empty line between each two."""
    return [
        PromptSection(one.kind, one.text if one is passages[-1] else f"{one.text}\n\n", one.about)
        for one in passages
        if one.text.strip()
    ]


def _named(text: str, persona: Persona, you: str) -> str:
    return _put_in(text, persona.display_name, you)


def _put_in(text: str, name: str, you: str) -> str:
    return text.replace("{name}", name).replace("{you}", you or "the person")


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _own(text: str, who: Persona, beside: Injections) -> str:
    """*text* of a card, in which its own name stands also where several talk."""
    return CHAR.sub(lambda _: who.display_name, text) if len(beside.participants) > 1 else text


def short_description(persona: Persona, you: str, expand: Callable[[str], str] = as_written) -> str:
    """The persona in the few plain sentences the starter model was trained on."""
    told = persona.nutshell or condensed(persona, expand)
    return f"{told} The person's name is {you}." if you else told


def condensed(persona: Persona, expand: Callable[[str], str] = as_written) -> str:
    """A long description cut to its first sentences."""
    words = expand(persona.description).split()
    text = " ".join(words[:NUTSHELL_WORDS])
    end = max(text.rfind("."), text.rfind("!"), text.rfind("?"))
    if len(words) > NUTSHELL_WORDS and end > 0:
        text = text[: end + 1]
    return f"You are {persona.display_name}. {text}".strip()
