"""From a message to its reply: what the model reads, what it says, and what is kept of that."""

from app.generation.context import Backdrop
from app.generation.kv_snapshots import Resume
from app.generation.lore_preview import spoken_now
from app.generation.memory_evaluation import Examined
from app.generation.prefill import PAUSE_ON_BATTERY_S, PAUSE_S
from app.generation.preview import Spoken, fields_in
from app.generation.reply import Stats
from app.generation.service import Conversations, Exchange
from app.generation.traces import LoreLine, Told

__all__ = [
    "PAUSE_ON_BATTERY_S",
    "PAUSE_S",
    "Backdrop",
    "Conversations",
    "Examined",
    "Exchange",
    "LoreLine",
    "Resume",
    "Spoken",
    "Stats",
    "Told",
    "fields_in",
    "spoken_now",
]
