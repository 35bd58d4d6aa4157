"""The one object QML sees: the stage the window is at, and a view model for each screen.

It has more than thirty methods, as QML sees each screen as a property of it: twenty of them are no more than that.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.state_file import put_aside
from app.core.workers import Failed, Priority
from app.ui.boundaries.view_model import BoundariesViewModel
from app.ui.chat.view_model import ChatViewModel
from app.ui.clipboard import PrivateClipboard
from app.ui.details.view_model import DetailsViewModel
from app.ui.event_dispatcher import EventDispatcher
from app.ui.help.view_model import HelpViewModel
from app.ui.lock.view_model import LockViewModel
from app.ui.lorebook.view_model import LorebookViewModel
from app.ui.memory.view_model import MemoryViewModel
from app.ui.models.view_model import ModelsViewModel
from app.ui.notifier import Notifier
from app.ui.palette.view_model import PaletteViewModel
from app.ui.personas.view_model import PersonasViewModel
from app.ui.portraits import Portraits
from app.ui.presence.view_model import PresenceViewModel
from app.ui.profiles.view_model import ProfilesViewModel
from app.ui.recovery.view_model import RecoveryViewModel
from app.ui.restore.view_model import RestoreViewModel
from app.ui.sampling.view_model import SamplingViewModel
from app.ui.security.privacy import PrivacyViewModel
from app.ui.security.view_model import SecurityViewModel
from app.ui.settings.about import AboutViewModel
from app.ui.settings.view_model import SettingsViewModel
from app.ui.shell.appearance import Appearance
from app.ui.shell.exclusive_work import ExclusiveWork
from app.ui.shell.file_open_handler import FileOpenHandler
from app.ui.shell.screens import Screens
from app.ui.shell.window_geometry import WindowGeometry
from app.ui.trash.view_model import TrashViewModel
from app.ui.unlock.view_model import UnlockViewModel
from app.ui.welcome.view_model import WelcomeViewModel

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class AppViewModel(QObject):  # type: ignore[operator]
    """Stages: ``opening``, ``welcome``, ``unlock``, ``chat``, ``locking``, ``working`` while the vault is closed for
    something that needs it alone, and ``integrity_check`` when nothing can be opened."""

    stageChanged = Signal()
    raised = Signal()
    told = Signal(str, str)
    recoveryAsked = Signal()
    relaunchWanted = Signal(bool)
    """A fresh process should take over; true when its window is to stay hidden."""
    quitWanted = Signal()

    def __init__(
        self,
        application: Application | None,
        trouble: str = "",
        parent: QObject | None = None,
        *,
        portraits: Portraits | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._trouble = trouble
        self._portraits = portraits
        self._stage = "trouble"
        self._appearance = Appearance(application.settings if application is not None else None, self)
        self._exclusive: ExclusiveWork | None = None
        self._screens: Screens | None = None
        self._welcome: WelcomeViewModel | None = None
        self._unlock: UnlockViewModel | None = None
        self._restore: RestoreViewModel | None = None
        self._lock: LockViewModel | None = None
        self._models: ModelsViewModel | None = None
        self._about: AboutViewModel | None = None
        self._help: HelpViewModel | None = None
        self.arrivals = FileOpenHandler(self)
        if application is not None:
            self._notifier = Notifier(self)
            self._notifier.told.connect(self.told)
            self._dispatcher = EventDispatcher(self)
            self._dispatcher.failed.connect(self._notifier.tell)
            self._clipboard = PrivateClipboard(self)
            self._help = HelpViewModel(self._clipboard, self)
            self._begin(application)

    def _begin(self, application: Application) -> None:
        self._welcome = WelcomeViewModel(application, self._dispatcher, self)
        self._welcome.entered.connect(self._enter)
        self._restore = RestoreViewModel(application, self._dispatcher, self)
        self._restore.ready.connect(self._start_again)
        self._lock = LockViewModel(
            application, lambda: self._screens is not None and self._screens.chat.parts.reply.is_speaking, self
        )
        self._lock.begun.connect(lambda: self._go("locking"))
        self._lock.ready.connect(self._locked)
        self._models = ModelsViewModel(application, self._dispatcher, self._notifier, self)
        self._models.modelChanged.connect(self._model_changed)
        self._models.startWanted.connect(self._start_again)
        self._about = AboutViewModel(application, self._dispatcher, self)
        self._exclusive = ExclusiveWork(application, self._dispatcher, self._notifier, self)
        self._exclusive.begun.connect(self._alone)
        self._exclusive.ended.connect(self._together)
        self._exclusive.rotated.connect(self._rotated)
        self._exclusive.deleted.connect(self._deleted)
        application.sweep_packs()
        application.downloads.start()
        self._unlock = UnlockViewModel(application, self._dispatcher, self)
        self._unlock.opened.connect(self._enter_or_welcome)
        self._unlock.asked.connect(lambda: self._go("unlock"))
        self._go("opening" if application.has_vault else "welcome")
        if application.has_vault:
            self._unlock.try_keyring()

    def _say_what_was_damaged(self) -> None:
        """Say once that something of a plain file was put aside."""
        names = put_aside.take()
        if names:
            said = self.tr(
                "{} was damaged. What could not be read is kept beside it; the rest is intact, and nothing in your"
                " conversations was touched."
            )
            self._notifier.mention(said.format(", ".join(names)))

    @property
    def lock_now(self) -> LockViewModel | None:
        """The lock, for Python."""
        return self._lock

    def watch(self, window: QWindow) -> None:
        """Lock by itself from now on, and remember its place: *window* is what a person touches."""
        if self._application is not None:
            WindowGeometry(window, self._application.settings)
        if self._lock is not None:
            self._lock.watch(window)

    # --- what is shown ---

    @Property(str, notify=stageChanged)
    def stage(self) -> str:
        return self._stage

    @Property(str, constant=True)
    def trouble(self) -> str:
        return self._trouble

    @Property(Appearance, constant=True)
    def appearance(self) -> Appearance:
        return self._appearance

    @Property(ExclusiveWork, constant=True)
    def exclusive(self) -> ExclusiveWork | None:
        return self._exclusive

    @Property(WelcomeViewModel, constant=True)
    def welcome(self) -> WelcomeViewModel | None:
        return self._welcome

    @Property(UnlockViewModel, constant=True)
    def unlock(self) -> UnlockViewModel | None:
        return self._unlock

    @Property(RestoreViewModel, constant=True)
    def restore(self) -> RestoreViewModel | None:
        return self._restore

    @Property(LockViewModel, constant=True)
    def lock(self) -> LockViewModel | None:
        return self._lock

    @Property(ModelsViewModel, constant=True)
    def models(self) -> ModelsViewModel | None:
        return self._models

    @Property(ChatViewModel, notify=stageChanged)
    def chat(self) -> ChatViewModel | None:
        return self._screens.chat if self._screens is not None else None

    @Property(PersonasViewModel, notify=stageChanged)
    def personas(self) -> PersonasViewModel | None:
        return self._screens.personas if self._screens is not None else None

    @Property(DetailsViewModel, notify=stageChanged)
    def details(self) -> DetailsViewModel | None:
        return self._screens.details if self._screens is not None else None

    @Property(ProfilesViewModel, notify=stageChanged)
    def profiles(self) -> ProfilesViewModel | None:
        return self._screens.profiles if self._screens is not None else None

    @Property(MemoryViewModel, notify=stageChanged)
    def memory(self) -> MemoryViewModel | None:
        return self._screens.memory if self._screens is not None else None

    @Property(LorebookViewModel, notify=stageChanged)
    def lorebook(self) -> LorebookViewModel | None:
        return self._screens.lorebook if self._screens is not None else None

    @Property(RecoveryViewModel, notify=stageChanged)
    def recovery(self) -> RecoveryViewModel | None:
        return self._screens.recovery if self._screens is not None else None

    @Property(TrashViewModel, notify=stageChanged)
    def trash(self) -> TrashViewModel | None:
        return self._screens.trash if self._screens is not None else None

    @Property(SettingsViewModel, notify=stageChanged)
    def settings(self) -> SettingsViewModel | None:
        return self._screens.settings if self._screens is not None else None

    @Property(AboutViewModel, notify=stageChanged)
    def about(self) -> AboutViewModel | None:
        return self._about

    @Property(HelpViewModel, notify=stageChanged)
    def help(self) -> HelpViewModel | None:
        return self._help

    @Property(SecurityViewModel, notify=stageChanged)
    def security(self) -> SecurityViewModel | None:
        return self._screens.security if self._screens is not None else None

    @Property(SamplingViewModel, notify=stageChanged)
    def sampling(self) -> SamplingViewModel | None:
        return self._screens.sampling if self._screens is not None else None

    @Property(BoundariesViewModel, notify=stageChanged)
    def boundaries(self) -> BoundariesViewModel | None:
        return self._screens.boundaries if self._screens is not None else None

    @Property(PaletteViewModel, notify=stageChanged)
    def palette(self) -> PaletteViewModel | None:
        return self._screens.palette if self._screens is not None else None

    @Property(PresenceViewModel, notify=stageChanged)
    def presence(self) -> PresenceViewModel | None:
        return self._screens.presence if self._screens is not None else None

    @Property(PrivacyViewModel, notify=stageChanged)
    def privacy(self) -> PrivacyViewModel | None:
        return self._screens.privacy if self._screens is not None else None

    # --- coming and going ---

    def leave(self) -> None:
        """The window is closing: keep what is being written, and leave nothing on the clipboard."""
        if self._application is not None:
            self._clipboard.clear()
        if self._screens is not None and self._application is not None and self._application.session is not None:
            self._screens.leave()

    def _enter_or_welcome(self) -> None:
        assert self._application is not None
        if self._application.settings.switch(s.WELCOMED):
            self._enter()
        else:
            self._go("welcome")

    def _enter(self) -> None:
        application, before = self._application, self._screens
        assert application is not None
        assert self._lock is not None
        assert self._models is not None
        assert self._about is not None
        assert self._portraits is not None
        assert self._exclusive is not None
        if before is not None:
            before.chat.retire()
        screens = Screens(application, self._dispatcher, self._notifier, self._clipboard, self._portraits, self)
        for hears in (self._appearance.changed, self._lock.refresh, self._models.show_settings, self._about.refresh):
            screens.settings.changed.connect(hears)
        screens.security.waysChanged.connect(self._lock.refresh)
        # A lock may wait for a reply; the microphone closes at once.  Who speaks has not left the window alone.
        self._lock.begun.connect(screens.chat.parts.call.leave)
        screens.chat.parts.call.spoke.connect(self._lock.refresh)
        screens.security.rotationConfirmed.connect(self._exclusive.rotate)
        screens.security.deletionConfirmed.connect(self._exclusive.delete_everything)
        screens.privacy.offlineChanged.connect(self._models.show_settings)
        self._screens = screens
        # In passing, once the conversation is there to say it over.
        QTimer.singleShot(0, self, self._say_what_was_damaged)
        self._go("chat")
        self.arrivals.begin(screens.personas.bringing_now.take, self._models.take)
        if before is not None:
            before.deleteLater()
        self._lock.refresh()
        application.io_worker.submit(
            application.maintenance.upkeep, priority=Priority.IDLE, deliver=self._dispatcher.to(self._kept_up)
        )
        self._models.begin()

    def _model_changed(self) -> None:
        """Another model answers, or one is called otherwise."""
        if self._screens is not None:
            self._screens.chat.refresh_settings()
            self._screens.settings.refresh()

    def _kept_up(self, event: object) -> None:
        if isinstance(event, Failed):
            self._notifier.tell(event.error)

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

    def _alone(self) -> None:
        """Take the conversation off the screen."""
        assert self._screens is not None
        assert self._lock is not None
        self._lock.hold()
        self._screens.leave()
        self.arrivals.end()
        self._screens.chat.parts.reply.silence()
        self._screens.personas.editor_now.silence()
        self._go("working")

    def _rotated(self) -> None:
        if self._stage == "chat":
            self.recoveryAsked.emit()

    def _deleted(self) -> None:
        self._clipboard.clear()
        self.relaunchWanted.emit(False)

    def _together(self) -> None:
        """The vault is not needed alone any more: show what there is, and lock if that was asked for meanwhile."""
        assert self._application is not None
        assert self._lock is not None
        if self._application.session is None:
            self._go("unlock")
        else:
            self._enter()
        self._lock.release()
