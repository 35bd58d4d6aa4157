"""Talks on a small disk until it is full, then makes room and goes on.  Run in a namespace of its own."""

from __future__ import annotations

import ctypes
import json
import sys
from pathlib import Path

from app.chat import ConversationStore
from app.core.errors import DiskFull
from app.core.paths import Home, resources
from app.core.translation import explain
from app.personas import PersonaStore, starter_sketches
from app.vault import PretendKeyring, Vault, create_keys


def main(place: Path) -> None:
    place.mkdir()
    mount = ctypes.CDLL(None, use_errno=True).mount
    if mount(b"tmpfs", str(place).encode(), b"tmpfs", 0, b"size=3m"):
        print("forbidden")
        return
    home = Home(place / "home")
    home.prepare()
    ballast = place / "ballast"
    key = create_keys(home.vault, keyring=PretendKeyring())
    vault = Vault(home.vault, key)
    personas, store = PersonaStore(vault), ConversationStore(vault)
    personas.add_starters(starter_sketches(resources() / "personas"))
    wren = personas.named("Wren").id
    ballast.write_bytes(bytes(700_000))
    kept: dict[int, str] = {}
    conversation_id = None
    refused = reopened = ""
    while not refused:
        try:
            conversation_id, mine, _ = store.tree.ask(wren, conversation_id, f"message {len(kept)} " + "x" * 2000)
            kept[mine.id] = mine.text
        except DiskFull as error:
            refused = explain(error)
    still = dict(vault.read("SELECT id, text FROM message WHERE author = 'me'"))
    vault.close()
    try:
        Vault(home.vault, key)
    except DiskFull as error:
        reopened = explain(error)  # opening needs a little room too, and says so
    ballast.unlink()
    again = Vault(home.vault, key)
    after = dict(again.read("SELECT id, text FROM message WHERE author = 'me'"))
    store = ConversationStore(again)
    _, mine, _ = store.tree.ask(wren, conversation_id, "there is room again")
    print(json.dumps({
        "refused": refused, "reopened": reopened, "kept": len(kept), "still": still == kept, "after": after == kept,
        "goes on": store.tree.get(mine.id).text, "trouble": again.integrity_check(),
    }))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
