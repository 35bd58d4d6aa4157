"""Renders a conversation with the chat template a model carries, or as a plain transcript where it has none.

Templates differ in what they can take: some refuse a system message, a greeting, two messages by the same side in a
row, or lose a note without a word.  What this one cannot take is found out once, by giving it small conversations, and
every conversation is brought into a form that it can (``app.template.adaptation``); so nothing is lost, and the
beginning of a prompt stays the same from turn to turn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from app.template.adaptation import AS_IT_IS, STRICTEST, TRIED, Adaptation, adapted
from app.template.jinja_template import CLOSES, OPENS, PLACE, JinjaTemplate, TemplateFails, places_in
from app.template.part import Part, Role, Segment
from app.template.reasoning import closing, opened_thought
from app.template.reply_reader import ReplyReader
from app.template.thinking import Thinking, Thinks, find_thinking

MARK = re.compile(r"<[^<>\s]{1,40}>|\[/?[A-Z_]{2,24}\]")
"""What may be a control token, as templates write them."""
TURNS = (Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER)


LONGEST_LEAD = 24


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found out about one template."""

    template: JinjaTemplate | None
    given: Mapping[str, object]
    adaptation: Adaptation
    thinking: Thinking
    refusal: str


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
    ) -> None:
        """Find out what *template* takes; without one, or with one that takes nothing, a plain transcript is used.

        *you* and *they* are who speaks in a transcript.  With *thinks* the model may think before it speaks; without,
        that is turned off where its template can.
        """
        self._you, self._they = you, they
        known = _find_out(template or "", bos, eos)
        self._template = known.template
        self.refusal = known.refusal
        self.adaptation = known.adaptation
        self.thinking = known.thinking
        self.times_lost = 0
        self._values = {**known.given, **(known.thinking.on if thinks else known.thinking.off)}
        self._in_system = "" if thinks else self.thinking.in_system
        self._stops, self._lead = self._of_its_turns()

    @property
    def is_fallback(self) -> bool:
        """Whether the model has no usable template of its own."""
        return self._template is None

    def render(self, parts: Sequence[Part]) -> list[Segment]:
        """The prompt for a reply to *parts*, ending where the reply begins; nothing of them is missing."""
        told = [replace(part, text=_clean(part.text)) for part in parts]
        if self._template is None:
            return self._transcript(told)
        for how in (self.adaptation, STRICTEST):
            fitted = adapted(told, how)
            try:
                rendered = self._rendered([part.role for part in fitted])
            except TemplateFails:
                continue
            if set(places_in(rendered)) == set(range(len(fitted))):
                return [*_segments(rendered, fitted), *self._lead]
        # It took every trial and fails on the real thing: this once without it.
        self.times_lost += 1
        return self._transcript(told)

    def starts_thinking(self, segments: Sequence[Segment]) -> bool:
        """Whether the template itself has opened a thought that the reply will go on with."""
        return bool(opened_thought(_ending_of(segments)))

    def without_thought(self, segments: Sequence[Segment]) -> list[Segment]:
        """*segments* with a thought that the template has opened closed again: the reply is to begin with words."""
        opens = opened_thought(_ending_of(segments))
        return [*segments, Segment(f"\n\n{closing(opens)}\n\n", is_template=True)] if opens else list(segments)

    def reader(
        self, *, thinking: bool = False, goes_on: bool = False, own: Sequence[str] = (), others: Sequence[str] = ()
    ) -> ReplyReader:
        """What reads a reply in this format; see ``ReplyReader``."""
        if self.is_fallback:
            own, others = (*own, self._they), (*others, self._you)
        mine = {name.casefold() for name in own}
        others = [name for name in others if name.casefold() not in mine]
        return ReplyReader(thinking=thinking, goes_on=goes_on, own=own, others=others, stops=self._stops)

    def _rendered(self, roles: Sequence[Role]) -> str:
        assert self._template is not None
        suffixes = {0: f" {self._in_system}"} if self._in_system and roles and roles[0] is Role.SYSTEM else None
        return self._template.render(roles, self._values, suffixes=suffixes)

    def _of_its_turns(self) -> tuple[tuple[str, ...], tuple[Segment, ...]]:
        """What this template writes where a reply ends, which a model may write as text; and, of words, before one.

        Such words (``all`` of functionary, which names for whom a message is) end the prompt, for the model to go on.
        """
        if self._template is None:
            return (), ()
        parts = adapted([Part(role, str(place)) for place, role in enumerate(TURNS)], self.adaptation)
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
        return stops, ((Segment(lead, is_template=True),) if is_words else ())

    def _transcript(self, parts: Sequence[Part]) -> list[Segment]:
        names = {Role.USER: f"{self._you}: ", Role.ASSISTANT: f"{self._they}: ", Role.SYSTEM: ""}
        segments: list[Segment] = []
        for part in parts:
            segments.append(Segment(names[part.role], is_template=True))
            segments += [Segment(part.text, is_template=False), Segment("\n", is_template=True)]
        segments.append(Segment(f"{self._they}:", is_template=True))
        return [segment for segment in segments if segment.text]


