"""Every setting once: key, kind, default, and where it lives; its label and help stand in the catalogue, by its key.

The settings screen is built from these declarations.  ``DEVICE`` settings lie in a plain file, as
they are needed before unlocking; everything personal is ``VAULT``.
"""

from __future__ import annotations

import enum
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.errors import HomeUnwritable
from app.core.events import tell_each
from app.core.files import write_whole
from app.core.state_file import read_state, set_aside
from app.core.text import Text

Value = str | int | float | bool


class Storage(enum.Enum):
    """Where a setting is kept."""

    DEVICE = "device"
    VAULT = "vault"


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting.  *choices* are the values it can have; *span* is (low, high)."""

    key: str
    default: Value
    storage: Storage
    section: str
    choices: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    hidden: bool = False
    is_device: bool = False
    """Whether it names a device for sound; only the machine knows what there is to choose from."""

    @property
    def heading(self) -> Text:
        """What the section is called that it stands in."""
        return Text(f"setting_section.{self.section}")

    @property
    def label(self) -> Text:
        """What it is called."""
        return Text(f"setting.{self.key}.label")

    @property
    def help(self) -> Text:
        """What it does."""
        return Text(f"setting.{self.key}.help")

    @property
    def choice_labels(self) -> list[Text]:
        """What its choices are called."""
        return [Text(f"setting.{self.key}.choice.{choice or 'none'}") for choice in self.choices]

    @property
    def kind(self) -> str:
        """How it is shown: ``choice``, ``switch``, ``number`` or ``text``."""
        if self.choices:
            return "choice"
        return {bool: "switch", int: "number", float: "number"}.get(type(self.default), "text")

    def accepts(self, value: object) -> bool:
        """Whether *value* is of the right type and within its bounds."""
        if type(value) is not type(self.default):
            return False
        if self.choices and value not in self.choices:
            return False
        return not (self.span and isinstance(value, int) and not self.span[0] <= value <= self.span[1])


LOOKS, TALK, MODEL, LOCKING = "appearance", "conversation", "model", "locking"
EXPERTS, NETWORK, REST, LORE, MEMORY = "model_experts", "network", "rest", "lorebooks", "memory"
CALLS = "calls"

THEMES = ("system", "light", "mist", "rose", "dark", "midnight", "contrast")
"""The files in ``resources/themes``, and whatever the system has."""
THEME = Setting("theme", "system", Storage.DEVICE, LOOKS, choices=THEMES)
TEXT_SIZE = Setting("text_size", 16, Storage.DEVICE, LOOKS, span=(12, 28))
REDUCE_MOTION = Setting("reduce_motion", False, Storage.DEVICE, LOOKS)
READING_FONT = Setting("reading_font", "sans", Storage.DEVICE, LOOKS, choices=("sans", "system", "serif"))
LINE_WIDTH = Setting("line_width", "usual", Storage.DEVICE, LOOKS, choices=("narrow", "usual", "wide"))
DENSITY = Setting("density", "usual", Storage.DEVICE, LOOKS, choices=("close", "usual", "airy"))
FACE = Setting("face", True, Storage.DEVICE, LOOKS)
FLOATING_WORDS = Setting("floating_words", True, Storage.DEVICE, LOOKS)
TRAY = Setting("tray", True, Storage.DEVICE, LOOKS)
CLOSE_TO_TRAY = Setting("close_to_tray", False, Storage.DEVICE, LOOKS)
PANEL = Setting("panel", "?", Storage.DEVICE, LOOKS, hidden=True)
"""Which page stands beside the conversation; a question mark until somebody opened or closed one."""
LIST_WIDTH = Setting("list_width", 290, Storage.DEVICE, LOOKS, span=(64, 460), hidden=True)
FLOATING_PLACE = Setting("floating_place", "", Storage.DEVICE, LOOKS, hidden=True)
CHAT_STYLE = Setting("chat_style", "bubbles", Storage.DEVICE, LOOKS, choices=("bubbles", "flat", "book"))
YOUR_NAME = Setting("your_name", "", Storage.VAULT, TALK)
ENTER_SENDS = Setting("enter_sends", True, Storage.VAULT, TALK)
STYLE = Setting("style", "lively", Storage.VAULT, TALK, choices=("steady", "lively", "wild"))
REPLY_TOKENS = Setting("reply_tokens", 600, Storage.VAULT, TALK, span=(50, 4000))
CONTEXT_TOKENS = Setting("context_tokens", 8192, Storage.DEVICE, MODEL, span=(1024, 131072))
THREADS = Setting("threads", 0, Storage.DEVICE, MODEL, span=(0, 256))
USE_GPU = Setting("use_gpu", True, Storage.DEVICE, MODEL)
READ_AHEAD = Setting("read_ahead", True, Storage.DEVICE, MODEL)
FIRST_WORD_MS = Setting("first_word_ms", 200, Storage.DEVICE, EXPERTS, span=(0, 10_000))
GUESS_AHEAD = Setting("guess_ahead", "model", Storage.DEVICE, EXPERTS, choices=("model", "text", "off"))
"""What is guessed ahead where that is quicker: by a smaller model too, only from what stood before, or nothing."""
THINK_FIRST = Setting("think_first", False, Storage.DEVICE, MODEL)
ATTUNEMENT_S = Setting("attunement_s", 8, Storage.DEVICE, MODEL, span=(1, 120))
EAGER = Setting("eager", False, Storage.DEVICE, MODEL)
PICTURE_TOKENS = Setting("picture_tokens", "256", Storage.DEVICE, MODEL, choices=("64", "256", "0"))
"""How much of what it sees at once a picture takes at most, where a model leaves that open."""
DESCRIBE_PICTURES = Setting("describe_pictures", True, Storage.DEVICE, MODEL)
DESCRIBER = Setting("describer", "", Storage.DEVICE, MODEL, hidden=True)
KV_TYPE = Setting("kv_type", "auto", Storage.DEVICE, EXPERTS, choices=("auto", "f16", "q8_0"))
FLASH_ATTENTION = Setting("flash_attention", "auto", Storage.DEVICE, EXPERTS, choices=("auto", "on", "off"))
STRETCH = Setting("stretch", "1", Storage.DEVICE, EXPERTS, choices=("1", "2", "4"))
REST_AFTER = Setting("rest_after", "60", Storage.DEVICE, MODEL, choices=("0", "10", "30", "60", "180"))
RESUME_MB = Setting("resume_mb", 2000, Storage.DEVICE, MODEL, span=(0, 50_000))
OFFLINE = Setting("offline", False, Storage.DEVICE, NETWORK)
DOWNLOADS_AT_ONCE = Setting("downloads_at_once", 2, Storage.DEVICE, NETWORK, span=(1, 4))
SPEED_CAP = Setting("speed_cap", 0, Storage.DEVICE, NETWORK, span=(0, 10_000_000))
UPDATE_ADDRESS = Setting("update_address", "", Storage.DEVICE, NETWORK)
SUGGESTION_PUT_OFF = Setting("suggestion_put_off", False, Storage.DEVICE, NETWORK, hidden=True)
RECOVERY_PUT_OFF = Setting("recovery_put_off", False, Storage.VAULT, LOOKS, hidden=True)
WINDOW_PLACE = Setting("window", "", Storage.DEVICE, LOOKS, hidden=True)
MODELS_FOLDER = Setting("models_folder", "", Storage.DEVICE, NETWORK, hidden=True)
HUB_TOKEN = Setting("hub_token", "", Storage.VAULT, NETWORK, hidden=True)
MODEL_NAME = Setting("model", "", Storage.DEVICE, MODEL, hidden=True)
WELCOMED = Setting("welcomed", False, Storage.VAULT, TALK, hidden=True)
SAFE_WORD = Setting("safe_word", "red light", Storage.VAULT, REST)
REMINDER = Setting("reminder", "180", Storage.VAULT, REST, choices=("60", "120", "180", "0"))
BREAK = Setting("break", "0", Storage.VAULT, REST, choices=("0", "30", "60", "120"))
QUIET_FROM = Setting("quiet_from", "", Storage.VAULT, REST, choices=("", "20", "21", "22", "23", "0", "1"))
QUIET_TO = Setting("quiet_to", "7", Storage.VAULT, REST, choices=("5", "6", "7", "8", "9"))
COUNT_TIME = Setting("count_time", True, Storage.VAULT, REST)
HELP_COUNTRY = Setting("help_country", "", Storage.VAULT, REST)
MATURE_LOCK = Setting("mature_lock", False, Storage.VAULT, REST, hidden=True)
LOCK_IDLE = Setting("lock_idle", "30", Storage.VAULT, LOCKING, choices=("0", "5", "15", "30", "60"))
LOCK_WITH_SCREEN = Setting("lock_with_screen", True, Storage.VAULT, LOCKING)
LOCK_ON_SUSPEND = Setting("lock_on_suspend", True, Storage.VAULT, LOCKING)
KEYRING_AT_START = Setting("keyring_at_start", True, Storage.DEVICE, LOCKING)
LOCKED = Setting("locked", False, Storage.DEVICE, LOCKING, hidden=True)
CHECKED_AT = Setting("checked_at", 0, Storage.VAULT, LOCKING, hidden=True)
RENEWING = Setting("renewing", False, Storage.VAULT, LOCKING, hidden=True)
LORE_DEPTH = Setting("lore_depth", 4, Storage.VAULT, LORE, span=(1, 100))
LORE_BUDGET = Setting("lore_budget", 25, Storage.VAULT, LORE, span=(1, 75))
LORE_RECURSES = Setting("lore_recurses", True, Storage.VAULT, LORE)
LORE_WHOLE_WORDS = Setting("lore_whole_words", True, Storage.VAULT, LORE)
LORE_CASE = Setting("lore_case", False, Storage.VAULT, LORE)
LORE_FAITHFUL = Setting("lore_faithful", "", Storage.VAULT, LORE, hidden=True)
REMEMBER = Setting("remember", True, Storage.VAULT, MEMORY)
MEMORY_REACH = Setting(
    "memory_reach", "companion", Storage.VAULT, MEMORY, choices=("conversation", "companion", "shared")
)
EMBEDDER = Setting("embedder", "", Storage.DEVICE, MEMORY, hidden=True)
CALL_PATIENCE = Setting("call_patience", "usual", Storage.VAULT, CALLS, choices=("quick", "usual", "patient"))
PUSH_TO_TALK = Setting("push_to_talk", False, Storage.VAULT, CALLS)
CALL_HALF_DUPLEX = Setting("call_half_duplex", False, Storage.VAULT, CALLS)
NOTICE_HESITATION = Setting("notice_hesitation", True, Storage.VAULT, CALLS)
MICROPHONE = Setting("microphone", "", Storage.DEVICE, CALLS, is_device=True)
LOUDSPEAKER = Setting("loudspeaker", "", Storage.DEVICE, CALLS, is_device=True)
RECOGNIZER = Setting("recognizer", "", Storage.DEVICE, CALLS, hidden=True)
USUAL_PROFILE = Setting("usual_profile", 0, Storage.VAULT, TALK, hidden=True)
LAST_PERSONA = Setting("last_persona", 0, Storage.VAULT, TALK, hidden=True)

COST_MEASURED_ON = Setting("cost_measured_on", "", Storage.VAULT, TALK, hidden=True)

SETTINGS: tuple[Setting, ...] = (
    THEME,
    TEXT_SIZE,
    REDUCE_MOTION,
    READING_FONT,
    LINE_WIDTH,
    DENSITY,
    CHAT_STYLE,
    FACE,
    FLOATING_WORDS,
    TRAY,
    CLOSE_TO_TRAY,
    FLOATING_PLACE,
    LIST_WIDTH,
    PANEL,
    YOUR_NAME,
    ENTER_SENDS,
    STYLE,
    REPLY_TOKENS,
    CONTEXT_TOKENS,
    THREADS,
    USE_GPU,
    READ_AHEAD,
    PICTURE_TOKENS,
    DESCRIBE_PICTURES,
    DESCRIBER,
    THINK_FIRST,
    EAGER,
    ATTUNEMENT_S,
    RESUME_MB,
    REST_AFTER,
    FIRST_WORD_MS,
    GUESS_AHEAD,
    KV_TYPE,
    FLASH_ATTENTION,
    STRETCH,
    REMEMBER,
    MEMORY_REACH,
    LORE_DEPTH,
    LORE_BUDGET,
    LORE_RECURSES,
    LORE_WHOLE_WORDS,
    LORE_CASE,
    CALL_PATIENCE,
    PUSH_TO_TALK,
    CALL_HALF_DUPLEX,
    NOTICE_HESITATION,
    MICROPHONE,
    LOUDSPEAKER,
    RECOGNIZER,
    OFFLINE,
    DOWNLOADS_AT_ONCE,
    SPEED_CAP,
    UPDATE_ADDRESS,
    SAFE_WORD,
    REMINDER,
    BREAK,
    QUIET_FROM,
    QUIET_TO,
    COUNT_TIME,
    HELP_COUNTRY,
    MATURE_LOCK,
    LOCK_IDLE,
    LOCK_WITH_SCREEN,
    LOCK_ON_SUSPEND,
    KEYRING_AT_START,
    SUGGESTION_PUT_OFF,
    RECOVERY_PUT_OFF,
    WINDOW_PLACE,
    MODELS_FOLDER,
    HUB_TOKEN,
    MODEL_NAME,
    WELCOMED,
    LOCKED,
    CHECKED_AT,
    RENEWING,
    LAST_PERSONA,
    LORE_FAITHFUL,
    USUAL_PROFILE,
    EMBEDDER,
    COST_MEASURED_ON,
)


class SettingsBackend(Protocol):
    """Where the values of one storage lie."""

    def get(self, key: str) -> object: ...
    def put(self, key: str, value: Value) -> None: ...


class DeviceSettingsBackend:
    """The plain file for what must be known before unlocking; a damaged one counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._values: dict[str, object] = {}
        try:
            loaded = read_state(path)
        except HomeUnwritable:
            return  # the defaults hold until it can be read
        if isinstance(loaded, dict):
            self._values = loaded
        elif loaded is not None:
            set_aside(path)

    def get(self, key: str) -> object:
        return self._values.get(key)

    def put(self, key: str, value: Value) -> None:
        # Several threads set things; each writes all that holds by then, one after another.
        with self._lock:
            self._values = {**self._values, key: value}
            write_whole(self._path, json.dumps(self._values, indent=2).encode())


