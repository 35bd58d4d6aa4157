"""What a template cannot take, and the form into which a conversation is brought so that it can.

Pure functions.  Nothing is ever left out: what has no place of its own is joined to a neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from app.templates.chat_message import ChatMessage, Role, joined

OPENING = "[The scene begins.]"
"""What the person says where a template wants them to speak before a greeting does."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What is done so that a template can take a conversation.

    *folds_system*: who the companion is stands at the head of the person's first turn.  *opens_turn*: the person says
    a neutral line before a greeting.  *joins_turns*: what one side says twice in a row is one message.  *joins_notes*:
    a note between messages goes to the person's message after it; *joins_last_note*: one at the very end to the
    message before it.
    """

    folds_system: bool = False
    opens_turn: bool = False
    joins_turns: bool = False
    joins_notes: bool = False
    joins_last_note: bool = False

    @property
    def done(self) -> tuple[str, ...]:
        """The names of what is done."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))


AS_IT_IS = Adaptation()
STRICTEST = Adaptation(True, True, True, True, True)

S, U, A = Role.SYSTEM, Role.USER, Role.ASSISTANT
TRIED: tuple[tuple[str, tuple[tuple[Role, ...], ...]], ...] = (
    ("folds_system", ((S, U), (S, U, A, U))),
    ("opens_turn", ((S, A, U), (S, A), (S, A, U, A, U))),
    ("joins_turns", ((S, U, U), (S, U, A, A, U))),
    ("joins_notes", ((S, U, A, S, U), (S, U, A, S, U, A, U), (S, U, S, A, U))),
    ("joins_last_note", ((S, U, A, U, S),)),
)
"""The shapes of conversation that tell whether each of these is needed."""


def adapted(parts: Sequence[ChatMessage], how: Adaptation) -> list[ChatMessage]:
    """*parts* in a form that a template which needs *how* can take; nothing of them is missing."""
    head, rest = _split(parts)
    rest = _notes_joined(rest, how)
    if how.joins_turns:
        rest = _turns_joined(rest)
    if how.folds_system and head:
        if rest and rest[0].role is U:
            rest[0] = joined(U, [*head, rest[0]])
        else:  # before the greeting: whoever speaks first must know who they are
            rest.insert(0, joined(U, head))
        head = []
    elif how.opens_turn and rest and rest[0].role is A:
        rest.insert(0, ChatMessage(U, OPENING))
    if len(head) > 1:
        head = [joined(S, head)]
    return [*head, *rest]


def _split(parts: Sequence[ChatMessage]) -> tuple[list[ChatMessage], list[ChatMessage]]:
    """What stands before anybody speaks, and the rest."""
    first = next((place for place, part in enumerate(parts) if part.role is not S), len(parts))
    return list(parts[:first]), list(parts[first:])


def _notes_joined(parts: Sequence[ChatMessage], how: Adaptation) -> list[ChatMessage]:
    """Notes that a template cannot take, as part of what the person says next, or said last."""
    out: list[ChatMessage] = []
    pending: list[ChatMessage] = []
    last_turn = max((place for place, part in enumerate(parts) if part.role is not S), default=-1)
    for place, part in enumerate(parts):
        if part.role is S and (how.joins_notes if place < last_turn else how.joins_last_note):
            pending.append(part)
        elif part.role is U and pending:
            out.append(joined(U, [*pending, part]))
            pending = []
        else:
            out.append(part)
    if pending:
        mine = max((place for place, part in enumerate(out) if part.role is U), default=-1)
        if mine < 0 or mine < max((place for place, part in enumerate(out) if part.role is A), default=-1):
            out.append(joined(U, pending))  # the companion spoke last: the note stands after it, as it was meant to
        else:
            out[mine] = joined(U, [out[mine], *pending])
    return out


def _turns_joined(parts: Sequence[ChatMessage]) -> list[ChatMessage]:
    out: list[ChatMessage] = []
    for part in parts:
        if out and out[-1].role is part.role:
            out[-1] = joined(part.role, [out[-1], part])
        else:
            out.append(part)
    return out
