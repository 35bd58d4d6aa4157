"""The one object QML sees: the stage the window is at, and a controller for each screen."""

from __future__ import annotations

from collections.abc import Callable, Generator

from PySide6.QtCore import Property, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QWindow
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import House
from app.core import settings as s
from app.core.errors import VaultBusy
from app.core.paths import resources
from app.core.state_file import put_aside
from app.core.workers import Cancelled, Failed, Finished, Priority, task
from app.ui.boundaries.controller import BoundariesController
from app.ui.chat.controller import ChatController
from app.ui.clipboard import PrivateClipboard
from app.ui.details.controller import StoryController
from app.ui.event_dispatcher import EventDispatcher
from app.ui.lock.controller import LockController
from app.ui.lorebook.controller import LoreController
from app.ui.memory.controller import MemoryController
from app.ui.models.controller import ModelsController
from app.ui.notifier import Notifier
from app.ui.personas.controller import CompanionsController
from app.ui.portraits import Portraits
from app.ui.profiles.controller import ProfilesController
from app.ui.recovery.controller import RecoveryController
from app.ui.restore.controller import RestoreController
from app.ui.sampling.controller import WordsController
from app.ui.security.controller import SecurityController
from app.ui.security.privacy import PrivacyController
from app.ui.settings.about import AboutController
from app.ui.settings.controller import SettingsController
from app.ui.shell.file_open_handler import Arrivals
from app.ui.shell.screens import Screens
from app.ui.shell.window_geometry import WindowPlace
from app.ui.trash.controller import BinController
from app.ui.unlock.controller import UnlockController
from app.ui.welcome.controller import WelcomeController
from app.vault import Progress

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

PATIENCE_S = 20.0


