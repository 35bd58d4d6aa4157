"""Whether a template loses anything: the conversations that people have, written in it and looked through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.templates.chat_format import ChatFormat
from app.templates.chat_message import ChatMessage, Role
from app.templates.output_parser import ReasoningDelta, TextDelta, TextRetracted
from app.templates.sandbox import Sandbox, shared

trials = Sandbox()
"""Apart from the loaded model's, which must not wait for a template that is only tried."""
S, U, A = Role.SYSTEM, Role.USER, Role.ASSISTANT


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one template.

    *lost* names each part of a conversation that is missing in its prompt.  *refused*: it can be made to take none, so
    a plain transcript is written; *reason* is its own, and *bound* names what it went beyond, if that was why.
    *system*: whether it has a place for who the companion is.  *thinking* is ``none``, ``can be off`` or ``always``;
    *adapted* names what is changed so that it fits.
    """

    template: str
    lost: tuple[str, ...]
    refused: bool
    reason: str
    system: bool
    thinking: str
    adapted: tuple[str, ...]
    bound: str = ""


def check_template(name: str, template: str | None, *, bos: str = "<s>", eos: str = "</s>") -> Checked:
    """Write every conversation of ``conversations`` in *template*, thinking off and on, and see what is missing."""
    formats = [ChatFormat(template, bos=bos, eos=eos, thinks=thinks, sandbox=trials) for thinks in (False, True)]
    lost = [
        f"{what}: {missing}"
        for chat_format in formats
        for what, parts in conversations().items()
        for missing in missing_in("".join(segment.text for segment in chat_format.render(parts)), parts)
    ]
    first = formats[0]
    if any(chat_format.times_lost for chat_format in formats):
        lost.append("its own format")
    return Checked(
        name,
        tuple(dict.fromkeys(lost)),
        refused=first.is_fallback,
        reason=first.refusal,
        system=not first.is_fallback and not first.adaptation.folds_system,
        thinking=first.thinking.thinks.value,
        adapted=first.adaptation.done,
        bound=next((chat_format.bound.value for chat_format in formats if chat_format.bound is not None), ""),
    )


def close_helpers() -> None:
    """End the processes that templates run in."""
    for sandbox in (shared, trials):
        sandbox.close()


def conversations() -> dict[str, list[ChatMessage]]:
    """The shapes that conversations take, each part with words that stand nowhere else."""
    persona = ChatMessage(S, "You are Mara, keeper of the PERSONA lighthouse.")
    greeting, second = ChatMessage(A, "GREETING come in."), ChatMessage(A, "SECOND answer.")
    first, again = ChatMessage(U, "FIRST words."), ChatMessage(U, "AGAIN words.")
    note, lore = ChatMessage(S, "NOTE be brief."), ChatMessage(S, "LORE the lamp is old.")
    forty = [ChatMessage(U if place % 2 == 0 else A, f"TURN{place:02} words.") for place in range(39)]
    return {
        "person first": [persona, first],
        "only a greeting": [persona, greeting],
        "greeting first": [persona, greeting, first],
        "two of the person's in a row": [persona, first, again],
        "two replies in a row": [persona, first, greeting, second, again],
        "note at depth 0": [persona, greeting, first, note],
        "note before the last message": [persona, first, second, note, again],
        "note at depth 3": [persona, first, lore, second, again, greeting, ChatMessage(U, "LAST words.")],
        "notes at depth 0 and 3": [persona, greeting, lore, first, second, again, note],
        "without a persona": [first, second, again],
        "a reply that was edited": [persona, first, ChatMessage(A, "BEFORE the mark </think> AFTER the mark."), again],
        "forty turns": [persona, *forty],
    }


def missing_in(prompt: str, parts: Sequence[ChatMessage]) -> list[str]:
    """The parts that do not stand in *prompt* once, as their first word in capitals or the part's role."""
    return [
        next((word for word in part.text.split() if word.isupper()), part.role.value)
        for part in parts
        if prompt.count(part.text) != 1
    ]


def read_reply(
    template: str | None, reply: str, *, own: Sequence[str] = (), others: Sequence[str] = (), bos: str = "<s>",
    eos: str = "</s>",
) -> tuple[str, str, str]:  # fmt: skip
    """What of *reply* is said and what thought, as a model with *template* writes it, and what ended it."""
    chat_format = ChatFormat(template, bos=bos, eos=eos)
    prompt = chat_format.render([ChatMessage(S, "Be kind."), ChatMessage(U, "Hello")])
    reader = chat_format.reader(thinking=chat_format.starts_thinking(prompt), own=own, others=others)
    said, thought = "", ""
    for part in (*reader.feed(reply), *reader.finish()):
        match part:
            case TextDelta(text):
                said += text
            case ReasoningDelta(text):
                thought += text
            case TextRetracted():
                said, thought = "", thought + said
    return said.strip(), thought.strip(), reader.ended_by
