"""Everything that needs the open vault, built from the bottom up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.boundaries import Boundaries, BoundaryStore, TimeSpent
from app.call import CallService, Dictation, ReadAloud, VoiceChoices, chosen_recognizers
from app.chat import ConversationStore
from app.core import settings as s
from app.core.paths import resources
from app.core.settings import Settings
from app.core.workers import Worker
from app.generation import AttachmentService, Conversations, KvSnapshots, MediaContents, SpeakingFirst
from app.maintenance import Trash
from app.manner import Attunement, MannerChoices, ReaderStore
from app.memory import Memory
from app.models import (
    STARTER_ADAPTERS,
    AdapterChoices,
    AdapterService,
    ModelRegistry,
    ModelSession,
    PictureDescriber,
    SamplingOverrides,
)
from app.personas import CardImporter, PersonaStore, starter_sketches
from app.presence import Backgrounds, ExpressionPictures, FirstWords
from app.steering import SliderService, SliderStore
from app.vault import Blobs, Vault
from app.voice import Audio, has_system_voice

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Session:
    """What there is once the vault is open."""

    vault: Vault
    blobs: Blobs
    personas: PersonaStore
    importer: CardImporter
    conversations: Conversations
    word_choice: SamplingOverrides
    boundaries: Boundaries
    time_spent: TimeSpent
    memory: Memory
    trash: Trash
    expressions: ExpressionPictures
    backgrounds: Backgrounds
    first_words: FirstWords
    speaking_first: SpeakingFirst
    adapter_choices: AdapterChoices
    sliders: SliderService
    manner: MannerChoices
    attunement: Attunement
    voice_choices: VoiceChoices
    read_aloud: ReadAloud
    call: CallService
    dictation: Dictation
    attaching: AttachmentService


def open_session(
    vault: Vault,
    settings: Settings,
    worker: Worker,
    model: ModelSession,
    adapters: AdapterService,
    registry: ModelRegistry,
    audio: Audio,
) -> Session:
    """Open every room that needs *vault*, and settle what an end without closing left behind.

    Raises:
        VaultError: something of it cannot be read.
    """
    blobs = Blobs(vault)
    blobs.sweep()
    personas = PersonaStore(vault)
    personas.sweep()
    personas.add_starters(starter_sketches(resources() / "personas"))
    store = ConversationStore(vault, blobs=blobs)
    store.replies.mark_interrupted()
    store.attachments.drop_removed()
    model.show = MediaContents(store.attachments).show
    store.trash.purge_messages()  # an earlier version had begun to delete them
    instructions = (resources() / "prompts" / "companion.txt").read_text("utf-8")
    resume = KvSnapshots(vault, blobs, lambda: settings.number(s.RESUME_MB) * MEGABYTE)
    word_choice = SamplingOverrides(vault)
    boundaries = Boundaries(BoundaryStore(vault), lambda: settings.switch(s.MATURE_LOCK))
    memory = Memory(
        vault, store.branches.on_way, resources() / "words",
        usual_reach=lambda: settings.text(s.MEMORY_REACH), is_on=lambda: settings.switch(s.REMEMBER),
    )  # fmt: skip
    sliders = SliderService(SliderStore(vault), lambda: Path(model.chosen.path))
    manner = MannerChoices(vault)
    attunement = Attunement(
        ReaderStore(vault), manner, lambda: sliders.model, lambda: memory.embedder,
        resources() / STARTER_ADAPTERS / "feelings.json",
    )  # fmt: skip
    conversations = Conversations(
        store, worker, model, settings, instructions, resume, word_choice,
        boundaries=boundaries, memory=memory, adapters=adapters, sliders=sliders,
        attunement=attunement, manner=manner,
    )  # fmt: skip
    voice_choices = VoiceChoices(manner, registry.models, has_system_voice)
    first_words = FirstWords(vault)
    speaking_first = SpeakingFirst(
        conversations, personas, first_words, memory, resources() / "prompts" / "first_word.toml",
        can_be_told=lambda: not model.facts.is_starter,
    )  # fmt: skip
    attaching = _attaching(store, settings, registry)
    call, dictation = _calling(audio, voice_choices, conversations, settings, registry, attaching)
    return Session(
        vault, blobs, personas, CardImporter(personas, blobs), conversations, word_choice, boundaries, TimeSpent(vault),
        memory, Trash(vault, personas, conversations, memory), ExpressionPictures(personas, blobs),
        Backgrounds(vault, personas, blobs), first_words, speaking_first, AdapterChoices(vault), sliders, manner,
        attunement, voice_choices, _reading(audio, voice_choices, conversations, call), call, dictation,
        attaching,
    )  # fmt: skip


def _attaching(store: ConversationStore, settings: Settings, registry: ModelRegistry) -> AttachmentService:
    """What brings pictures and recordings into messages."""
    describer = PictureDescriber(registry, settings)
    attaching = AttachmentService(
        store.attachments, settings, describer.describe, lambda: found.name if (found := describer.model) else ""
    )
    attaching.recognizers = lambda: chosen_recognizers(registry.models(), settings.text(s.RECOGNIZER))
    return attaching


def _calling(
    audio: Audio,
    choices: VoiceChoices,
    conversations: Conversations,
    settings: Settings,
    registry: ModelRegistry,
    attaching: AttachmentService,
) -> tuple[CallService, Dictation]:
    """What a conversation by voice goes through, and what turns speech into a draft."""

    def recognizers() -> tuple[Path, ...]:
        return chosen_recognizers(registry.models(), settings.text(s.RECOGNIZER))

    call = CallService(
        audio, conversations.replies, conversations.store, choices, settings, recognizers, attaching.glance
    )
    return call, Dictation(audio, settings, recognizers)


def _reading(audio: Audio, choices: VoiceChoices, conversations: Conversations, call: CallService) -> ReadAloud:
    """What reads replies aloud, and hears of each."""
    read_aloud = ReadAloud(audio, choices)
    read_aloud.is_held = lambda: call.is_active
    conversations.replies.subscribe(read_aloud.follow)
    return read_aloud