@QmlElement
@QmlUncreatable("made by Python")
class AppController(QObject):  # type: ignore[operator]
    """Stages: ``opening``, ``welcome``, ``unlock``, ``chat``, ``locking``, ``working`` while the vault is closed for
    something that needs it alone, and ``trouble`` when nothing can be opened."""

    stageChanged = Signal()
    looksChanged = Signal()
    workingChanged = Signal()
    raised = Signal()
    told = Signal(str, str)
    recoveryAsked = Signal()
    relaunchWanted = Signal(bool)
    """A fresh process should take over; true when its window is to stay hidden."""
    quitWanted = Signal()

    def __init__(
        self,
        house: House | None,
        trouble: str = "",
        parent: QObject | None = None,
        *,
        portraits: Portraits | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._trouble = trouble
        self._portraits = portraits
        self._stage = "trouble"
        self._working = ""
        self._screens: Screens | None = None
        self._welcome: WelcomeController | None = None
        self._unlock: UnlockController | None = None
        self._restore: RestoreController | None = None
        self._lock: LockController | None = None
        self._models: ModelsController | None = None
        self._about: AboutController | None = None
        self.arrivals = Arrivals(self)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.looksChanged)
        if house is not None:
            self._notices = Notifier(self)
            self._notices.told.connect(self.told)
            self._mailbox = EventDispatcher(self)
            self._mailbox.failed.connect(self._notices.tell)
            self._clipboard = PrivateClipboard(self)
            self._begin(house)

    def _begin(self, house: House) -> None:
        self._welcome = WelcomeController(house, self._mailbox, self)
        self._welcome.entered.connect(self._enter)
        self._restore = RestoreController(house, self._mailbox, self)
        self._restore.ready.connect(self._start_again)
        self._lock = LockController(house, lambda: self._screens is not None and self._screens.chat.is_speaking, self)
        self._lock.begun.connect(lambda: self._go("locking"))
        self._lock.ready.connect(self._locked)
        self._models = ModelsController(house, self._mailbox, self._notices, self)
        self._models.modelChanged.connect(self._model_changed)
        self._models.startWanted.connect(self._start_again)
        self._about = AboutController(house, self._mailbox, self)
        house.sweep_packs()
        house.downloads.start()
        self._unlock = UnlockController(house, self._mailbox, self)
        self._unlock.opened.connect(self._opened)
        self._unlock.asked.connect(lambda: self._go("unlock"))
        self._go("opening" if house.has_vault else "welcome")
        if house.has_vault:
            self._unlock.try_keyring()

    def _say_what_was_damaged(self) -> None:
        """Say once that something of a plain file was put aside."""
        names = put_aside.take()
        if names:
            said = self.tr(
                "{} was damaged. What could not be read is kept beside it; the rest holds, and nothing of your"
                " conversations was touched."
            )
            self._notices.mention(said.format(", ".join(names)))

    def watch(self, window: QWindow) -> None:
        """Lock by itself from now on, and remember its place: *window* is what a person touches."""
        if self._house is not None:
            WindowPlace(window, self._house.settings)
        if self._lock is not None:
            self._lock.watch(window)

    # --- what is shown ---

    @Property(str, notify=stageChanged)
    def stage(self) -> str:
        return self._stage

    @Property(str, constant=True)
    def trouble(self) -> str:
        return self._trouble

    @Property(str, notify=workingChanged)
    def working(self) -> str:
        """What is being done while the vault is closed."""
        return self._working

    @Property(bool, notify=looksChanged)
    def dark(self) -> bool:
        theme = self._house.settings.text(s.THEME) if self._house else "system"
        if theme == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return theme == "dark"

    @Property(int, notify=looksChanged)
    def textSize(self) -> int:  # noqa: N802 - seen from QML
        return self._house.settings.number(s.TEXT_SIZE) if self._house else 16

    @Property(bool, notify=looksChanged)
    def reduceMotion(self) -> bool:  # noqa: N802 - seen from QML
        return bool(self._house and self._house.settings.switch(s.REDUCE_MOTION))

    @Property(str, constant=True)
    def monoFont(self) -> str:  # noqa: N802 - seen from QML
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()

    @Property(QUrl, constant=True)
    def resources(self) -> QUrl:
        return QUrl.fromLocalFile(f"{resources()}/")

    @Property(WelcomeController, constant=True)
    def welcome(self) -> WelcomeController | None:
        return self._welcome

    @Property(UnlockController, constant=True)
    def unlock(self) -> UnlockController | None:
        return self._unlock

    @Property(RestoreController, constant=True)
    def restore(self) -> RestoreController | None:
        return self._restore

    @Property(LockController, constant=True)
    def lock(self) -> LockController | None:
        return self._lock

    @Property(ModelsController, constant=True)
    def models(self) -> ModelsController | None:
        return self._models

    @Property(ChatController, notify=stageChanged)
    def chat(self) -> ChatController | None:
        return self._screens.chat if self._screens is not None else None

    @Property(CompanionsController, notify=stageChanged)
    def companions(self) -> CompanionsController | None:
        return self._screens.companions if self._screens is not None else None

    @Property(StoryController, notify=stageChanged)
    def story(self) -> StoryController | None:
        return self._screens.story if self._screens is not None else None

    @Property(ProfilesController, notify=stageChanged)
    def profiles(self) -> ProfilesController | None:
        return self._screens.profiles if self._screens is not None else None

    @Property(MemoryController, notify=stageChanged)
    def memory(self) -> MemoryController | None:
        return self._screens.memory if self._screens is not None else None

    @Property(LoreController, notify=stageChanged)
    def lore(self) -> LoreController | None:
        return self._screens.lore if self._screens is not None else None

    @Property(RecoveryController, notify=stageChanged)
    def recovery(self) -> RecoveryController | None:
        return self._screens.recovery if self._screens is not None else None

    @Property(BinController, notify=stageChanged)
    def bin(self) -> BinController | None:
        return self._screens.bin if self._screens is not None else None

    @Property(SettingsController, notify=stageChanged)
    def settings(self) -> SettingsController | None:
        return self._screens.settings if self._screens is not None else None

    @Property(AboutController, notify=stageChanged)
    def about(self) -> AboutController | None:
        return self._about

    @Property(SecurityController, notify=stageChanged)
    def security(self) -> SecurityController | None:
        return self._screens.security if self._screens is not None else None

    @Property(WordsController, notify=stageChanged)
    def words(self) -> WordsController | None:
        return self._screens.words if self._screens is not None else None

    @Property(BoundariesController, notify=stageChanged)
    def boundaries(self) -> BoundariesController | None:
        return self._screens.boundaries if self._screens is not None else None

    @Property(PrivacyController, notify=stageChanged)
    def privacy(self) -> PrivacyController | None:
        return self._screens.privacy if self._screens is not None else None

    # --- coming and going ---

    def leave(self) -> None:
        """The window is closing: keep what is being written, and leave nothing on the clipboard."""
        if self._house is not None:
            self._clipboard.clear()
        if self._screens is not None and self._house is not None and self._house.opened is not None:
            self._screens.leave()

    def _opened(self) -> None:
        assert self._house is not None
        if self._house.settings.switch(s.WELCOMED):
            self._enter()
        else:
            self._go("welcome")

    def _enter(self) -> None:
        house, before = self._house, self._screens
        assert house is not None
        assert self._lock is not None
        assert self._models is not None
        assert self._about is not None
        assert self._portraits is not None
        if before is not None:
            before.chat.retire()
        screens = Screens(house, self._mailbox, self._notices, self._clipboard, self._portraits, self)
        for hears in (self.looksChanged, self._lock.refresh, self._models.apply_settings, self._about.refresh):
            screens.settings.changed.connect(hears)
        screens.security.waysChanged.connect(self._lock.refresh)
        screens.security.rotationConfirmed.connect(self._rotate)
        screens.security.deletionConfirmed.connect(self._delete_everything)
        screens.privacy.offlineChanged.connect(self._models.apply_settings)
        self._screens = screens
        # In passing, once the conversation is there to say it over.
        QTimer.singleShot(0, self, self._say_what_was_damaged)
        self._go("chat")
        self.arrivals.begin(screens.companions.bringing_now.take, self._models.take)
        if before is not None:
            before.deleteLater()
        self._lock.refresh()
        house.io_lane.submit(house.upkeep, priority=Priority.IDLE, deliver=self._mailbox.to(self._kept_up))
        self._models.begin()

    def _model_changed(self) -> None:
        """Another model answers, or one is called otherwise."""
        if self._screens is not None:
            self._screens.chat.refresh_settings()
            self._screens.settings.refresh()

    def _kept_up(self, event: object) -> None:
        if isinstance(event, Failed):
            self._notices.tell(event.error)

    def _go(self, stage: str) -> None:
        self._stage = stage
        self.stageChanged.emit()

    # --- locking and starting afresh ---

    def _locked(self, hidden: bool) -> None:
        self.arrivals.end()
        self._clipboard.clear()
        if hidden and self._lock is not None and not self._lock.canLock:
            # A hidden process would open the vault by the keyring at once; this way nothing is open.
            self.quitWanted.emit()
        else:
            self.relaunchWanted.emit(hidden)

    def _start_again(self) -> None:
        """Something lies ready that a fresh process takes up: a restored vault, a graphics pack."""
        self.arrivals.end()
        self._go("locking")
        self.relaunchWanted.emit(False)

    # --- what needs the vault for itself ---

    def _rotate(self, passphrase: str, forget: bool) -> None:
        house = self._house
        assert house is not None

        def work() -> Generator[object, None, object]:
            return (yield from house.rotate(passphrase, forget=forget))

        def ended(event: object) -> None:
            match event:
                case Progress(doing=doing, done=done, total=total):
                    self._say(f"{doing} {100 * done // max(1, total)} %")
                case Finished() | Failed() | Cancelled():
                    self._together()
                    if isinstance(event, Failed):
                        self._notices.tell(event.error)
                    elif self._stage == "chat":
                        self.recoveryAsked.emit()

        self._alone(work, ended)

    def _delete_everything(self) -> None:
        house = self._house
        assert house is not None

        def ended(event: object) -> None:
            if isinstance(event, Finished):
                self._clipboard.clear()
                self.relaunchWanted.emit(False)
            elif isinstance(event, Failed):
                self._together()
                self._notices.tell(event.error)

        self._alone(task(house.delete_everything), ended)

    def _alone(self, work: Callable[[], Generator[object, None, object]], ended: Callable[[object], None]) -> None:
        """Take the conversation off the screen, let every reply end, then do *work* on the io lane."""
        house, screens = self._house, self._screens
        assert house is not None
        assert screens is not None
        assert self._lock is not None
        self._say(self.tr("One moment…"))
        self._lock.hold()
        screens.leave()
        self.arrivals.end()
        screens.chat.silence()
        screens.companions.editor_now.end_rehearsal()
        self._go("working")
        last = house.engine_lane.submit(task(lambda: None))

        def after() -> Generator[object, None, object]:
            if not last.wait(PATIENCE_S):
                raise VaultBusy("A model is still being loaded.", "Wait until it is there, then try again.")
            return (yield from work())

        house.io_lane.submit(after, deliver=self._mailbox.to(ended))

    def _together(self) -> None:
        """The vault is not needed alone any more: show what there is, and lock if that was asked for meanwhile."""
        assert self._house is not None
        assert self._lock is not None
        if self._house.opened is None:
            self._go("unlock")
        else:
            self._enter()
        self._lock.release()

    def _say(self, working: str) -> None:
        self._working = working
        self.workingChanged.emit()
