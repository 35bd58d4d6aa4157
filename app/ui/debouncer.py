"""Does something a moment after it was last asked for, so that what comes together is done once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.vault import Vault


class Debouncer(QTimer):
    """Calls *then* once, *interval_ms* after the last `start`, unless *vault* has been closed meanwhile.

    A vault may close at any moment: by a shortcut, by the screen's lock, with the window.
    """

    def __init__(self, vault: Vault, interval_ms: int, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent, singleShot=True, interval=interval_ms)
        self._vault = vault
        self._then = then
        self.timeout.connect(self._act)

    def _act(self) -> None:
        if self._vault.is_open:
            self._then()