@lru_cache(maxsize=16)
def _find_out(source: str, bos: str, eos: str) -> _Known:
    """What *source* takes, and whether its model thinks; some 100 ms, so it is done once for each template."""
    nothing = _Known(None, {}, AS_IT_IS, Thinking(Thinks.NEVER), "")
    if not source:
        return nothing
    try:
        template = JinjaTemplate(source, bos=bos, eos=eos)
    except TemplateFails as fails:
        return replace(nothing, refusal=str(fails))
    # Some walk through their tools, or name a date, without asking whether there are any.
    rest = dict.fromkeys(sorted(template.names - {"messages", "add_generation_prompt", "strftime_now"}), "")
    tries: list[dict[str, object]] = [{}, {"tools": []}, {**rest, "tools": [], "bos_token": bos, "eos_token": eos}]
    refusal = ""
    for given in tries:
        is_taken, refusal = _takes(template, given, AS_IT_IS, (Role.USER,))
        if is_taken:
            break
    else:
        return replace(nothing, refusal=refusal or "it leaves out what is said")
    adaptation = STRICTEST
    for name, shapes in TRIED:
        without = replace(adaptation, **{name: False})
        if all(_takes(template, given, without, shape)[0] for shape in shapes):
            adaptation = without
    roles = (Role.USER,) if adaptation.folds_system else (Role.SYSTEM, Role.USER)
    return _Known(template, given, adaptation, find_thinking(template, roles, given), "")


def _takes(
    template: JinjaTemplate, given: Mapping[str, object], how: Adaptation, roles: Sequence[Role]
) -> tuple[bool, str]:
    """Whether a conversation of such *roles*, adapted, comes out whole and in order; and why not, if it says why."""
    fitted = adapted([Part(role, "") for role in roles], how)
    written = [part.role for part in fitted]
    try:
        rendered = template.render(written, given)
        if _passes_for_a_reply(template, given, written, rendered):
            return False, ""
    except TemplateFails as fails:
        return False, str(fails)
    places = places_in(rendered)
    # Who the companion is may stand anywhere: some put it before the last message.
    said = [place for place in places if fitted[place].role is not Role.SYSTEM or place > 0]
    return set(places) == set(range(len(fitted))) and said == sorted(said), ""


def _passes_for_a_reply(
    template: JinjaTemplate, given: Mapping[str, object], roles: Sequence[Role], rendered: str
) -> bool:
    """Whether a note among *roles* is written as if the companion had said it: some know only "user" and the rest."""
    for place, role in enumerate(roles):
        if role is Role.SYSTEM and place > 0:
            try:
                as_reply = template.render([*roles[:place], Role.ASSISTANT, *roles[place + 1 :]], given)
            except TemplateFails:
                continue
            if as_reply == rendered:
                return True
    return False


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


def _clean(text: str) -> str:
    """*text* without what would be taken for our own marks."""
    return text.replace(OPENS, "").replace(CLOSES, "").strip()


def _segments(rendered: str, parts: Sequence[Part]) -> list[Segment]:
    segments: list[Segment] = []
    end = 0
    for found in PLACE.finditer(rendered):
        segments.append(Segment(rendered[end : found.start()], is_template=True))
        segments.append(Segment(parts[int(found[1])].text, is_template=False))
        end = found.end()
    segments.append(Segment(rendered[end:], is_template=True))
    return [segment for segment in segments if segment.text]
