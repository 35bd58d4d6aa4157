"""Talking to a companion that is not kept yet, and letting the model draft one: nothing of either is on disk."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from app.boundaries import check_described
from app.chat import Author, Message, MessageId, State
from app.core import settings as s
from app.core.clock import now
from app.generation.ephemeral import stream_ephemeral
from app.generation.prefill import PrefillState
from app.generation.prompt_builder import PromptBuilder
from app.models import ChatOptions, ChatPrompt
from app.personas import Persona, PersonaId
from app.prompting import ContextWindow
from app.templates import ChatMessage, Role

DRAFTING = """\
You write characters for a private storytelling app for adults. Every character is an adult. From the notes below, \
write one character, in these seven sections and nothing else. Write each heading as it stands here.

Name: one name
In a line: what this character is, in at most ten words
Who they are: two or three paragraphs about looks, past and ways
Personality: a dozen words with commas between
How they speak: two or three example sentences of theirs
How you meet: the scene, in two sentences
First words: what the character says and does first, in one paragraph, with actions between asterisks"""

SECTIONS = {
    "name": "name", "full name": "name", "character name": "name", "in a line": "line", "tagline": "line",
    "summary": "line", "who they are": "description", "description": "description", "about": "description",
    "background": "description", "biography": "description", "bio": "description", "appearance": "description",
    "personality": "personality", "traits": "personality", "personality traits": "personality",
    "how they speak": "mes_example", "speech": "mes_example", "example dialogue": "mes_example",
    "mes example": "mes_example", "example messages": "mes_example",
    "how you meet": "scenario", "scenario": "scenario", "scene": "scenario",
    "setting": "scenario", "first words": "first_mes", "first message": "first_mes", "first mes": "first_mes",
    "greeting": "first_mes", "opening": "first_mes",
}  # fmt: skip
"""The headings of a draft, ours and those that models write of themselves, by the field of a card they fill."""
_NAMES = "|".join(re.escape(name).replace("\\ ", r"[ _]+") for name in sorted(SECTIONS, key=len, reverse=True))
# Numbered or not, bold or not, with a colon behind it, or as a heading of Markdown on a line of its own.
HEADING = re.compile(
    rf"^[ \t>]*(?:\d+[.)][ \t]*)?(?:[#*_\-]+[ \t]*)*({_NAMES})(?:[*_]*[ \t]*[:：][*_]*[ \t]*|[ \t]*[*_]*[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
LEAST_WORDS = 8
OPENS_WITH = re.compile(r"\W*([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:is|was|works|lives|runs|has|grew)\b")
NAMED = re.compile(r"\b(?:[Nn]amed|[Cc]alled|[Nn]ame is|[Nn]ame:)\s+([A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?)")
DRAFT_TOKENS = 1200
WRITER = "Me"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of a rehearsal."""

    is_mine: bool
    text: str

    def __repr__(self) -> str:
        return f"<PreviewLine {len(self.text)} chars>"


def preview_reply(
    prompts: PromptBuilder, persona: Persona, lines: Sequence[PreviewLine], last: PrefillState
) -> Generator[object, None, None]:
    """Answer the last of *lines* as *persona*; yields its words and keeps nothing.

    Raises:
        MinorsFilterTriggered: the persona, or the answer, is beyond the minors filter.
    """
    check_described(persona.described)
    model = yield from prompts.model.ensure()
    history = [
        # None has a number: the numbers of messages are those of other conversations.
        Message(MessageId(0), None, Author.ME if line.is_mine else Author.PERSONA, line.text, "", State.DONE,
                "", now())
        for line in lines
    ]  # fmt: skip
    asked = prompts.build(persona, history, model, ContextWindow())
    watch = prompts.boundaries.moderator(prompts.moderation_context(persona, None), [line.text for line in lines])
    speakers = prompts.speakers(persona, None)
    options = ChatOptions(
        prompts.sampling(persona, model), prompts.settings.number(s.REPLY_TOKENS), own=speakers.companion,
        others=speakers.person,
    )  # fmt: skip
    last.speculative = None
    yield from stream_ephemeral(model, asked.prompt.chat, options, watch)


def draft_card(prompts: PromptBuilder, notes: str, last: PrefillState) -> Generator[object, None, dict[str, str]]:
    """Let the model write a character from *notes*; yields its words, returns its fields.

    The starter model cannot write one: then the fields hold the person's own words.

    Raises:
        MinorsFilterTriggered: the notes, or what was made of them, are beyond the minors filter.
    """
    check_described(notes)
    model = yield from prompts.model.ensure()
    if model.facts.is_starter:
        return plainly(notes)
    messages = ChatMessage(Role.SYSTEM, DRAFTING), ChatMessage(Role.USER, f"Notes:\n{notes.strip()}")
    watch = prompts.boundaries.moderator(prompts.moderation_context(NOBODY, None), [notes])
    last.speculative = None
    options = ChatOptions(prompts.sampling(NOBODY, model), DRAFT_TOKENS)
    said = yield from stream_ephemeral(model, ChatPrompt(messages, answers_as=WRITER), options, watch)
    fields = fields_in(said)
    check_described(". ".join(fields.values()))
    return fields if fields.get("description") else {**plainly(notes), **fields}


def fields_in(text: str) -> dict[str, str]:
    """The sections of a draft, by the field of a card they fill; those that are missing are left out."""
    if (told := _as_json(text)) is not None:
        return told
    found = list(HEADING.finditer(text))
    fields: dict[str, str] = {}
    lead = text[: found[0].start()] if found else text
    for place, each in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        if words := text[each.end() : end].strip():
            fields.setdefault(SECTIONS[" ".join(each.group(1).lower().split())], words)
    # A model that was asked for headings and wrote none has still written somebody.
    if "description" not in fields and len(lead.split()) > LEAST_WORDS:
        fields["description"] = lead.strip()
    if "name" in fields:
        fields["name"] = fields["name"].splitlines()[0].strip(' *_"“”.')[:60]
    elif named := NAMED.search(fields.get("description", "")) or OPENS_WITH.match(fields.get("description", "")):
        fields["name"] = named.group(1)
    return fields


def _as_json(text: str) -> dict[str, str] | None:
    """A draft that is written as JSON, perhaps in a code block; None where it is not."""
    found = re.search(r"\{.*\}", text, re.DOTALL)
    if found is None:
        return None
    try:
        told = json.loads(found.group(0), strict=False)
    except (ValueError, RecursionError):
        return None
    told = told.get("data", told) if isinstance(told, dict) else None
    if not isinstance(told, dict):
        return None
    fields: dict[str, str] = {}
    for key, value in told.items():
        field = SECTIONS.get(" ".join(str(key).lower().replace("_", " ").split()))
        words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if field is not None and words.strip() and not isinstance(value, dict):
            fields.setdefault(field, words.strip())
    return fields or None


def plainly(notes: str) -> dict[str, str]:
    """*notes* themselves as a card."""
    named = NAMED.search(notes)
    return {"description": notes.strip(), **({"name": named.group(1)} if named else {})}


NOBODY = Persona(PersonaId(0), "Nobody", "", "", "", "", ())
