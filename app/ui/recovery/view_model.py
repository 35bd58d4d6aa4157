"""What a person can do with the recovery code."""

from __future__ import annotations

import random
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.errors import AppError
from app.personas import write_file
from app.session import Session
from app.ui.clipboard import PrivateClipboard
from app.ui.notifier import worded
from app.ui.recovery.sheet_of_paper import as_pdf
from app.vault import add_recovery_slot, new_recovery_code, slot_kinds

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class RecoveryViewModel(QObject):  # type: ignore[operator]
    """Shows a new code once; it opens the vault from the moment it is shown."""

    changed = Signal()
    saved = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        clipboard: PrivateClipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._status = ""
        self._application = application
        self._session = session
        self._code = ""
        self._asked: tuple[int, int] = (0, 0)
        self._error = ""
        self._replied = session.conversations.store.catalogue.was_spoken_in()

    @Property(bool, notify=changed)
    def isDue(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the banner should ask: a first reply has come, no code was saved, and nobody said *not now*."""
        is_put_off = self._application.settings.switch(s.RECOVERY_PUT_OFF)
        return self._replied and not is_put_off and "recovery" not in slot_kinds(self._application.home.vault)

    @Slot()
    def put_off(self) -> None:
        """Ask no more by the banner; the settings go on offering it."""
        self._application.settings.put(s.RECOVERY_PUT_OFF, True)
        self.changed.emit()

    @Property(bool, notify=changed)
    def replaces(self) -> bool:
        """Whether there is a code that the new one takes the place of."""
        return "recovery" in slot_kinds(self._application.home.vault)

    @Property(list, notify=changed)
    def groups(self) -> list[str]:
        return self._code.split("-") if self._code else []

    @Property(int, notify=changed)
    def first(self) -> int:
        """The number of the first group to type back, from 1."""
        return self._asked[0] + 1

    @Property(int, notify=changed)
    def second(self) -> int:
        return self._asked[1] + 1

    @Property(str, notify=changed)
    def status(self) -> str:
        """What became of it last: copied, or where it was written."""
        return self._status

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error

    @Slot()
    def make_code(self) -> None:
        """Make a new code, let it open the vault, and then show it: what is on paper is never worthless."""
        code = new_recovery_code()
        try:
            add_recovery_slot(self._application.home.vault, self._session.vault.key, code)
        except AppError as error:
            self._error = worded(error)
            self.changed.emit()
            return
        self._code = code
        first, second = sorted(random.SystemRandom().sample(range(8), 2))
        self._asked, self._error = (first, second), ""
        self.changed.emit()

    @Slot()
    def copy(self) -> None:
        """Copy the code; it is taken off the clipboard again after a minute."""
        self._clipboard.put(self._code)
        self._status = self.tr("Copied. It stays on the clipboard for a minute.")
        self.changed.emit()

    @Slot(QUrl)
    def save(self, place: QUrl) -> None:
        """Write the code to a file, where anybody can read it: a page to print if it ends in ``.pdf``, else text."""
        path = Path(place.toLocalFile())
        title = self.tr("Recovery code for your Inglenook vault")
        words = self.tr(
            "It opens the vault if the keyring or the passphrase is lost. Whoever has it and a copy of the vault can"
            " read everything in it: keep it on paper, in a safe place, and not beside the computer."
        )
        try:
            if path.suffix.lower() == ".pdf":
                content = as_pdf(title, self._code.split("-"), words)
            else:
                content = "\n\n".join((title, self._code, words)).encode()
            write_file(path, content, replace=True)
        except AppError as error:
            self._error = worded(error)
        else:
            self._error, self._status = "", self.tr("Written to {}.").format(path.name)
        self.changed.emit()

    @Slot(str, str)
    def confirm(self, first: str, second: str) -> None:
        """Two groups were typed back: what was written down is right."""
        groups = self._code.split("-")
        typed = [text.strip().upper() for text in (first, second)]
        if typed != [groups[number] for number in self._asked]:
            self._error = self.tr("That does not match. Compare the groups with what you wrote down.")
            self.changed.emit()
            return
        self.forget()
        self.saved.emit()

    @Slot()
    def forget(self) -> None:
        """Take the code off the screen and out of memory."""
        self._code = self._error = self._status = ""
        self.changed.emit()

    def note_reply(self) -> None:
        """A reply has come."""
        self._replied = True
        self.changed.emit()
