"""Keeps the personal settings inside the vault."""

from __future__ import annotations

import json

from app.core.settings import Value
from app.vault.vault import Vault


class VaultSettingsBackend:
    """Reads and writes the ``setting`` table; values are JSON."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def get(self, key: str) -> object:
        row = self._vault.read_one("SELECT value FROM setting WHERE key = ?", (key,))
        return json.loads(row[0]) if row else None

    def put(self, key: str, value: Value) -> None:
        with self._vault.write("setting") as db:
            db.execute("INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)", (key, json.dumps(value)))
