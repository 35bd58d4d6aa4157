"""A model's vocabulary: from text to tokens and back."""

from __future__ import annotations

import ctypes
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from app.engine.native import llama
from app.engine.prompt_chunk import PromptChunk

REMEMBERED = 8192
"""Texts whose tokens are remembered: more messages than any window holds."""

SHOWN = re.compile(
    r"think|thought|reason|inner_|channel|message|response|answer|content|\bstart\b|\bend\b|\beom\b|begin|open|close|sep",
    re.IGNORECASE,
)
"""Control tokens that part a reply into what is thought and what is said; what reads a reply must see them."""

MARK = re.compile(r"<[^<>\s]{1,40}>|\[/?[A-Z_]{2,24}\]")
"""What may be a control token, as templates write them."""


class Vocabulary:
    """The tokens a model knows.  It is the model's: of no use once that is freed."""

    def __init__(self, model: Any) -> None:
        self.handle = llama.llama_model_get_vocab(model)
        self.size: int = llama.llama_vocab_n_tokens(self.handle)
        bos = llama.llama_vocab_bos(self.handle)
        self._bos = bos if bos >= 0 and llama.llama_vocab_get_add_bos(self.handle) else None
        self._remembered: OrderedDict[tuple[str, bool], list[int]] = OrderedDict()
        self._shown: dict[int, bool] = {}
        self._marks = self._marks_of(llama.llama_model_chat_template(model, None) or b"")

    def tokens(self, text: str, *, special: bool) -> list[int]:
        """The tokens of *text*, without a beginning-of-text token of its own.

        A prompt is asked for again and again with only its end changed, and reading 8,000 tokens of text takes
        longer than saying one; so what stands between two marks of the template is remembered.
        """
        if not special:
            return list(self._remembering(text, special=False))
        return [token for part in self._parts(text) for token in self._remembering(part, special=True)]

    def _parts(self, text: str) -> Iterator[str]:
        """*text* cut before each mark: nothing on one side of it changes the tokens on the other.

        Not where a blank stands before it, which some marks take away.
        """
        start = 0
        for found in self._marks.finditer(text) if self._marks is not None else ():
            place = found.start()
            if place > start and not text[place - 1].isspace():
                yield text[start:place]
                start = place
        yield text[start:]

    def _marks_of(self, template: bytes) -> re.Pattern[str] | None:
        """The control tokens that a template writes."""
        written = set(MARK.findall(template.decode("utf-8", "replace"))) | {self.bos, self.eos}
        marks = [mark for mark in written if mark and self._is_mark(mark)]
        return re.compile("|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))) if marks else None

    def _is_mark(self, text: str) -> bool:
        tokens = self._read(text, special=True)
        return len(tokens) == 1 and self.is_control(tokens[0])

    def _remembering(self, text: str, *, special: bool) -> list[int]:
        key = (text, special)
        if key in self._remembered:
            self._remembered.move_to_end(key)
            return self._remembered[key]
        tokens = self._remembered[key] = self._read(text, special=special)
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return tokens

    def _read(self, text: str, *, special: bool) -> list[int]:
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 8
        tokens = (llama.llama_token * room)()
        count = llama.llama_tokenize(self.handle, raw, len(raw), tokens, room, False, special)
        if count < 0:
            tokens = (llama.llama_token * -count)()
            count = llama.llama_tokenize(self.handle, raw, len(raw), tokens, -count, False, special)
        return list(tokens[:count])

    def spelled(self, token: int) -> bytes:
        """How *token* is written in the model's list of tokens."""
        return bytes(llama.llama_vocab_get_text(self.handle, token) or b"")

    def framed(self, text: str) -> list[int]:
        """The tokens of *text* with the marks that the model wants before and after a whole text."""
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 8
        tokens = (llama.llama_token * room)()
        count = llama.llama_tokenize(self.handle, raw, len(raw), tokens, room, True, False)
        return list(tokens[: max(count, 1)])

    def with_bos(self, prompt: Sequence[PromptChunk]) -> Sequence[PromptChunk]:
        """*prompt* after the mark that opens a text, where the model wants one and its template gave none."""
        if self._bos is None or (prompt and prompt[0] == self._bos):
            return prompt
        return [self._bos, *prompt]

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The bytes of one token: a letter may be spread over several.

        Control tokens have none unless *special*, or unless they part thoughts from words: many models have
        ``[THINK]`` and its like as such tokens.
        """
        special = special or self._is_shown(token)
        room = 64
        buffer = ctypes.create_string_buffer(room)
        count = llama.llama_token_to_piece(self.handle, token, buffer, room, 0, special)
        if count < 0:
            buffer = ctypes.create_string_buffer(-count)
            count = llama.llama_token_to_piece(self.handle, token, buffer, -count, 0, special)
        return buffer.raw[: max(count, 0)]

    def _is_shown(self, token: int) -> bool:
        """Whether *token* is a control token that what reads a reply must see."""
        if not self.is_control(token) or self.ends(token):
            return False
        if token not in self._shown:
            self._shown[token] = bool(SHOWN.search(self.text(token)))
        return self._shown[token]

    def text(self, token: int) -> str:
        """One token as it is written in a template; nothing for a token there is not."""
        return self.piece(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    def ends(self, token: int) -> bool:
        """Whether *token* ends a turn."""
        return bool(llama.llama_vocab_is_eog(self.handle, token))

    def is_control(self, token: int) -> bool:
        """Whether *token* is a mark of the template and no word."""
        return bool(llama.llama_vocab_is_control(self.handle, token))

    @property
    def bos(self) -> str:
        return self.text(llama.llama_vocab_bos(self.handle))

    @property
    def eos(self) -> str:
        return self.text(llama.llama_vocab_eos(self.handle))
