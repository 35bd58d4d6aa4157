"""A home for a while: a vault, a companion and conversations over one model, as the app has them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from app.chat import Author, ConversationId, ConversationStore
from app.core import settings as s
from app.core.errors import EngineError
from app.core.paths import Home, resources
from app.core.settings import DeviceSettingsBackend, Settings
from app.core.workers import Failed, Finished, Job, Worker, run_to_end, task
from app.diagnostics.bench.invented import Invented
from app.engine import Engine, PromptChunk
from app.generation import PAUSE_S, Conversations, KvSnapshots, PendingReply
from app.models import TOY_MODEL, LocalChatModel, ModelRegistry, ModelSession, StarterModel
from app.personas import Persona, PersonaStore, StarterPersona
from app.templates import TextDelta
from app.vault import Blobs, DataKey, Vault, VaultSettingsBackend

KEY_S = 0.180
"""From one key to the next: about 65 words a minute."""
WAIT_S = 0.300
"""From the last key to Enter, of somebody who looks once at what they wrote."""
MEGABYTE = 1_000_000
PATIENCE_S = 1800.0
PERSONA_WORDS = 150

Found = TypeVar("Found")


class Stage:
    """Everything between Enter and the first word, without the window.

    The vault lies below *folder* and is gone with it.
    """

    def __init__(
        self,
        folder: Path,
        model: Path,
        *,
        context_tokens: int,
        threads: int = 0,
        instructions: str = "{description}",
        sketches: Sequence[StarterPersona] = (),
    ) -> None:
        home = Home(folder)
        home.prepare()
        self.vault = Vault(home.vault, DataKey.fresh(), may_create=True)
        self.settings = Settings(DeviceSettingsBackend(home.device_settings))
        self.settings.open_vault(VaultSettingsBackend(self.vault))
        for setting, value in (
            (s.CONTEXT_TOKENS, context_tokens), (s.THREADS, threads), (s.REPLY_TOKENS, 64), (s.KV_TYPE, "f16"),
            (s.RESUME_MB, 20_000),
        ):  # fmt: skip
            self.settings.put(setting, value)
        registry = ModelRegistry(home.registry, StarterModel(resources() / TOY_MODEL))
        if not model.samefile(resources() / TOY_MODEL):
            self.settings.put(s.MODEL_NAME, run_to_end(registry.add(model)).name)
        self.model = ModelSession(registry, self.settings, home.root)
        self.worker = Worker("bench")
        self.store = ConversationStore(self.vault)
        self.resume = KvSnapshots(self.vault, Blobs(self.vault), lambda: self.settings.number(s.RESUME_MB) * MEGABYTE)
        self.invented = Invented(3)
        personas, described = PersonaStore(self.vault), self.words(PERSONA_WORDS)
        personas.add_starters(sketches or [StarterPersona("bench", "Nobody", "", described, described, "", ())])
        self.personas: list[Persona] = personas.all()
        self.persona: Persona = self.personas[0]
        self.talks = Conversations(self.store, self.worker, self.model, self.settings, instructions, self.resume)

    @property
    def engine(self) -> Engine:
        """The loaded model; it is loaded on the worker."""
        loaded: LocalChatModel = _result(self.worker.submit(self.model.ensure))
        return loaded.engine

    def on_worker(self, call: Callable[[Engine], Found]) -> Found:
        """What *call* gives on the model's own thread."""
        engine = self.engine
        found: Found = _result(self.worker.submit(task(lambda: call(engine))))
        return found

    def describe(self, tokens: int) -> None:
        """Let the companion be one whose description takes about so many tokens."""
        described, engine = "", self.engine
        while len(engine.tokenize(described, special=False)) < tokens:
            described += f" {self.words(40)}"
        self.persona = replace(self.persona, description=described, nutshell=described)

    def prompt_of(self, conversation_id: ConversationId) -> list[PromptChunk]:
        """What the model reads when something short is said now."""

        def encoded(_: Engine) -> list[PromptChunk]:
            prompt = self.talks.prefill.prompt_for_draft(self.persona, conversation_id, "so")
            return list(self.model.loaded.encode(prompt.chat))

        return self.on_worker(encoded)

    def restart(self) -> None:
        """Free the model and load it again: its cache is empty."""
        _result(self.worker.submit(task(self.model.close)))
        self.on_worker(lambda _: None)

    def kept_bytes(self) -> int:
        """How much lies in encrypted blobs."""
        return int(self.vault.read("SELECT total(size_bytes) FROM blob")[0][0])

    def close(self) -> None:
        """End everything."""
        self.worker.close(30)
        self.model.close()
        self.vault.close()

    def words(self, count: int) -> str:
        """*count* invented words, as common as a message's are."""
        return " ".join(self.invented.pick(0, 400, count))

    def talk_of(self, tokens: int) -> ConversationId:
        """A conversation whose messages take about so many tokens."""
        conversation_id, engine = self.store.catalogue.start(self.persona.id), self.engine
        held = 0
        while held < tokens:
            for author in (Author.ME, Author.PERSONA):
                text = self.words(30)
                self.say_quietly(conversation_id, author, text)
                held += len(engine.tokenize(text, special=False)) + 6
        return conversation_id

    def say_quietly(self, conversation_id: ConversationId, author: Author, text: str) -> None:
        """Put a message at the end of *conversation_id* without anybody answering."""
        path = self.store.tree.path(conversation_id, last=1)
        self.store.tree.add(conversation_id, path[-1].id if path else None, author, text)

    def settle(self, conversation_id: ConversationId | None, *, keep: bool = False) -> int:
        """Let the model read the history, as it does when nobody waits; how many tokens it read."""
        job = self.talks.prefill.warm_up(self.persona, conversation_id, keep=keep)
        return int(_result(job))

    # --- asking ---

    def ask(self, conversation_id: ConversationId, text: str) -> float:
        """Milliseconds from Enter to the first word; then everything is as it was before, but for the cache."""
        first: list[float] = []

        def on_event(event: object) -> None:
            if isinstance(event, TextDelta) and event.text.strip() and not first:
                first.append(time.perf_counter())
                _job_of(exchange[0]).cancel()

        asked_at = time.perf_counter()
        exchange = [self.talks.replies.say(self.persona, conversation_id, text, on_event)]
        _job_of(exchange[0]).wait(PATIENCE_S)
        mine = exchange[0].question
        assert mine is not None
        self.store.trash.remove(conversation_id, mine.id)
        return 1000 * (first[0] - asked_at) if first else float("nan")

    def reply(self, persona: Persona, text: str) -> str:
        """What *persona* answers to *text* in a conversation of its own, which is gone afterwards."""
        exchange = self.talks.replies.say(persona, None, text)
        _result(exchange.job)
        told = self.store.tree.get(exchange.answer.id).text
        self.store.trash.move_to_trash(exchange.conversation_id)
        self.store.trash.purge(exchange.conversation_id)
        return told

    def type_and_ask(self, conversation_id: ConversationId, text: str, wait_s: float) -> float:
        """Type *text* key by key, wait, and press Enter."""
        for end in range(1, len(text) + 1):
            until_next = KEY_S if end < len(text) else wait_s
            if until_next < PAUSE_S:
                break
            time.sleep(PAUSE_S)
            self.talks.prefill.typing(self.persona, conversation_id, text[:end])
            time.sleep(until_next - PAUSE_S)
        return self.ask(conversation_id, text)


def _result(job: Job | None) -> Any:
    assert job is not None
    job.wait(PATIENCE_S)
    match job.end:
        case Finished(value=value):
            return value
        case Failed(error=error):
            raise error
    raise EngineError("bench_step")


def _job_of(exchange: PendingReply) -> Job:
    assert exchange.job is not None, "nothing that the bench says is answered by the app"
    return exchange.job
