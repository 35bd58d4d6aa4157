"""What is asked of one reply, besides that it answers what was said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReplyOptions:
    """What is asked of one reply.

    *hint* is a word about it; *goes_on* is the text it goes on with; *as_me*: the model writes for the person.
    *outside* is a question to the model about the conversation, outside the fiction, in the place of a message.
    *forgets*: nothing that is remembered stands in the prompt.
    *feeling* is what the person seems to feel, *thought* what was considered of that before answering.
    *seen* is what a camera showed while they spoke, as a guess; it is kept nowhere either.
    *delivery* is how the person said it, where they spoke; it is told for this one reply and kept nowhere.
    *trigger* says to lorebooks what kind of turn it is.
    """

    hint: str = ""
    continue_from: str = ""
    impersonates: bool = False
    outside: str = ""
    trigger: str = "normal"
    forgets: bool = False
    feeling: str = ""
    thought: str = ""
    delivery: str = ""
    seen: str = ""

    def __repr__(self) -> str:
        return f"<ReplyOptions {self.trigger}>"


PLAIN = ReplyOptions()
"""Nothing is asked besides."""
