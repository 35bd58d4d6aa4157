"""A model's vocabulary: from text to tokens and back."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from app.engine.native import llama


class Vocabulary:
    """The tokens a model knows.  It is the model's: of no use once that is freed."""

    def __init__(self, model: Any) -> None:
        self.handle = llama.llama_model_get_vocab(model)
        self.size: int = llama.llama_vocab_n_tokens(self.handle)
        bos = llama.llama_vocab_bos(self.handle)
        self._bos = bos if bos >= 0 and llama.llama_vocab_get_add_bos(self.handle) else None

    def tokens(self, text: str, *, special: bool) -> list[int]:
        """The tokens of *text*, without a beginning-of-text token of its own."""
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 8
        tokens = (llama.llama_token * room)()
        count = llama.llama_tokenize(self.handle, raw, len(raw), tokens, room, False, special)
        if count < 0:
            tokens = (llama.llama_token * -count)()
            count = llama.llama_tokenize(self.handle, raw, len(raw), tokens, -count, False, special)
        return list(tokens[:count])

    def begun(self, tokens: Sequence[int]) -> Sequence[int]:
        """*tokens* after the mark that opens a text, where the model wants one and its template gave none."""
        if self._bos is None or (tokens and tokens[0] == self._bos):
            return tokens
        return [self._bos, *tokens]

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The bytes of one token: a letter may be spread over several.  Control tokens have none unless *special*."""
        room = 64
        buffer = ctypes.create_string_buffer(room)
        count = llama.llama_token_to_piece(self.handle, token, buffer, room, 0, special)
        if count < 0:
            buffer = ctypes.create_string_buffer(-count)
            count = llama.llama_token_to_piece(self.handle, token, buffer, -count, 0, special)
        return buffer.raw[: max(count, 0)]

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
