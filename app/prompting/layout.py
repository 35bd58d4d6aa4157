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
from app.templates import Part, Role

NUTSHELL_WORDS = 60
PLACES = re.compile(r"(\{description\}|\{boundaries\})")
BLOCK = re.compile(r"<start>", re.IGNORECASE)
CHAR = re.compile(r"\{\{\s*char\s*\}\}|<(?:bot|char)>", re.IGNORECASE)
ORIGINAL = re.compile(r"\{\{\s*original\s*\}\}", re.IGNORECASE)
EXAMPLES_CHARS = 6000
"""Examples of how somebody talks get no more room than this; the oldest give way first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the prompt with one origin: *kind* says what it is, *about* whose or which."""

    kind: str
    text: str
    about: str = ""

    def __repr__(self) -> str:
        return f"<Passage {self.kind} {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class Deep:
    """Something that is to stand *depth* messages before the end."""

    depth: int
    role: Role
    passage: Passage


SEVERAL = (
    "This is a scene with several characters: {name}. {you} is there too. You write one character at a time; the last"
    " lines say which. Every message begins with the name of who speaks."
)
TURN = "Write the next message now, only as {name}: nothing that anybody else says, does or thinks."


def as_written(text: str) -> str:
    """Nothing is resolved in it."""
    return text


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes into a prompt besides the companion and what was said.

    *expand* resolves macros in what stays still, *expand_now* in what moves.  *before* and *after* stand around the
    companion's description, *around_examples* before and after the examples; *moving* stands before the last message,
    *deep* where it says.  *core* is what is always remembered, *story* what happened before.  *cast* is everybody in a
    scene of several, in their order; *scenario* takes the place of the card's.
    """

    profile: str = ""
    scenario: str = ""
    before: tuple[Passage, ...] = ()
    after: tuple[Passage, ...] = ()
    around_examples: tuple[tuple[Passage, ...], tuple[Passage, ...]] = ((), ())
    moving: tuple[Passage, ...] = ()
    deep: tuple[Deep, ...] = ()
    core: tuple[str, ...] = ()
    story: str = ""
    cast: tuple[Persona, ...] = ()
    expand: Callable[[str], str] = as_written
    expand_now: Callable[[str], str] = as_written


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a prompt, still things first.  *said* is the person's message that wants a reply.

    *passages* tell what the still and the moving parts are made of, in order.
    """

    still: tuple[Part, ...]
    history: tuple[Part, ...]
    moving: tuple[Part, ...]
    said: tuple[Part, ...]
    deep: tuple[Deep, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    cast: tuple[str, ...] = ()
    """Who is in a scene of several, and the person."""


def lay_out(
    persona: Persona,
    history: Sequence[Part],
    *,
    you: str,
    instructions: str,
    facts: Sequence[str] = (),
    boundaries: str = "",
    notes: Sequence[str] = (),
    for_starter: bool = False,
    beside: Beside = NOTHING_BESIDE,
) -> Layout:
    """Arrange a prompt; the last part of *history* is the one to answer.

    *boundaries* say what is welcome, *notes* what holds for this one turn.  The starter model was trained on neither.
    """
    moving = [Passage("recalled", "You remember: " + " ".join(facts))] if facts else []
    if for_starter:
        still = [Passage("persona", nutshell(persona, you, beside.expand), persona.called)]
        if beside.core:
            still.append(Passage("core", "\nYou remember: " + " ".join(beside.core)))
        return _layout(still, history, [*moving, *_lore_only(beside)], ())
    still = [*described(persona, you, instructions, boundaries, beside), *_remembered(beside, you)]
    moving += [Passage("note", _named(note, persona, you)) for note in notes]
    last = persona.card.text("post_history_instructions")
    if last.strip():
        moving.append(Passage("last words", ORIGINAL.sub("", beside.expand_now(last)).strip()))
    moving += beside.moving
    if len(beside.cast) > 1:
        moving.append(Passage("turn", TURN.replace("{name}", persona.called), persona.called))
    names = (*(who.called for who in beside.cast), you) if len(beside.cast) > 1 else ()
    return replace(_layout(still, history, moving, beside.deep), cast=tuple(filter(None, names)))


def _remembered(beside: Beside, you: str) -> list[Passage]:
    """What is always known, and what happened before: after everything that never changes."""
    out = []
    if beside.core:
        out.append(Passage("core", f"\n\nWhat you know of {you or 'the person'}: " + " ".join(beside.core)))
    if beside.story.strip():
        out.append(Passage("story", f"\n\nWhat happened before: {beside.story.strip()}"))
    return out


def _lore_only(beside: Beside) -> list[Passage]:
    """What the starter model can take of what moves: it was trained on remembered sentences alone."""
    return [passage for passage in beside.moving if passage.kind == "lore"]


def _layout(
    still: Sequence[Passage], history: Sequence[Part], moving: Sequence[Passage], deep: tuple[Deep, ...]
) -> Layout:
    moved = [passage for passage in moving if passage.text.strip()]
    parts = (Part(Role.SYSTEM, "\n".join(passage.text for passage in moved)),) if moved else ()
    head = Part(Role.SYSTEM, "".join(passage.text for passage in still).strip())
    passages = (*still, *(one.passage for one in deep), *moved)
    return Layout((head,), tuple(history[:-1]), parts, tuple(history[-1:]), deep, passages)


def described(
    persona: Persona, you: str, instructions: str, boundaries: str = "", beside: Beside = NOTHING_BESIDE
) -> list[Passage]:
    """The persona in full, for models that can read it; what is welcome stands after it, where no card can be last."""
    told = _with_main(instructions, persona, beside)
    name = _and([who.called for who in beside.cast]) if len(beside.cast) > 1 else persona.called
    out: list[Passage] = []
    for piece in PLACES.split(told):
        # What a card says is put in last: nothing in it is taken for a place of ours.
        match piece:
            case "{description}":
                out += _joined(_about(persona, you, beside))
            case "{boundaries}":
                out.append(Passage("boundaries", _put_in(boundaries, name, you)))
            case _ if piece:
                out.append(Passage("instructions", _put_in(piece, name, you)))
    return out


def _with_main(instructions: str, persona: Persona, beside: Beside) -> str:
    """*instructions*, whose first paragraph gives way to the card's own; what follows it holds for every card."""
    own = persona.card.text("system_prompt")
    main, gap, rest = instructions.partition("\n\n")
    if len(beside.cast) > 1:
        return f"{SEVERAL}{gap}{rest}" if gap else instructions
    if not own.strip() or not gap:
        return instructions
    told = ORIGINAL.sub(lambda _: main, beside.expand(_shielded(own)))
    return f"{told}{gap}{rest}"


def _shielded(text: str) -> str:
    """*text* of a card, in which nothing is taken for a place of ours."""
    return PLACES.sub(lambda found: found.group(0).replace("{", "{ "), text)


def _about(persona: Persona, you: str, beside: Beside) -> list[Passage]:
    """Who is who, and where they meet."""
    everybody = beside.cast or (persona,)
    out = [*beside.before]
    for who in everybody:
        out += _of_one(who, beside, is_alone=len(everybody) == 1)
    scenario = beside.scenario or "\n".join(
        dict.fromkeys(told for who in everybody if (told := _own(who.card.text("scenario"), who, beside).strip()))
    )
    out += beside.after
    if scenario.strip():
        out.append(Passage("scenario", f"The scene: {beside.expand(scenario).strip()}"))
    if beside.profile.strip():
        out.append(Passage("profile", f"About {you or 'the person'}: {beside.expand(beside.profile).strip()}"))
    for who in everybody:
        shown = beside.around_examples if who is everybody[0] else ((), ())
        out += [*shown[0], *_examples(who, beside), *shown[1]]
    return out


def _of_one(persona: Persona, beside: Beside, *, is_alone: bool) -> list[Passage]:
    name, out = persona.called, []
    description = beside.expand(_own(persona.description, persona, beside)).strip()
    if description:
        out.append(Passage("persona", description if is_alone else f"{name}: {description}", name))
    if personality := beside.expand(_own(persona.card.text("personality"), persona, beside)).strip():
        out.append(Passage("personality", f"{name}'s personality: {personality}", name))
    return out


def _examples(persona: Persona, beside: Beside) -> list[Passage]:
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
    head = f"How {persona.called} talks, for the manner alone; none of it has happened:\n"
    return [Passage("examples", head + "\n---\n".join(kept), persona.called)]


def _joined(passages: Sequence[Passage]) -> list[Passage]:
    """*passages* with an empty line between each two."""
    return [
        Passage(one.kind, one.text if one is passages[-1] else f"{one.text}\n\n", one.about)
        for one in passages
        if one.text.strip()
    ]


def _named(text: str, persona: Persona, you: str) -> str:
    return _put_in(text, persona.called, you)


def _put_in(text: str, name: str, you: str) -> str:
    return text.replace("{name}", name).replace("{you}", you or "the person")


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _own(text: str, who: Persona, beside: Beside) -> str:
    """*text* of a card, in which its own name stands also where several talk."""
    return CHAR.sub(lambda _: who.called, text) if len(beside.cast) > 1 else text


def nutshell(persona: Persona, you: str, expand: Callable[[str], str] = as_written) -> str:
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
    return f"You are {persona.called}. {text}".strip()
