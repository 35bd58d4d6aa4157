"""Reading ahead: what will be asked is read before it is asked.

While the person types, the draft is read as if it were sent; after a reply, and when a conversation is
opened, its history is put in order for the next turn.  Enter then costs only what is still new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.chat import Attachment, Author, ConversationId, Message, MessageId, State
from app.core.clock import Milliseconds
from app.memory import RetrievedItem
from app.models import ChatPrompt
from app.prompting import Prompt

PAUSE_S, PAUSE_ON_BATTERY_S = 0.04, 0.15
"""So long without a key, and the draft is read.  Short enough that it is read before Enter follows the last key;
what was read for nothing is broken off at the next key."""

DRAFT = MessageId(0)
"""The draft has no number yet; none of the vault's is 0."""


@dataclass(frozen=True, slots=True)
class DraftRead:
    """Where something is written, what, and what goes with it."""

    conversation_id: ConversationId | None
    text: str
    shown: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"<DraftRead {len(self.text)} chars>"


def digests_of(attachments: Sequence[Attachment]) -> tuple[bytes, ...]:
    """What tells these pictures and recordings from others."""
    return tuple(each.digest for each in attachments)


def draft_message(text: str, attachments: Sequence[Attachment] = ()) -> Message:
    """What is being written, and goes with it, as the message it may become."""
    shown = tuple(attachments)
    return Message(DRAFT, None, Author.ME, text, "", State.DONE, "", Milliseconds(0), attachments=shown)


@dataclass(slots=True)
class PrefillState:
    """Which conversation the cache holds, from which of its messages on, and what was read of a draft.

    Only a prompt that goes on with the same conversation, and begins later because its oldest part was dropped, may
    shift the cache: where a person deleted or changed something, what stays must be read anew.  *recalled* is what
    stands before the draft; *speculative* is the prompt to which a reply was begun unheard; *length* counts the tokens
    that were read last.
    """

    conversation_id: ConversationId | None = None
    first: int | None = None
    recalled: tuple[RetrievedItem, ...] | None = None
    speculative: ChatPrompt | None = None
    length: int = 0

    def allow_context_shift(self, conversation_id: ConversationId | None, prompt: Prompt) -> bool:
        """Whether *prompt* begins later than what was read before; from now on it is what was read."""
        before, self.conversation_id, first, self.first = (
            self.conversation_id,
            conversation_id,
            self.first,
            prompt.first,
        )
        if conversation_id is None or before != conversation_id or first is None or prompt.first is None:
            return False
        return first < prompt.first

    def take_recalled(self) -> tuple[RetrievedItem, ...] | None:
        """What was recalled while the draft was typed; once."""
        recalled, self.recalled = self.recalled, None
        return recalled

    def take_speculative(self, prompt: Prompt) -> bool:
        """Whether a reply to this very *prompt* was begun; once, so that another answer is another one."""
        begun, self.speculative = self.speculative, None
        return begun is not None and begun == prompt.chat


def whole_words(draft: str) -> str:
    """*draft* up to its last whole word: the next key may change the one that is being written."""
    head, _, _ = draft.rpartition(" ")
    return head.rstrip()
