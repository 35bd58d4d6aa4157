"""A vault without encryption, to measure what encryption costs.  For made-up messages only: the bench's."""

from __future__ import annotations

from pathlib import Path

import apsw

from app.vault.data_key import DataKey
from app.vault.database import DATABASE, set_up
from app.vault.vault import Vault


class UnencryptedVault(Vault):
    """The same database in clear, in a folder that is thrown away."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, DataKey.fresh(), may_create=True)

    def _open(self) -> apsw.Connection:
        connection = apsw.Connection(str(self.folder / DATABASE))
        set_up(connection)
        return connection

    def _require_sealed(self) -> None:
        return
