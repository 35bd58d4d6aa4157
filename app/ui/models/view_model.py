"""The model manager: its pages, each with a view model of its own, and what they tell each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.models import ENDING
from app.ui.event_dispatcher import EventDispatcher
from app.ui.models.downloads import DownloadsViewModel
from app.ui.models.installed import InstalledViewModel
from app.ui.models.network import NetworkViewModel
from app.ui.models.packs import PacksViewModel
from app.ui.models.recommended import RecommendedViewModel
from app.ui.models.search import SearchViewModel
from app.ui.models.voices import VoicesViewModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

FOR_YOU, SEARCH, DOWNLOADS, SHELF, NETWORK, VOICES = range(6)


@QmlElement
@QmlUncreatable("made by Python")
class ModelsViewModel(QObject):  # type: ignore[operator]
    """Lives as long as the window: downloads go on while the vault is locked."""

    modelChanged = Signal()
    pageWanted = Signal(int)
    startWanted = Signal()
    """Inglenook is to start again."""

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._advice = RecommendedViewModel(application, dispatcher, self)
        self._search = SearchViewModel(application, dispatcher, self)
        self._downloads = DownloadsViewModel(application, dispatcher, notifier, self)
        self._registry = InstalledViewModel(application, dispatcher, notifier, self)
        self._network = NetworkViewModel(application, dispatcher, notifier, self)
        self._packs = PacksViewModel(application, dispatcher, notifier, self)
        self._voices = VoicesViewModel(application, dispatcher, self)
        self._packs.startWanted.connect(self.startWanted)
        for page in (self._advice, self._search.opened_repo, self._voices):
            page.begun.connect(lambda name: notifier.mention(self.tr("Downloading {}.").format(name)))
        self._advice.tokenWanted.connect(lambda repo: self._ask_for_token(repo, FOR_YOU))
        self._search.opened_repo.tokenWanted.connect(lambda repo: self._ask_for_token(repo, SEARCH))
        for source in (self._downloads, self._registry):
            source.modelChanged.connect(self.modelChanged)
        for signal in (self._downloads.arrived, self._registry.listed):
            signal.connect(self._advice.show_states)
            signal.connect(self._search.show_states)
            signal.connect(self._voices.refresh)
        self._downloads.arrived.connect(self._registry.refresh)
        self._downloads.modelChanged.connect(self._registry.refresh)
        self._registry.modelChanged.connect(self._downloads.refresh)
        self._network.tokenKept.connect(self._go_on)
        self._wanting = NETWORK

    @Property(RecommendedViewModel, constant=True)
    def recommended(self) -> RecommendedViewModel:
        return self._advice

    @Property(SearchViewModel, constant=True)
    def search(self) -> SearchViewModel:
        return self._search

    @Property(DownloadsViewModel, constant=True)
    def downloads(self) -> DownloadsViewModel:
        return self._downloads

    @Property(InstalledViewModel, constant=True)
    def installed(self) -> InstalledViewModel:
        return self._registry

    @Property(NetworkViewModel, constant=True)
    def network(self) -> NetworkViewModel:
        return self._network

    @Property(VoicesViewModel, constant=True)
    def voices(self) -> VoicesViewModel:
        return self._voices

    @Property(PacksViewModel, constant=True)
    def packs(self) -> PacksViewModel:
        return self._packs

    def take(self, files: Sequence[QUrl]) -> None:
        """Models and graphics packs were opened from outside: show the registry, and try them."""
        self.pageWanted.emit(SHELF)
        packs = [file for file in files if file.toLocalFile().casefold().endswith(ENDING)]
        models = [file for file in files if file not in packs]
        if models:
            self._registry.take(models)
        if packs:
            self._packs.take(packs)

    def _ask_for_token(self, repo: str, page: int) -> None:
        self._wanting = page
        self._network.ask_for(repo)
        self.pageWanted.emit(NETWORK)

    def _go_on(self) -> None:
        """The token is there: go on with the model it was wanted for."""
        page, self._wanting = self._wanting, NETWORK
        if page != NETWORK:
            self._advice.again() if page == FOR_YOU else self._search.opened_repo.again()
            self.pageWanted.emit(page)

    @Slot()
    def begin(self) -> None:
        """Somebody came in: what waited for the vault goes on, and who has only the starter is advised."""
        self._application.downloads.go_on()
        if self._application.registry.has_only_starter:
            self._advice.refresh()

    @Slot()
    def show_settings(self) -> None:
        """The offline switch may have been turned elsewhere."""
        self._network.changed.emit()

    @Slot()
    def open(self) -> None:
        """The manager comes into sight: show what is true now."""
        self._registry.refresh()
        self._packs.refresh()
        self._voices.refresh()
        self._network.refresh()
        self._advice.refresh()

    @Slot()
    def close(self) -> None:
        """It is closed: nobody looks at the hub any more.  What was asked for goes on."""
        self._search.stop_looking()
