"""A reply on the disk: kept about once a second while it grows, and closed once, with how it went."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass

from app.boundaries import Refusal
from app.chat import ConversationStore, MessageId, State
from app.core.errors import AppError
from app.core.log import describe
from app.engine import PrefillProgress
from app.generation.moderation import ModeratedReply
from app.models import Delta, Token
from app.prompting import Prompt
from app.templates import TextDelta, TextRetracted

log = logging.getLogger("app.generation")

KEPT_EVERY_S = 1.0
"""A kill loses at most this much of what was being said."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How a reply went.  *ttft_ms* runs from the asking to the first visible word.

    Of the prompt, *reused_tokens* were in the cache already.  *ended_by* is a boundary that ended it, or whose no it
    is, as ``topic`` or ``training``; *theme* is the dial's where that said no.
    """

    ttft_ms: int = 0
    tokens: int = 0
    tokens_per_s: float = 0.0
    prompt_tokens: int = 0
    model: str = ""
    reused_tokens: int = 0
    ended_by: str = ""
    theme: str = ""


class ReplyRecorder:
    """Writes what a moderated reply says into its open message."""

    def __init__(self, store: ConversationStore, answer: MessageId, asked_at: float, reply: ModeratedReply) -> None:
        """*asked_at* is a moment of ``time.perf_counter``."""
        self._replies = store.replies
        self.answer = answer
        self.reply = reply
        self._asked_at = asked_at
        self._first_at = 0.0
        self._last_at = asked_at
        self._kept_at = asked_at
        self._tokens = 0
        self._thought_tokens = 0
        self._prompt_tokens = 0
        self._reused: int | None = None
        self._model = ""
        self._ended_by = ""
        self._theme = ""
        self.state = State.STOPPED

    def note_prompt(self, prompt: Prompt, model: str) -> None:
        """It answers *prompt*, by the model called *model*."""
        self._prompt_tokens, self._model = prompt.tokens, model

    def note_prefill(self, progress: PrefillProgress) -> None:
        """Of the prompt so much is read; what was at first, was in the cache."""
        if self._reused is None:
            self._reused = progress.done

    def note(self, token: Token) -> list[Delta]:
        """Note one token; what of it may be shown.

        Raises:
            MinorsFilterTriggered: nothing of the reply may stay.
        """
        self._last_at = time.perf_counter()
        self._tokens += not token.is_last
        shown = self.reply.hear(token.deltas, is_last=token.is_last)
        for delta in shown:
            if isinstance(delta, TextRetracted):
                self._first_at = 0.0
            elif isinstance(delta, TextDelta) and not self._first_at:
                self._first_at, self._thought_tokens = self._last_at, self._tokens - 1
        self._keep_sometimes()
        return shown

    def end(self, refusal: Refusal | None) -> None:
        """It came to its end by itself; *refusal* says whose no it is, where it is one."""
        # All its words were thoughts, or it had none: that is no reply.
        self.state = State.DONE if self.reply.text.strip() else State.FAILED
        if self.reply.ended_by:
            self.state = State.STOPPED
        elif refusal is not None:
            self._ended_by = refusal.whose.value
            self._theme = refusal.theme.value if refusal.theme else ""

    def fail(self) -> None:
        """It broke."""
        self.state = State.FAILED

    def close(self) -> None:
        """What was said stays said."""
        if self.reply.ended_by and self.state is not State.FAILED:
            self.state = State.STOPPED
        self._replies.close(
            self.answer, self.reply.text.rstrip(), self.reply.thinking.strip(), self.state, self._model,
            asdict(self.stats()),
        )  # fmt: skip

    def stats(self) -> Stats:
        """How it went until now."""
        first = self._first_at or self._last_at
        spoken_s = self._last_at - first
        spoken = self._tokens - self._thought_tokens - 1
        return Stats(
            ttft_ms=round((first - self._asked_at) * 1000),
            tokens=self._tokens,
            tokens_per_s=round(spoken / spoken_s, 1) if spoken_s > 0 and spoken > 0 else 0.0,
            prompt_tokens=self._prompt_tokens,
            model=self._model,
            # A reply that was begun unheard is in the cache as well.
            reused_tokens=min(self._reused or 0, self._prompt_tokens),
            ended_by=self.reply.ended_by or self._ended_by,
            theme=self._theme,
        )

    def _keep_sometimes(self) -> None:
        if self._last_at - self._kept_at <= KEPT_EVERY_S or self.reply.ended_by:
            return
        self._kept_at = self._last_at
        self.reply.hear((), is_last=True)  # nothing is kept that was not looked at
        if self.reply.ended_by:
            return
        try:
            self._replies.keep(self.answer, self.reply.text, self.reply.thinking)
        except AppError as error:  # the disk may have room again when the reply ends
            log.info("a reply could not be kept for now: %s", describe(error))