class Settings:
    """The settings in force.  Vault settings have their defaults until the vault is open."""

    def __init__(self, device: SettingsBackend) -> None:
        self._backends: dict[Storage, SettingsBackend] = {Storage.DEVICE: device}
        # Only ``put`` writes them, so what was read once holds; they are asked for many times a turn.
        self._cached: dict[str, Value] = {}
        self._listeners: list[Callable[[Setting], None]] = []

    def subscribe(self, listener: Callable[[Setting], None]) -> None:
        """Call *listener* with a setting whenever somebody changed it, on the thread that did."""
        self._listeners.append(listener)

    def close_vault(self) -> None:
        """From now on vault settings have their defaults again."""
        self._backends.pop(Storage.VAULT, None)
        self._cached = {}

    def open_vault(self, backend: SettingsBackend) -> None:
        """From now on vault settings are read from and written to *backend*."""
        self._backends[Storage.VAULT] = backend
        self._cached = {}

    def get(self, setting: Setting) -> Value:
        """The value in force; a stored value that no longer fits gives the default."""
        cached = self._cached
        if setting.key not in cached:
            backend = self._backends.get(setting.storage)
            value = backend.get(setting.key) if backend else None
            # Into the very cache that was looked into: one that was emptied meanwhile must not get an old value.
            cached[setting.key] = value if setting.accepts(value) else setting.default  # type: ignore[assignment]
        return cached[setting.key]

    def put(self, setting: Setting, value: Value) -> None:
        """Store *value*.

        Raises:
            ValueError: it is of the wrong type or out of bounds.
        """
        if not setting.accepts(value):
            raise ValueError(f"{setting.key} does not accept this value")
        self._backends[setting.storage].put(setting.key, value)
        self._cached = {}
        tell_each(self._listeners, setting)

    def text(self, setting: Setting) -> str:
        return str(self.get(setting))

    def number(self, setting: Setting) -> int:
        return int(self.get(setting))

    def switch(self, setting: Setting) -> bool:
        return bool(self.get(setting))
