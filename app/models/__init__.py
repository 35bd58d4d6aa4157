"""The models one owns or could own: the catalogue and what fits this machine, downloads, the registry, and the one that
answers now."""

from app.models.adapter_choices import AdapterChoices
from app.models.adapters import AdapterService
from app.models.cache_prefix import CachePrefix
from app.models.calibrate import flash_is_quicker, weights_a_second
from app.models.catalogue import (
    VOICES,
    CatalogueEmbedder,
    CatalogueModel,
    CatalogueVoice,
    read_catalogue,
    read_embedder,
    read_voices,
)
from app.models.chat_model import (
    Capability,
    ChatModel,
    ChatOptions,
    ChatPrompt,
    Delta,
    ModelSnapshot,
    Token,
    never_over,
)
from app.models.describer import LOOKS, MOOD, WHAT, PictureDescriber, Pixels, in_one_sentence
from app.models.download import Download, DownloadProgress, DownloadStage
from app.models.download_queue import DownloadQueue
from app.models.external_models import ExternalModel, find_external_models
from app.models.eyes import PROJECTOR_TYPE, is_projector, projector_beside, projector_memory
from app.models.formats import check_model, template_in
from app.models.graphics_packs import ENDING, GraphicsPacks, InstalledPack, PackOffer, PackStatus, this_system
from app.models.local_chat_model import LATE, LocalChatModel
from app.models.machine import Machine, is_on_battery, look_around, look_for_work
from app.models.memory_need import needed
from app.models.model_files import (
    FileProgress,
    check_files,
    copy_in,
    delete_removed,
    free_in,
    is_voice_file,
    move_models,
    remove_model,
    restore_model,
    storage_of,
)
from app.models.peft import is_peft
from app.models.planner import (
    CARD_FAILS,
    PLAINER,
    TEMPLATE_BREAKS,
    TEMPLATE_WAITS,
    LoadPreferences,
    MemoryBudget,
    PlanCandidate,
    described,
    fallback_plans,
    fits,
    host_and_device_bytes,
    load_preferences,
    memory_budget,
)
from app.models.recommender import Recommendation, Recommender, SpeedProbe
from app.models.registry import RECOGNIZER, VOICE, InstalledModel, ModelRegistry, Origin
from app.models.sampling_overrides import SamplingOverrides
from app.models.sampling_presets import KNOBS, PRESETS, Numbers, SamplingParameter, sampling_for
from app.models.service import ModelService
from app.models.session import FlashProbe, LoadDegraded, Loading, ModelSession, Ready
from app.models.starter import STARTER_ADAPTERS, TOY_MODEL, StarterModel, find_starter
from app.models.suitability import (
    VERDICTS,
    Rating,
    Speeds,
    Suitability,
    assess,
    paced,
    read_a_token,
    recommended,
    summed,
)

__all__ = [
    "CARD_FAILS",
    "ENDING",
    "KNOBS",
    "LATE",
    "LOOKS",
    "MOOD",
    "PLAINER",
    "PRESETS",
    "PROJECTOR_TYPE",
    "RECOGNIZER",
    "STARTER_ADAPTERS",
    "TEMPLATE_BREAKS",
    "TEMPLATE_WAITS",
    "TOY_MODEL",
    "VERDICTS",
    "VOICE",
    "VOICES",
    "WHAT",
    "AdapterChoices",
    "AdapterService",
    "CachePrefix",
    "Capability",
    "CatalogueEmbedder",
    "CatalogueModel",
    "CatalogueVoice",
    "ChatModel",
    "ChatOptions",
    "ChatPrompt",
    "Delta",
    "Download",
    "DownloadProgress",
    "DownloadQueue",
    "DownloadStage",
    "ExternalModel",
    "FileProgress",
    "FlashProbe",
    "GraphicsPacks",
    "InstalledModel",
    "InstalledPack",
    "LoadDegraded",
    "LoadPreferences",
    "Loading",
    "LocalChatModel",
    "Machine",
    "MemoryBudget",
    "ModelRegistry",
    "ModelService",
    "ModelSession",
    "ModelSnapshot",
    "Numbers",
    "Origin",
    "PackOffer",
    "PackStatus",
    "PictureDescriber",
    "Pixels",
    "PlanCandidate",
    "Rating",
    "Ready",
    "Recommendation",
    "Recommender",
    "SamplingOverrides",
    "SamplingParameter",
    "SpeedProbe",
    "Speeds",
    "StarterModel",
    "Suitability",
    "Token",
    "assess",
    "check_files",
    "check_model",
    "copy_in",
    "delete_removed",
    "described",
    "fallback_plans",
    "find_external_models",
    "find_starter",
    "fits",
    "flash_is_quicker",
    "free_in",
    "host_and_device_bytes",
    "in_one_sentence",
    "is_on_battery",
    "is_peft",
    "is_projector",
    "is_voice_file",
    "load_preferences",
    "look_around",
    "look_for_work",
    "memory_budget",
    "move_models",
    "needed",
    "never_over",
    "paced",
    "projector_beside",
    "projector_memory",
    "read_a_token",
    "read_catalogue",
    "read_embedder",
    "read_voices",
    "recommended",
    "remove_model",
    "restore_model",
    "sampling_for",
    "storage_of",
    "summed",
    "template_in",
    "this_system",
    "weights_a_second",
]
