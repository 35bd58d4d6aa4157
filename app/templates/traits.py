"""What a template can take, found out by giving it small conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.templates.adaptation import AS_IT_IS, STRICTEST, TRIED, Adaptation, adapted
from app.templates.chat_message import ChatMessage, Role
from app.templates.jinja_template import JinjaTemplate, TemplateFails, places_in
from app.templates.thinking import Thinking, find_thinking


@dataclass(frozen=True, slots=True)
class Traits:
    """What was found out about one template; *given* are values that it needs besides the messages."""

    given: Mapping[str, object]
    adaptation: Adaptation
    thinking: Thinking


def find_traits(template: JinjaTemplate, bos: str, eos: str) -> Traits:
    """What *template* takes, and whether its model thinks; some 100 ms, so it is done once for each template.

    Raises:
        TemplateFails: it takes nothing, or goes beyond a bound.
    """
    # Some walk through their tools, or name a date, without asking whether there are any.
    rest = dict.fromkeys(sorted(template.names - {"messages", "add_generation_prompt", "strftime_now"}), "")
    tries: list[dict[str, object]] = [{}, {"tools": []}, {**rest, "tools": [], "bos_token": bos, "eos_token": eos}]
    refusal = ""
    for given in tries:
        is_taken, refusal = _takes(template, given, AS_IT_IS, (Role.USER,))
        if is_taken:
            break
    else:
        raise TemplateFails(refusal or "it leaves out what is said")
    adaptation = STRICTEST
    for name, shapes in TRIED:
        without = replace(adaptation, **{name: False})
        if all(_takes(template, given, without, shape)[0] for shape in shapes):
            adaptation = without
    roles = (Role.USER,) if adaptation.folds_system else (Role.SYSTEM, Role.USER)
    return Traits(given, adaptation, find_thinking(template, roles, given))


def _takes(
    template: JinjaTemplate, given: Mapping[str, object], how: Adaptation, roles: Sequence[Role]
) -> tuple[bool, str]:
    """Whether a conversation of such *roles*, adapted, comes out whole and in order; and why not, if it says why."""
    fitted = adapted([ChatMessage(role, "") for role in roles], how)
    written = [part.role for part in fitted]
    try:
        rendered = template.render(written, given)
        if _passes_for_a_reply(template, given, written, rendered):
            return False, ""
    except TemplateFails as fails:
        if fails.bound is not None:
            raise
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
            except TemplateFails as fails:
                if fails.bound is not None:
                    raise
                continue
            if as_reply == rendered:
                return True
    return False
