"""From a message to its reply: what the model reads, what it says, and what is kept of that."""

from app.generation.attaching import AttachmentService
from app.generation.considering import Considering, Felt
from app.generation.context import PromptContextBuilder
from app.generation.conversations import Conversations
from app.generation.kv_snapshots import KvSnapshots
from app.generation.listeners import ReplySource
from app.generation.lore_preview import preview_activation
from app.generation.media_contents import MediaContents
from app.generation.memory_evaluation import EvaluationResult
from app.generation.prefill import PAUSE_ON_BATTERY_S, PAUSE_S
from app.generation.prefill_service import PrefillService
from app.generation.preview import PreviewLine, fields_in
from app.generation.recorder import Stats
from app.generation.reply_service import PendingReply, ReplyService
from app.generation.speaking_first import Occasion, SpeakingFirst
from app.generation.traces import LoreLine, ReplyTrace

__all__ = [
    "PAUSE_ON_BATTERY_S",
    "PAUSE_S",
    "AttachmentService",
    "Considering",
    "Conversations",
    "EvaluationResult",
    "Felt",
    "KvSnapshots",
    "LoreLine",
    "MediaContents",
    "Occasion",
    "PendingReply",
    "PrefillService",
    "PreviewLine",
    "PromptContextBuilder",
    "ReplyService",
    "ReplySource",
    "ReplyTrace",
    "SpeakingFirst",
    "Stats",
    "fields_in",
    "preview_activation",
]
