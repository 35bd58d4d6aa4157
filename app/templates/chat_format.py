"""Renders a conversation with the chat template a model carries, or as a plain transcript where it has none.

Templates differ in what they can take: some refuse a system message, a greeting, two messages by the same side in a
row, or lose a note without a word.  What this one cannot take is found out once, by giving it small conversations, and
every conversation is brought into a form that it can (``app.templates.adaptation``); so nothing is lost, and the
beginning of a prompt stays the same from turn to turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.core.clean_text import visible_text
from app.templates.adaptation import AS_IT_IS, STRICTEST, adapted
from app.templates.chat_message import ChatMessage, Role, Segment, SegmentKind, TextPart, segments_of
from app.templates.jinja_template import PLACE, TemplateFails, TemplateLimit, places_in
from app.templates.output_parser import OutputParser
from app.templates.reasoning import closing, opened_thought
from app.templates.sandbox import BoundedTemplate, NotStarted, Sandbox, bounded, shared
from app.templates.thinking import Thinking, Thinks
from app.templates.traits import Traits

MARK = re.compile(r"<[^<>\s]{1,40}>|\[/?[A-Z_]{2,24}\]")
"""What may be a control token, as templates write them."""
TURNS = (Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER)


LONGEST_LEAD = 24
NO_TRAITS = Traits({}, AS_IT_IS, Thinking(Thinks.NEVER))


class ChatFormat:
    """How one model wants a conversation written down, and how it writes its replies."""

    def __init__(
        self,
        template: str | None,
        *,
        bos: str = "",
        eos: str = "",
        you: str = "You",
        they: str = "Me",
        thinks: bool = False,
        sandbox: Sandbox = shared,
    ) -> None:
        """Find out what *template* takes; without one, or with one that takes nothing, a plain transcript is used.

        *you* and *they* are who speaks in a transcript.  With *thinks* the model may think before it speaks; without,
        that is turned off where its template can.  It runs in *sandbox*.
        """
        self._you, self._they = you, they
        self._template: BoundedTemplate | None = None
        self.refusal = ""
        self.bound: TemplateLimit | None = None
        self.is_for_now = False
        """Whether its own template only could not be tried just now."""
        if template:
            self._take(bounded(template, bos, eos, sandbox))
        traits = self._template.traits if self._template is not None else NO_TRAITS
        self.adaptation = traits.adaptation
        self.thinking = traits.thinking
        self.times_lost = 0
        self._values = {**traits.given, **(traits.thinking.on if thinks else traits.thinking.off)}
        self._in_system = "" if thinks else self.thinking.in_system
        self._stops, self._lead = self._of_its_turns()

    @property
    def is_fallback(self) -> bool:
        """Whether the model has no usable template of its own."""
        return self._template is None

    def render(self, parts: Sequence[ChatMessage]) -> list[Segment]:
        """The prompt for a reply to *parts*, ending where the reply begins; nothing of them is missing."""
        told = [_clean(part) for part in parts]
        if self._template is None:
            return self._transcript(told)
        for how in (self.adaptation, STRICTEST):
            fitted = adapted(told, how)
            try:
                rendered = self._rendered([part.role for part in fitted])
            except TemplateFails as fails:
                self.bound = fails.bound or self.bound
                continue
            if set(places_in(rendered)) == set(range(len(fitted))):
                return [*_segments(rendered, fitted), *self._lead]
        # It took every trial and fails on the real thing: this once without it.
        self.times_lost += 1
        return self._transcript(told)

    def _take(self, found: BoundedTemplate | TemplateFails) -> None:
        if isinstance(found, TemplateFails):
            self.refusal, self.bound = str(found), found.bound
            self.is_for_now = isinstance(found, NotStarted)
        else:
            self._template = found

    def starts_thinking(self, segments: Sequence[Segment]) -> bool:
        """Whether the template itself has opened a thought that the reply will go on with."""
        return bool(opened_thought(_ending_of(segments)))

    def without_thought(self, segments: Sequence[Segment]) -> list[Segment]:
        """*segments* with a thought that the template has opened closed again: the reply is to begin with words."""
        opens = opened_thought(_ending_of(segments))
        return [*segments, Segment(f"\n\n{closing(opens)}\n\n", SegmentKind.TEMPLATE)] if opens else list(segments)

    def reader(
        self, *, thinking: bool = False, goes_on: bool = False, own: Sequence[str] = (), others: Sequence[str] = ()
    ) -> OutputParser:
        """What reads a reply in this format; see ``OutputParser``."""
        if self.is_fallback:
            own, others = (*own, self._they), (*others, self._you)
        mine = {name.casefold() for name in own}
        others = [name for name in others if name.casefold() not in mine]
        return OutputParser(thinking=thinking, goes_on=goes_on, own=own, others=others, stops=self._stops)

    def _rendered(self, roles: Sequence[Role]) -> str:
        assert self._template is not None
        suffixes = {0: f" {self._in_system}"} if self._in_system and roles and roles[0] is Role.SYSTEM else None
        return self._template.render(roles, self._values, suffixes)

    def _of_its_turns(self) -> tuple[tuple[str, ...], tuple[Segment, ...]]:
        """What this template writes where a reply ends, which a model may write as text; and, of words, before one.

        Such words (``all`` of functionary, which names for whom a message is) end the prompt, for the model to go on.
        """
        if self._template is None:
            return (), ()
        parts = adapted([ChatMessage(role, str(place)) for place, role in enumerate(TURNS)], self.adaptation)
        try:
            rendered = self._rendered([part.role for part in parts])
        except TemplateFails:
            return (), ()
        stops: tuple[str, ...] = ()
        before_reply = ""
        places = list(PLACE.finditer(rendered))
        for before, after in pairwise(places):
            between = rendered[before.end() : after.start()]
            if parts[int(before[1])].role is Role.ASSISTANT:
                stops = _stops_of(between)
            elif parts[int(after[1])].role is Role.ASSISTANT:
                before_reply = between
        ending = rendered[places[-1].end() :] if places else ""
        lead = before_reply.removeprefix(ending) if ending.strip() and before_reply.startswith(ending) else ""
        is_words = bool(lead.strip()) and len(lead) <= LONGEST_LEAD and not MARK.search(lead)
        return stops, ((Segment(lead, SegmentKind.TEMPLATE),) if is_words else ())

    def _transcript(self, parts: Sequence[ChatMessage]) -> list[Segment]:
        names = {Role.USER: f"{self._you}: ", Role.ASSISTANT: f"{self._they}: ", Role.SYSTEM: ""}
        segments: list[Segment] = []
        for part in parts:
            segments.append(Segment(names[part.role], SegmentKind.TEMPLATE))
            segments += [*segments_of(part), Segment("\n", SegmentKind.TEMPLATE)]
        segments.append(Segment(f"{self._they}:", SegmentKind.TEMPLATE))
        return [segment for segment in segments if segment.text]


def _stops_of(between: str) -> tuple[str, ...]:
    """The first sign that a reply is over, of what a template writes after one."""
    marks = MARK.findall(between)
    if marks:
        return (marks[0],)
    line = between.strip().partition("\n")[0].strip()
    if len(line) < 3:
        return ()
    # Words, as in "USER:", end a reply at the beginning of a line; other signs, as in "[e~[", anywhere.
    return (f"\n{line}",) if line[0].isalnum() or line[0] == "#" else (line,)


def _ending_of(segments: Sequence[Segment]) -> str:
    """The template's own words at the end of a prompt."""
    tail = ""
    for segment in reversed(segments):
        if not segment.is_template:
            break
        tail = segment.text + tail
    return tail


def _clean(message: ChatMessage) -> ChatMessage:
    """*message* as the person sees it; what would be taken for our own marks goes with all that cannot be seen."""
    content = [TextPart(visible_text(part.text)) if isinstance(part, TextPart) else part for part in message.content]
    if content and isinstance(first := content[0], TextPart):
        content[0] = TextPart(first.text.lstrip())
    if content and isinstance(last := content[-1], TextPart):
        content[-1] = TextPart(last.text.rstrip())
    return ChatMessage(message.role, content)


def _segments(rendered: str, parts: Sequence[ChatMessage]) -> list[Segment]:
    segments: list[Segment] = []
    end = 0
    for found in PLACE.finditer(rendered):
        segments.append(Segment(rendered[end : found.start()], SegmentKind.TEMPLATE))
        segments += segments_of(parts[int(found[1])])
        end = found.end()
    segments.append(Segment(rendered[end:], SegmentKind.TEMPLATE))
    return [segment for segment in segments if segment.text]
