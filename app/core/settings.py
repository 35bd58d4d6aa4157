"""Every setting once: key, kind, default, label, help, and where it lives.

The settings screen is built from these declarations.  ``DEVICE`` settings lie in a plain file, as
they are needed before unlocking; everything personal is ``VAULT``.
"""

from __future__ import annotations

import enum
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.core.errors import HomeUnwritable
from app.core.files import write_whole
from app.core.state_file import read_state, set_aside
from app.core.words import N_, Words

Value = str | int | float | bool


class Scope(enum.Enum):
    """Where a setting is kept."""

    DEVICE = "device"
    VAULT = "vault"


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting.  *choices* maps stored values to the words shown; *span* is (low, high)."""

    key: str
    default: Value
    scope: Scope
    section: Words
    label: Words
    help: Words
    choices: Mapping[str, Words] | None = None
    span: tuple[int, int] | None = None
    hidden: bool = False

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


LOOKS, TALK, MODEL, LOCKING = N_("Appearance"), N_("Conversation"), N_("Model"), N_("Locking")
EXPERTS, NETWORK = N_("Model, for experts"), N_("Network and downloads")
REST = N_("Scene, rest and help")
LORE = N_("Lorebooks")
MEMORY = N_("Memory")

THEME = Setting(
    "theme", "system", Scope.DEVICE, LOOKS, N_("Theme"), N_("Light, dark, or whatever the system uses."),
    {"system": N_("Same as the system"), "light": N_("Light"), "dark": N_("Dark")},
)  # fmt: skip
TEXT_SIZE = Setting(
    "text_size", 16, Scope.DEVICE, LOOKS, N_("Text size"),
    N_("Size of the conversation's text, in points of the screen."),
    span=(12, 28),
)  # fmt: skip
REDUCE_MOTION = Setting(
    "reduce_motion", False, Scope.DEVICE, LOOKS, N_("Reduce motion"), N_("Show changes at once, without movement."),
)  # fmt: skip
YOUR_NAME = Setting(
    "your_name", "", Scope.VAULT, TALK, N_("Your name"),
    N_("What companions call you. Leave it empty and they will ask."),
)  # fmt: skip
ENTER_SENDS = Setting(
    "enter_sends", True, Scope.VAULT, TALK, N_("Enter sends"),
    N_("Off: Enter starts a new line, and Ctrl+Enter sends."),
)  # fmt: skip
STYLE = Setting(
    "style", "lively", Scope.VAULT, TALK, N_("Manner"),
    N_("How freely a companion chooses words: close to the likeliest, with some surprises, or with many."),
    {"steady": N_("Steady"), "lively": N_("Lively"), "wild": N_("Wild")},
)  # fmt: skip
REPLY_TOKENS = Setting(
    "reply_tokens", 600, Scope.VAULT, TALK, N_("Longest reply"),
    N_("In tokens; a token is about three quarters of a word."),
    span=(50, 4000),
)  # fmt: skip
CONTEXT_TOKENS = Setting(
    "context_tokens", 8192, Scope.DEVICE, MODEL, N_("Memory of a chat"),
    N_("How many tokens the model sees at once. More needs more memory; the model's own limit holds."),
    span=(1024, 131072),
)  # fmt: skip
THREADS = Setting(
    "threads", 0, Scope.DEVICE, MODEL, N_("Processor cores"),
    N_("How many cores the model may use; 0 chooses for you."),
    span=(0, 256),
)  # fmt: skip
USE_GPU = Setting(
    "use_gpu", True, Scope.DEVICE, MODEL, N_("Use the graphics card"),
    N_("Off: the model runs on the processor alone."),
)  # fmt: skip
READ_AHEAD = Setting(
    "read_ahead", True, Scope.DEVICE, MODEL, N_("Read while I type"),
    N_("The model reads what you write before you send it, so that it answers sooner. Nothing is answered or kept."),
)  # fmt: skip
FIRST_WORD_MS = Setting(
    "first_word_ms", 200, Scope.DEVICE, EXPERTS, N_("Patience for what is recalled"),
    N_("In thousandths of a second: what is recalled only when you press Enter still gets in if reading it takes no"
       " longer; else it waits for the next turn."),
    span=(0, 10_000),
)  # fmt: skip
THINK_FIRST = Setting(
    "think_first", False, Scope.DEVICE, MODEL, N_("Let the model think first"),
    N_("Some models can think before they speak. It is folded away above the reply, and the first word comes later."),
)  # fmt: skip
EAGER = Setting(
    "eager", False, Scope.DEVICE, MODEL, N_("Begin the reply at a pause"),
    N_("When you pause while typing, the reply is begun unseen, and thrown away at the next key. It works the"
       " processor more, and does nothing on battery."),
)  # fmt: skip
KV_TYPE = Setting(
    "kv_type", "auto", Scope.DEVICE, EXPERTS, N_("Precision of a chat's memory"),
    N_("Half the space holds twice as long a chat, and is a little slower and less exact. Automatic: only where the"
       " memory is short."),
    {"auto": N_("Automatic"), "f16": N_("Full"), "q8_0": N_("Half the space")},
)  # fmt: skip
FLASH_ATTENTION = Setting(
    "flash_attention", "auto", Scope.DEVICE, EXPERTS, N_("Flash attention"),
    N_("A way of computing that graphics cards are quicker with, and most processors slower."),
    {"auto": N_("Automatic"), "on": N_("On"), "off": N_("Off")},
)  # fmt: skip
STRETCH = Setting(
    "stretch", "1", Scope.DEVICE, EXPERTS, N_("Beyond the trained length"),
    N_("Lets a model see more than it was trained for (YaRN). Answers get worse, most of all in short"
       " chats."),
    {"1": N_("Never"), "2": N_("Twice as long"), "4": N_("Four times as long")},
)  # fmt: skip
REST_AFTER = Setting(
    "rest_after", "60", Scope.DEVICE, MODEL, N_("Free the memory"),
    N_("When nothing was said for a while the model leaves the memory; the next key brings it back."),
    {"0": N_("Never"), "10": N_("After 10 minutes"), "30": N_("After 30 minutes"), "60": N_("After an hour"),
     "180": N_("After three hours")},
)  # fmt: skip
RESUME_MB = Setting(
    "resume_mb", 2000, Scope.DEVICE, MODEL, N_("Room for going on at once"),
    N_("In megabytes: what the model has read of your conversations is kept, encrypted, so that it need not read it"
       " again after a restart. 0 turns it off."),
    span=(0, 50_000),
)  # fmt: skip
OFFLINE = Setting(
    "offline", False, Scope.DEVICE, NETWORK, N_("Stay offline"),
    N_("Nothing is looked up or downloaded, whatever is asked for, until this is turned off."),
)  # fmt: skip
DOWNLOADS_AT_ONCE = Setting(
    "downloads_at_once", 2, Scope.DEVICE, NETWORK, N_("Downloads at once"),
    N_("How many models are downloaded side by side; the others wait for their turn."),
    span=(1, 4),
)  # fmt: skip
SPEED_CAP = Setting(
    "speed_cap", 0, Scope.DEVICE, NETWORK, N_("Speed limit"),
    N_("For all downloads together, in kilobytes a second; 0 is none."),
    span=(0, 10_000_000),
)  # fmt: skip
UPDATE_ADDRESS = Setting(
    "update_address", "", Scope.DEVICE, NETWORK, N_("Address for updates"),
    N_("Where \"Check for updates\" asks, and only when you click it: an https address that answers with the newest"
       " version, such as that of the releases on GitHub. Empty, there is no such button."),
)  # fmt: skip
SUGGESTION_PUT_OFF = Setting(
    "suggestion_put_off", False, Scope.DEVICE, NETWORK, N_("No suggestion"),
    N_("The chat does not suggest a better model any more."), hidden=True,
)  # fmt: skip
RECOVERY_PUT_OFF = Setting(
    "recovery_put_off", False, Scope.VAULT, LOOKS, N_("No reminder of the recovery code"),
    N_("The chat does not remind of saving it any more."), hidden=True,
)  # fmt: skip
WINDOW_PLACE = Setting(
    "window", "", Scope.DEVICE, LOOKS, N_("Window"), N_("Its size and place, as WIDTHxHEIGHT+LEFT+TOP."), hidden=True,
)  # fmt: skip
MODELS_FOLDER = Setting(
    "models_folder", "", Scope.DEVICE, NETWORK, N_("Folder for models"), N_("Where downloaded models are kept."),
    hidden=True,
)  # fmt: skip
HUB_TOKEN = Setting(
    "hub_token", "", Scope.VAULT, NETWORK, N_("Access token"),
    N_("For models whose makers want their terms accepted."), hidden=True,
)  # fmt: skip
MODEL_NAME = Setting("model", "", Scope.DEVICE, MODEL, N_("Model"), N_("The model that answers."), hidden=True)
WELCOMED = Setting(
    "welcomed",
    False,
    Scope.VAULT,
    TALK,
    N_("Welcome read"),
    N_("Adulthood confirmed and the welcome read."),
    hidden=True,
)
SAFE_WORD = Setting(
    "safe_word", "red light", Scope.VAULT, REST, N_("Safe word"),
    N_("Written alone, it stops the reply and pauses the scene at once. Leave it empty to have only the button."),
)  # fmt: skip
REMINDER = Setting(
    "reminder", "180", Scope.VAULT, REST, N_("Remind me what this is"),
    N_("After so long in one sitting, a line says that a companion is a simulation."),
    {"60": N_("After an hour"), "120": N_("After two hours"), "180": N_("After three hours"), "0": N_("Never")},
)  # fmt: skip
BREAK = Setting(
    "break", "0", Scope.VAULT, REST, N_("Suggest a break"),
    N_("A gentle line after so long in one sitting; nothing is interrupted."),
    {"0": N_("Never"), "30": N_("After half an hour"), "60": N_("After an hour"), "120": N_("After two hours")},
)  # fmt: skip
QUIET_FROM = Setting(
    "quiet_from", "", Scope.VAULT, REST, N_("Quiet hours from"),
    N_("In these hours a line says that it is late by your own wish; nothing is locked."),
    {"": N_("No quiet hours"), "20": N_("20:00"), "21": N_("21:00"), "22": N_("22:00"), "23": N_("23:00"),
     "0": N_("Midnight"), "1": N_("1:00")},
)  # fmt: skip
QUIET_TO = Setting(
    "quiet_to", "7", Scope.VAULT, REST, N_("Quiet hours until"), N_("In the morning."),
    {"5": N_("5:00"), "6": N_("6:00"), "7": N_("7:00"), "8": N_("8:00"), "9": N_("9:00")},
)  # fmt: skip
COUNT_TIME = Setting(
    "count_time", True, Scope.VAULT, REST, N_("Note the time spent here"),
    N_("Kept in your vault, shown under Boundaries, and of use to nobody but you."),
)  # fmt: skip
HELP_COUNTRY = Setting(
    "help_country", "", Scope.VAULT, REST, N_("Country for help lines"),
    N_("Two letters, such as GB. Empty: as this computer's language settings say; nothing is looked up."),
)  # fmt: skip
MATURE_LOCK = Setting(
    "mature_lock", False, Scope.VAULT, REST, N_("Lock mature levels"),
    N_("Mature levels wait for the passphrase after every start."), hidden=True,
)  # fmt: skip
LOCK_IDLE = Setting(
    "lock_idle", "30", Scope.VAULT, LOCKING, N_("Lock when nothing is typed"),
    N_("After a while without a key or the mouse in this window."),
    {"0": N_("Never"), "5": N_("After 5 minutes"), "15": N_("After 15 minutes"), "30": N_("After 30 minutes"),
     "60": N_("After an hour")},
)  # fmt: skip
LOCK_WITH_SCREEN = Setting(
    "lock_with_screen", True, Scope.VAULT, LOCKING, N_("Lock with the screen"),
    N_("When the system locks the screen, Inglenook locks too."),
)  # fmt: skip
LOCK_ON_SUSPEND = Setting(
    "lock_on_suspend", True, Scope.VAULT, LOCKING, N_("Lock before sleep"),
    N_("When the computer goes to sleep, Inglenook locks first."),
)  # fmt: skip
KEYRING_AT_START = Setting(
    "keyring_at_start", True, Scope.DEVICE, LOCKING, N_("Open by itself at the start"),
    N_("With the system keyring. Off: the passphrase or the recovery code is asked for at every start."),
)  # fmt: skip
LOCKED = Setting(
    "locked", False, Scope.DEVICE, LOCKING, N_("Locked"), N_("The keyring does not open what was locked."), hidden=True
)
CHECKED_AT = Setting(
    "checked_at", 0, Scope.VAULT, LOCKING, N_("Last checked"), N_("When the vault was last read and found whole."),
    hidden=True,
)  # fmt: skip
RENEWING = Setting(
    "renewing", False, Scope.VAULT, LOCKING, N_("Changing the keys"),
    N_("A change of the keys has begun and not every file has its new one."), hidden=True,
)  # fmt: skip
LORE_DEPTH = Setting(
    "lore_depth", 4, Scope.VAULT, LORE, N_("Messages that lore listens to"),
    N_("An entry wakes when one of its words was said in the last so many messages, unless its book says otherwise."),
    span=(1, 100),
)  # fmt: skip
LORE_BUDGET = Setting(
    "lore_budget", 25, Scope.VAULT, LORE, N_("Room for lore"),
    N_("At most so many hundredths of what the model sees at once."),
    span=(1, 75),
)  # fmt: skip
LORE_RECURSES = Setting(
    "lore_recurses", True, Scope.VAULT, LORE, N_("Lore wakes lore"),
    N_("What an entry says can wake other entries."),
)  # fmt: skip
LORE_WHOLE_WORDS = Setting(
    "lore_whole_words", True, Scope.VAULT, LORE, N_("Whole words only"),
    N_("“Cat” is not heard in “education”. Off, as SillyTavern has it at first: any place in a word counts."),
)  # fmt: skip
LORE_CASE = Setting(
    "lore_case", False, Scope.VAULT, LORE, N_("Capitals matter"), N_("“May” the month is not “may” the word."),
)  # fmt: skip
LORE_FAITHFUL = Setting(
    "lore_faithful", "", Scope.VAULT, LORE, N_("Faults of SillyTavern that are kept"),
    N_("Chosen on the page of lorebooks."), hidden=True,
)  # fmt: skip
REMEMBER = Setting(
    "remember", True, Scope.VAULT, MEMORY, N_("Remember"),
    N_("Companions learn from what you say, and recall it. Off: nothing new is learned and nothing recalled; what is"
       " known stays until you forget it."),
)  # fmt: skip
MEMORY_REACH = Setting(
    "memory_reach", "companion", Scope.VAULT, MEMORY, N_("How far memories reach"),
    N_("Where nothing else was chosen for a companion. It holds for what is learned from now on."),
    {"conversation": N_("Only the conversation"), "companion": N_("All conversations with the companion"),
     "shared": N_("All companions")},
)  # fmt: skip
EMBEDDER = Setting(
    "embedder", "", Scope.DEVICE, MEMORY, N_("Embedding model"),
    N_("Finds memories by what they mean. Empty: whichever is here."), hidden=True,
)  # fmt: skip
USUAL_PROFILE = Setting(
    "usual_profile", 0, Scope.VAULT, TALK, N_("Usual profile"), N_("Who you are, where nothing else was chosen."),
    hidden=True,
)  # fmt: skip
LAST_PERSONA = Setting(
    "last_persona", 0, Scope.VAULT, TALK, N_("Last companion"), N_("Who was talked to last."), hidden=True
)

COST_MEASURED_ON = Setting(
    "cost_measured_on", "", Scope.VAULT, TALK, N_("Cost of a passphrase"), N_("On which processor it was measured."),
    hidden=True,
)  # fmt: skip

SETTINGS: tuple[Setting, ...] = (
    THEME, TEXT_SIZE, REDUCE_MOTION, YOUR_NAME, ENTER_SENDS, STYLE, REPLY_TOKENS, CONTEXT_TOKENS, THREADS, USE_GPU,
    READ_AHEAD, THINK_FIRST, EAGER, RESUME_MB, REST_AFTER, FIRST_WORD_MS, KV_TYPE, FLASH_ATTENTION, STRETCH,
    REMEMBER, MEMORY_REACH,
    LORE_DEPTH, LORE_BUDGET, LORE_RECURSES, LORE_WHOLE_WORDS, LORE_CASE,
    OFFLINE, DOWNLOADS_AT_ONCE, SPEED_CAP, UPDATE_ADDRESS,
    SAFE_WORD, REMINDER, BREAK, QUIET_FROM, QUIET_TO, COUNT_TIME, HELP_COUNTRY, MATURE_LOCK,
    LOCK_IDLE, LOCK_WITH_SCREEN, LOCK_ON_SUSPEND, KEYRING_AT_START,
    SUGGESTION_PUT_OFF, RECOVERY_PUT_OFF, WINDOW_PLACE,
    MODELS_FOLDER, HUB_TOKEN, MODEL_NAME, WELCOMED, LOCKED, CHECKED_AT, RENEWING, LAST_PERSONA,
    LORE_FAITHFUL, USUAL_PROFILE, EMBEDDER, COST_MEASURED_ON,
)  # fmt: skip


class SettingsBackend(Protocol):
    """Where the values of one scope lie."""

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
        self._drawers: dict[Scope, SettingsBackend] = {Scope.DEVICE: device}

    def close_vault(self) -> None:
        """From now on vault settings have their defaults again."""
        self._drawers.pop(Scope.VAULT, None)

    def open_vault(self, drawer: SettingsBackend) -> None:
        """From now on vault settings are read from and written to *drawer*."""
        self._drawers[Scope.VAULT] = drawer

    def get(self, setting: Setting) -> Value:
        """The value in force; a stored value that no longer fits gives the default."""
        drawer = self._drawers.get(setting.scope)
        value = drawer.get(setting.key) if drawer else None
        return value if setting.accepts(value) else setting.default  # type: ignore[return-value]

    def put(self, setting: Setting, value: Value) -> None:
        """Store *value*.

        Raises:
            ValueError: it is of the wrong type or out of bounds.
        """
        if not setting.accepts(value):
            raise ValueError(f"{setting.key} does not accept this value")
        self._drawers[setting.scope].put(setting.key, value)

    def text(self, setting: Setting) -> str:
        return str(self.get(setting))

    def number(self, setting: Setting) -> int:
        return int(self.get(setting))

    def switch(self, setting: Setting) -> bool:
        return bool(self.get(setting))
