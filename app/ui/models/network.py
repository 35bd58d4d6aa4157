"""The page “Network”: the offline switch, the access token, and every connection there was."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.clock import local
from app.core.translation import sentence
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.notifier import Notifier
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 300


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One connection."""

    key: str
    why: str
    facts: str


@QmlElement
@QmlUncreatable("made by Python")
class NetworkViewModel(QObject):  # type: ignore[operator]
    """Keeps the token, holds the offline switch, and shows the connection log."""

    changed = Signal()
    tokenKept = Signal()

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._notifier = notifier
        self._wanted_by = ""
        self._trying = TaskRunner(application.hub_worker, dispatcher, self)
        self._trying.changed.connect(self.changed)
        self._ledger: ListModel[LedgerRow] = ListModel(LedgerRow, self)

    @Property(bool, notify=changed)
    def offline(self) -> bool:
        return self._application.is_offline

    @Slot(bool)
    def set_offline(self, wanted: bool) -> None:
        """Refuse the network from now on, or let what is asked for pass."""
        with self._notifier.guarding():
            self._application.settings.put(s.OFFLINE, wanted)
        self.changed.emit()

    # --- the token ---

    @Property(str, notify=changed)
    def wantedBy(self) -> str:  # noqa: N802 - seen from QML
        """The address of the page on which a model's terms can be accepted; nothing when none is waited for."""
        return self._application.hub.page_of(self._wanted_by) if self._wanted_by else ""

    @Slot(str)
    def ask_for(self, repo: str) -> None:
        """Somebody wants a model whose makers want their terms accepted."""
        self._wanted_by = repo
        self.changed.emit()

    @Property(bool, notify=changed)
    def hasToken(self) -> bool:  # noqa: N802 - seen from QML
        return bool(self._application.hub_token())

    @Property(bool, notify=changed)
    def trying(self) -> bool:
        return self._trying.is_busy

    @Property(str, notify=changed)
    def tokenTrouble(self) -> str:  # noqa: N802 - seen from QML
        return self._trying.trouble

    @Slot(str)
    def keep_token(self, token: str) -> None:
        """Try a token, and keep it in the vault if the hub knows it."""
        secret = token.strip()
        if not secret:
            return

        def known(name: object) -> None:
            with self._notifier.guarding():
                self._application.settings.put(s.HUB_TOKEN, secret)
                self._notifier.mention(self.tr("The token works, for the account {}.").format(name))
            self._wanted_by = ""
            self._application.downloads.go_on()
            self.tokenKept.emit()

        self._trying.ask(lambda: self._application.hub.try_token(secret), known)

    @Slot()
    def forget_token(self) -> None:
        """Keep no token any more."""
        with self._notifier.guarding():
            self._application.settings.put(s.HUB_TOKEN, "")
        self.changed.emit()

    # --- the connection log ---

    @Property(QObject, constant=True)
    def ledger(self) -> QObject:
        return self._ledger

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:  # noqa: N802 - seen from QML
        return not self._ledger.rows

    @Slot()
    def refresh(self) -> None:
        """Show the latest connections."""
        rows = []
        with self._notifier.guarding():
            for entry in self._application.connection_log.entries(SHOWN):
                at = f"{local(entry.at):%Y-%m-%d %H:%M:%S}"
                passed = self.tr("{} bytes sent, {} received").format(
                    wording.number(entry.sent), wording.number(entry.received)
                )
                facts = f"{at} · {entry.host}:{entry.port} · {passed}" + (self.tr(" · open") if entry.is_open else "")
                rows.append(LedgerRow(entry.key, sentence(entry.why), facts))
        self._ledger.show(rows)
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Forget every connection."""
        with self._notifier.guarding():
            self._application.connection_log.clear()
        self.refresh()
