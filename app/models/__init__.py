"""The models one owns or could own: the catalogue and what fits this machine, downloads, the shelf, and the one that
answers now."""

from app.models.catalogue import CatalogueEmbedder, CatalogueModel, read_catalogue, read_embedder
from app.models.download import Download, Pace, Stage
from app.models.download_queue import Downloads
from app.models.external_models import Stray, find_strays
from app.models.formats import check_model, template_in
from app.models.graphics_packs import ENDING, InstalledPack, PackOffer, Packs, Standing, this_system
from app.models.machine import Machine, is_on_battery, look_around, look_for_work
from app.models.memory_need import needed
from app.models.model_files import (
    Handling,
    check_files,
    copy_in,
    delete_removed,
    free_in,
    move_models,
    put_back,
    storage_of,
    take_away,
)
from app.models.planner import (
    CARD_FAILS,
    PLAINER,
    TEMPLATE_BREAKS,
    TEMPLATE_WAITS,
    Room,
    Rung,
    Wish,
    described,
    fits,
    ladder,
    room_on,
    sides,
    wished,
)
from app.models.recommender import Advice, Advisor, SpeedProbe
from app.models.registry import Origin, Shelf, ShelfModel
from app.models.sampling_overrides import Reach, WordChoice
from app.models.sampling_presets import KNOBS, MANNERS, Knob, Numbers, sampling_for
from app.models.session import CurrentModel, Lightened, Loading, Ready
from app.models.suitability import (
    CLOSE_OTHERS,
    TOLD,
    Judgement,
    Speeds,
    Verdict,
    judge,
    paced,
    read_a_token,
    recommended,
    summed,
)

__all__ = [
    "CARD_FAILS",
    "CLOSE_OTHERS",
    "ENDING",
    "KNOBS",
    "MANNERS",
    "PLAINER",
    "TEMPLATE_BREAKS",
    "TEMPLATE_WAITS",
    "TOLD",
    "Advice",
    "Advisor",
    "CatalogueEmbedder",
    "CatalogueModel",
    "CurrentModel",
    "Download",
    "Downloads",
    "Handling",
    "InstalledPack",
    "Judgement",
    "Knob",
    "Lightened",
    "Loading",
    "Machine",
    "Numbers",
    "Origin",
    "Pace",
    "PackOffer",
    "Packs",
    "Reach",
    "Ready",
    "Room",
    "Rung",
    "Shelf",
    "ShelfModel",
    "SpeedProbe",
    "Speeds",
    "Stage",
    "Standing",
    "Stray",
    "Verdict",
    "Wish",
    "WordChoice",
    "check_files",
    "check_model",
    "copy_in",
    "delete_removed",
    "described",
    "find_strays",
    "fits",
    "free_in",
    "is_on_battery",
    "judge",
    "ladder",
    "look_around",
    "look_for_work",
    "move_models",
    "needed",
    "paced",
    "put_back",
    "read_a_token",
    "read_catalogue",
    "read_embedder",
    "recommended",
    "room_on",
    "sampling_for",
    "sides",
    "storage_of",
    "summed",
    "take_away",
    "template_in",
    "this_system",
    "wished",
]
