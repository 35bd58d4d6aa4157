"""The models one owns or could own: the catalogue and what fits this machine, downloads, the shelf, and the one that
answers now."""

from app.library.adopt import Stray, find_strays
from app.library.advisor import Advice, Advisor, SpeedProbe
from app.library.catalogue import CatalogueEmbedder, CatalogueModel, read_catalogue, read_embedder
from app.library.current import CurrentModel, Lightened, Loading, Ready
from app.library.download import Download, Pace, Stage
from app.library.downloads import Downloads
from app.library.fit import (
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
from app.library.formats import check_model, template_in
from app.library.judge import (
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
from app.library.keeping import (
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
from app.library.manner import KNOBS, MANNERS, Knob, Numbers, sampling_for
from app.library.need import needed
from app.library.packs import ENDING, InstalledPack, PackOffer, Packs, Standing, this_system
from app.library.shelf import Origin, Shelf, ShelfModel
from app.library.word_choice import Reach, WordChoice

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
    "judge",
    "ladder",
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
