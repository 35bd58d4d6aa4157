"""A model of llama.cpp as a ``ChatModel``: messages become tokens here, and tokens words."""

from __future__ import annotations

import contextlib
import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.clean_text import visible_text
from app.engine import (
    BARE,
    Engine,
    MediaItem,
    MediaKind,
    ModelChanges,
    ModelFacts,
    PrefillProgress,
    PromptChunk,
    TextChunk,
    cells_of,
)
from app.models.cache_prefix import CachePrefix
from app.models.chat_model import Capability, ChatOptions, ChatPrompt, ModelSnapshot, Token, never_over
from app.templates import (
    ChatFormat,
    ChatMessage,
    ImagePart,
    MediaPart,
    Segment,
    SegmentKind,
    TextPart,
    told_of,
)

CAPABILITIES = frozenset(
    {
        Capability.ADAPTERS,
        Capability.CONTROL_VECTORS,
        Capability.PREFILL,
        Capability.CONTINUE,
        Capability.VARIANTS,
        Capability.GRAMMAR,
        Capability.LOGIT_BIAS,
        Capability.SNAPSHOT,
        Capability.STATES,
        Capability.EXACT_TOKEN_COUNTS,
    }
)

SENSES = {MediaKind.IMAGE: Capability.IMAGES, MediaKind.AUDIO: Capability.AUDIO}
LATE = 0.9
"""How deep in a model its states tell most of what a text is about, as a share of its layers; measured."""
AGAIN_S = 20.0
"""So long a template that could not be tried is left alone."""
ENCODED = 8
"""Prompts whose tokens are remembered: one is counted, compared with the cache and read, each time the same."""


Written = tuple[tuple[PromptChunk, ...], bool, ChatFormat]
"""A prompt as the model reads it, whether it ends inside a thought, and the format it is written in."""


