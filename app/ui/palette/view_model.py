"""What the palette offers, and what becomes of a choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import UNTITLED
from app.core import settings as s
from app.core.settings import SETTINGS, THEMES
from app.core.text import Text
from app.core.translation import sentence
from app.core.words import N_
from app.session import Session
from app.ui.dates import when
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.palette.matching import Candidate, best

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 40
FEW = 8
"""Before anything is written: so many people and conversations, the latest first."""

COMMANDS: tuple[tuple[str, str, str, str], ...] = (
    ("new", N_("New conversation"), "plus", "Ctrl+N"),
    ("new-companion", N_("New companion…"), "plus", ""),
    ("new-group", N_("New group chat…"), "plus", "Ctrl+G"),
    ("companions", N_("All companions…"), "star", ""),
    ("details", N_("This conversation…"), "dots", ""),
    ("search", N_("Search messages…"), "right", "Ctrl+F"),
    ("memories", N_("Memories…"), "memory", ""),
    ("lorebooks", N_("Lorebooks…"), "book", ""),
    ("boundaries", N_("Boundaries…"), "dial", ""),
    ("sampling", N_("Sampling…"), "gauge", ""),
    ("profile", N_("Profile of your companion…"), "thought", "Ctrl+I"),
    ("background", N_("Background of the conversation…"), "thought", ""),
    ("speaks-first", N_("When your companion speaks first…"), "thought", ""),
    ("float", N_("Float the face over other windows"), "thought", ""),
    ("list", N_("Shrink or widen the list"), "menu", "Ctrl+B"),
    ("choose-model", N_("Choose a model"), "gauge", "Ctrl+Shift+M"),
    ("models", N_("Models…"), "gauge", ""),
    ("settings", N_("Settings…"), "gear", "Ctrl+,"),
    ("security", N_("Security and privacy…"), "key", ""),
    ("trash", N_("Trash…"), "bin", ""),
    ("undo", N_("Undo the last deletion"), "left", "Ctrl+Z"),
    ("pause", N_("Pause the scene"), "pause", ""),
    ("help", N_("Help…"), "thought", "F1"),
    ("keys", N_("Keyboard shortcuts…"), "thought", "Ctrl+/"),
    ("call", N_("Call your companion"), "call", ""),
    ("read-aloud", N_("Read the last reply aloud, or stop"), "speaker", "Ctrl+Shift+R"),
    ("voice", N_("Voice of your companion…"), "speaker", ""),
    ("regenerate", N_("Regenerate the last reply"), "again", "Ctrl+R"),
    ("lock", N_("Lock"), "lock", "Ctrl+L"),
    ("hide", N_("Hide the window and lock"), "lock", "Ctrl+Shift+H"),
)
"""What can be done from anywhere: its name here, in words, its sign, and its keys."""


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One line: *kind* is ``person``, ``conversation``, ``command``, ``model``, ``setting`` or ``theme``."""

    key: str
    kind: str
    title: str
    detail: str
    portrait: str = ""
    sign: str = ""
    keys: str = ""

    def __repr__(self) -> str:
        return f"<PaletteRow {self.kind}>"


@QmlElement
@QmlUncreatable("made by Python")
class PaletteViewModel(QObject):  # type: ignore[operator]
    """Finds people, conversations, commands, models, settings and themes."""

    changed = Signal()
    personWanted = Signal(int)
    conversationWanted = Signal(int)
    commandWanted = Signal(str)
    modelWanted = Signal(str)
    themeWanted = Signal(str)
    settingWanted = Signal(str)

    def __init__(
        self, application: Application, session: Session, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._notifier = notifier
        self._rows: ListModel[PaletteRow] = ListModel(PaletteRow, self)
        self._candidates: list[Candidate[PaletteRow]] = []

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Slot()
    def begin(self) -> None:
        """It opens: look once at what there is, not at every letter."""
        with self._notifier.guarding():
            self._candidates = list(self._everything())
        self.search("")

    @Slot(str)
    def search(self, words: str) -> None:
        """Show what *words* may mean; with none, whom and what one was with last, and what one can do."""
        if words.strip():
            found = best(self._candidates, words, SHOWN)
        else:
            people = [each for each in self._candidates if each.value.kind in ("person", "conversation")]
            others = [each for each in self._candidates if each.value.kind == "command"]
            found = [*best(people, "", FEW), *best(others, "", SHOWN)]
        self._rows.show(found)
        self.changed.emit()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Do what the line *key* stands for."""
        kind, _, which = key.partition("/")
        match kind:
            case "person":
                self.personWanted.emit(int(which))
            case "conversation":
                self.conversationWanted.emit(int(which))
            case "model":
                self.modelWanted.emit(which)
            case "theme":
                self.themeWanted.emit(which)
            case "setting":
                self.settingWanted.emit(which)
            case _:
                self.commandWanted.emit(which)

    # --- what there is ---

    def _everything(self) -> Iterator[Candidate[PaletteRow]]:
        yield from self._people()
        yield from self._conversations()
        yield from self._commands()
        yield from self._models()
        yield from self._settings()

    def _people(self) -> Iterator[Candidate[PaletteRow]]:
        for who in sorted(self._session.personas.summaries(), key=lambda each: -each.talked):
            row = PaletteRow(f"person/{who.id}", "person", who.name, who.tagline, who.portrait)
            yield Candidate(row, who.name, f"{who.tagline} {' '.join(who.tags)}", 3.0)

    def _conversations(self) -> Iterator[Candidate[PaletteRow]]:
        every = self._session.conversations.store.catalogue.every()
        names = self._session.conversations.store.catalogue.names_of({each.persona for each in every})
        groups = {group.id for group in self._session.conversations.store.groups.all()}
        for each in every:
            title, name = each.title or sentence(UNTITLED), names.get(each.persona, "")
            if each.id in groups:
                name = self.tr("Group")
            about = f"{name} · {when(each.updated)}"
            yield Candidate(PaletteRow(f"conversation/{each.id}", "conversation", title, about), title, name, 2.0)

    def _commands(self) -> Iterator[Candidate[PaletteRow]]:
        for key, words, sign, keys in COMMANDS:
            title = QCoreApplication.translate("Palette", words)
            yield Candidate(PaletteRow(f"command/{key}", "command", title, "", sign=sign, keys=keys), title, "", 1.0)
        for name in THEMES:
            title = self.tr("Theme: {}").format(sentence(Text(f"setting.{s.THEME.key}.choice.{name}")))
            yield Candidate(PaletteRow(f"theme/{name}", "theme", title, "", sign="dial"), title)

    def _models(self) -> Iterator[Candidate[PaletteRow]]:
        chosen = self._application.models.chosen.name
        for model in self._application.registry.models():
            if model.is_embedder:
                continue
            about = self.tr("the current model") if model.name == chosen else self.tr("use this model")
            row = PaletteRow(f"model/{model.name}", "model", model.name, about, sign="gauge")
            yield Candidate(row, model.name, self.tr("model"))

    def _settings(self) -> Iterator[Candidate[PaletteRow]]:
        for setting in SETTINGS:
            if not setting.hidden:
                label = sentence(setting.label)
                row = PaletteRow(f"setting/{label}", "setting", label, sentence(setting.heading), sign="gear")
                yield Candidate(row, label, sentence(setting.help))