class LocalChatModel:
    """Answers by *engine*, in the chat format that its model carries.

    *thinks* says whether the model may think before it speaks; *identity* what it is told apart by; *facts* is what is
    known of it where that is not what its file says.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        thinks: Callable[[], bool] = bool,
        identity: Callable[[], str] = str,
        facts: ModelFacts | None = None,
    ) -> None:
        self.engine = engine
        self._facts = facts
        self._thinks = thinks
        self._identity = identity
        self._formats: dict[tuple[str, bool], ChatFormat] = {}
        self._waiting: dict[tuple[str, bool], tuple[ChatFormat, float]] = {}
        self._encoded: OrderedDict[tuple[ChatPrompt, bool], tuple[tuple[PromptChunk, ...], bool, ChatFormat]] = (
            OrderedDict()
        )
        self._read = CachePrefix()

    @property
    def capabilities(self) -> frozenset[Capability]:
        """See ``ChatModel.capabilities``."""
        return CAPABILITIES | {SENSES[kind] for kind in self.engine.facts.senses}

    @property
    def facts(self) -> ModelFacts:
        """See ``ChatModel.facts``."""
        return self._facts or self.engine.facts

    def identity(self, changes: ModelChanges = BARE) -> str:
        """See ``ChatModel.identity``."""
        return f"{self._identity()} {changes.identity}".rstrip()

    def assist(self, draft: Path | None) -> Generator[object, None, None]:
        """See ``Engine.assist``."""
        yield from self.engine.assist(draft)

    def guess_ahead(self, *, wanted: bool) -> None:
        """See ``Engine.guess_ahead``."""
        self.engine.guess_ahead(wanted=wanted)

    # --- from messages to tokens ---

    def chat_format(self, answers_as: str) -> ChatFormat:
        """The model's chat format, for somebody called *answers_as*.

        Compiling a template and finding out what it takes costs more than a token, so it is done once, not for every
        reply.
        """
        key = answers_as, self._thinks()
        if key not in self._formats:
            # One that could not be tried just now is not tried again at every look of the same reply.
            waiting, since = self._waiting.get(key, (None, 0.0))
            if waiting is not None and time.monotonic() - since < AGAIN_S:
                return waiting
            facts = self.engine.facts
            found = ChatFormat(facts.chat_template, bos=facts.bos, eos=facts.eos, they=answers_as, thinks=key[1])
            if not found.is_for_now:
                self._formats[key] = found
                return found
            self._waiting[key] = (found, time.monotonic())
            return found
        return self._formats[key]

    def encode(self, prompt: ChatPrompt) -> tuple[PromptChunk, ...]:
        """The chunks of *prompt*, as the model reads it."""
        return self._written(prompt)[0]

    def _written(self, prompt: ChatPrompt) -> Written:
        """The chunks of *prompt*, whether they end inside a thought, and the format in which they are written."""
        key = prompt, self._thinks()
        if key in self._encoded:
            self._encoded.move_to_end(key)
            return self._encoded[key]
        chat_format = self.chat_format(prompt.answers_as)
        lost = chat_format.times_lost
        segments = chat_format.render(prompt.messages)
        thinks = chat_format.starts_thinking(segments) and not prompt.continue_from
        if prompt.continue_from:
            # What goes on was thought about before.
            segments = [*chat_format.without_thought(segments), Segment(visible_text(prompt.continue_from))]
        written = self._tokens(segments), thinks, chat_format
        # What was written as a transcript only this once is written anew the next time.
        if not chat_format.is_for_now and chat_format.times_lost == lost:
            self._encoded[key] = written
            if len(self._encoded) > ENCODED:
                self._encoded.popitem(last=False)
        return written

    def _tokens(self, segments: Sequence[Segment]) -> tuple[PromptChunk, ...]:
        """The chunks of *segments*, where nobody's words can pass for a control token of the template.

        Stretches without such words are tokenized together, as the model saw them in training; only around words that
        look like a control token, and around a picture, is the text cut.  Without eyes a picture is read as what it
        shows.
        """
        tokenize = self.engine.tokenize
        chunks: list[PromptChunk] = []
        pending = ""
        for segment in segments:
            if segment.media is not None and (item := taken_in(segment.media, self.engine.facts.senses)) is not None:
                chunks += [*tokenize(pending, special=True), *self.engine.media_chunks(item)]
                pending = ""
                continue
            is_plain = segment.kind is SegmentKind.TEMPLATE or tokenize(segment.text, special=True) == tokenize(
                segment.text, special=False
            )
            if is_plain:
                pending += segment.text
            else:
                chunks += [*tokenize(pending, special=True), *tokenize(segment.text, special=False)]
                pending = ""
        return (*chunks, *tokenize(pending, special=True)) if pending else tuple(chunks)

    def count_tokens(self, text: str) -> int:
        """See ``ChatModel.count_tokens``."""
        return len(self.engine.tokenize(text, special=False))

    def media_tokens(self, part: MediaPart) -> int:
        """See ``ChatModel.media_tokens``."""
        item = taken_in(part, self.engine.facts.senses)
        return self.count_tokens(told_of(part)) if item is None else cells_of(self.engine.media_chunks(item))

    def prompt_tokens(self, prompt: ChatPrompt) -> int:
        """See ``ChatModel.prompt_tokens``."""
        return cells_of(self.encode(prompt))

    # --- answering ---

    def chat(
        self, prompt: ChatPrompt, options: ChatOptions, is_over: Callable[[int], bool] = never_over
    ) -> Generator[PrefillProgress | Token | None, None, None]:
        """See ``ChatModel.chat``.  An answer that its format ends is heard no further; the others go on."""
        chunks, thinks, chat_format = self._written(prompt)
        parsers = [
            chat_format.reader(
                thinking=thinks, goes_on=bool(prompt.continue_from.strip()), own=options.own, others=options.others
            )
            for _ in range(options.variants)
        ]
        self._read = CachePrefix()
        self._change(prompt.changes)
        ended: set[int] = set()
        with contextlib.closing(self._spoken(chunks, options)) as spoken:
            for event in spoken:
                if not isinstance(event, TextChunk):
                    yield event
                    continue
                if event.place in ended:
                    yield None
                    continue
                parser = parsers[event.place]
                yield Token(event.place, tuple(parser.feed(event.text)))
                if parser.is_stopped or is_over(event.place):
                    ended.add(event.place)
                if len(ended) == len(parsers):
                    break
        for variant, parser in enumerate(parsers):
            yield Token(variant, tuple(parser.finish()), is_last=True)

    def _spoken(
        self, chunks: Sequence[PromptChunk], options: ChatOptions
    ) -> Generator[PrefillProgress | TextChunk, None, object]:
        if options.variants > 1:
            return self.engine.stream_several(
                chunks, options.sampling, options.variants, options.max_tokens, may_shift=options.may_shift
            )
        return self.engine.stream(
            chunks, options.sampling, options.max_tokens, may_shift=options.may_shift, go_on=options.resumes
        )

    # --- reading ahead ---

    def prefill(
        self, prompt: ChatPrompt, *, stable: ChatPrompt | None = None, only_stable: bool = False,
        may_shift: bool = False,
    ) -> Generator[PrefillProgress, None, int]:  # fmt: skip
        """See ``ChatModel.prefill``."""
        chunks = self.encode(prompt)
        sure = CachePrefix(chunks).shared_with(self.encode(stable)) if stable is not None else None
        if only_stable and sure is not None:
            chunks, sure = chunks[:sure], None
        self._read = CachePrefix()
        if not chunks:
            return 0
        self._change(prompt.changes)
        read = yield from self.engine.prefill(chunks, may_shift=may_shift, sure=sure)
        self._read = CachePrefix(chunks, prompt.changes)
        for _ in self.engine.prefill_draft(chunks):
            yield PrefillProgress(len(chunks), len(chunks))
        return read

    def unread_tokens(self, prompt: ChatPrompt) -> int:
        """See ``ChatModel.unread_tokens``."""
        chunks = self.encode(prompt)
        return cells_of(chunks[self._cached(prompt, chunks) :])

    def prefill_seconds(self, tokens: int) -> float:
        """See ``ChatModel.prefill_seconds``."""
        return self.engine.prefill_seconds(tokens)

    def clear_cache(self) -> None:
        """See ``ChatModel.clear_cache``."""
        self.engine.clear_cache()
        self._encoded.clear()
        self._read = CachePrefix()

    # --- looking inside ---

    def states(self, texts: Sequence[str]) -> Generator[object, None, list[array[float]]]:
        """See ``ChatModel.states``."""
        read = [self.engine.tokenize(text, special=False) for text in texts]
        states = yield from self.engine.hidden_states([(tokens, len(tokens) - 1) for tokens in read], LATE)
        return [layers[0] for layers in states]

    def peek(self, prompt: ChatPrompt, suffix: str, words: Sequence[str]) -> Generator[object, None, list[float]]:
        """See ``ChatModel.peek``."""
        last = prompt.messages[-1]
        more = ChatMessage(last.role, [*last.content, TextPart(suffix)])
        longer = replace(prompt, messages=(*prompt.messages[:-1], more))
        # What both begin with ends where the last message ends, whatever the template writes after it.
        chunks = self.encode(prompt)
        shared = CachePrefix(chunks).shared_with(self.encode(longer))
        added = self.engine.tokenize(suffix, special=False)
        wanted = [self.engine.tokenize(word, special=False)[0] for word in words]
        self._read = CachePrefix()
        self._change(prompt.changes)
        return (yield from self.engine.peek(chunks[:shared], added, wanted))

    # --- snapshots ---

    def read_prefix(self) -> CachePrefix:
        """See ``ChatModel.read_prefix``."""
        return self._read

    def save(self, most_bytes: int) -> ModelSnapshot | None:
        """See ``ChatModel.save``."""
        state = self.engine.save(most_bytes) if len(self._read) else b""
        return ModelSnapshot(self._read, state) if state else None

    def saves_tokens(self, prompt: ChatPrompt, prefix: CachePrefix) -> int:
        """See ``ChatModel.saves_tokens``."""
        return self.saved_tokens(prompt, prefix) - self._cached(prompt, self.encode(prompt))

    def saved_tokens(self, prompt: ChatPrompt, prefix: CachePrefix) -> int:
        """See ``ChatModel.saved_tokens``."""
        return prefix.shared_with(self.encode(prompt))

    def shared_tokens(self, prompt: ChatPrompt, other: ChatPrompt) -> int:
        """See ``ChatModel.shared_tokens``."""
        return CachePrefix(self.encode(prompt)).shared_with(self.encode(other))

    def _cached(self, prompt: ChatPrompt, chunks: Sequence[PromptChunk]) -> int:
        """How many of the *chunks* of *prompt* were read already, with the weights they are to be answered by."""
        # Asked with every key: compared as they are, not by what their files hold.
        now = ModelChanges(self.engine.adapters, self.engine.steering)
        return self.engine.cached_prefix_length(chunks) if prompt.changes.working == now else 0

    def _change(self, changes: ModelChanges) -> None:
        self.engine.use_adapters(changes.adapters)
        self.engine.steer(changes.steering)

    def restore(self, snapshot: ModelSnapshot) -> bool:
        """See ``ChatModel.restore``."""
        self._read = CachePrefix()
        self._change(snapshot.prefix.changes)
        return self.engine.restore(snapshot.prefix.chunks, snapshot.state)

    def close(self) -> None:
        """See ``ChatModel.close``."""
        self._encoded.clear()
        self.engine.close()


def taken_in(part: MediaPart, senses: frozenset[MediaKind]) -> MediaItem | None:
    """*part* as an engine with these *senses* knows it; None where it has none for it."""
    if isinstance(part, ImagePart):
        item = MediaItem(MediaKind.IMAGE, part.digest, part.width, part.height)
    else:
        item = MediaItem(MediaKind.AUDIO, part.digest, part.samples)
    return item if item.width > 0 and item.kind in senses else None
