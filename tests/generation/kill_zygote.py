"""Children that talk until they are killed, forked from one process that has everything imported.

stdin   "go" starts a child
stdout  "child PID", then "kept ID TEXT" for each message the app's conversation layer acknowledged,
        and "dead" when the child has been killed
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from app.chat import ConversationStore
from app.core.paths import Home, resources
from app.core.settings import DeviceSettingsBackend, Settings
from app.core.workers import Worker
from app.engine import ScriptedEngine
from app.generation import Conversations
from app.models import TOY_MODEL, ModelRegistry, ModelSession, StarterModel
from app.personas import PersonaStore
from app.vault import PretendKeyring, Vault, VaultSettingsBackend, unlock


def conversation_id(home: Home, keyring: PretendKeyring) -> None:
    """Say things for ever, and tell what was acknowledged."""
    chance = random.Random(os.urandom(8))
    vault = Vault(home.vault, unlock(home.vault, keyring=keyring))
    vault.connection().execute("PRAGMA wal_autocheckpoint=40").fetchall()
    settings = Settings(DeviceSettingsBackend(home.device_settings))
    settings.open_vault(VaultSettingsBackend(vault))
    registry = ModelRegistry(home.registry, StarterModel(resources() / TOY_MODEL))
    model = ModelSession(registry, settings, home.root, lambda *_: ScriptedEngine())
    store = ConversationStore(vault)
    store.replies.mark_interrupted()
    conversations = Conversations(store, Worker("engine"), model, settings, "{name} {description}")
    wren = PersonaStore(vault).named("Wren")
    talks = store.catalogue.of_persona(wren.id)
    where = talks[0].id if talks and chance.random() < 0.8 else None
    while True:
        exchange = conversations.replies.say(wren, where, f"message {chance.random()} " + "x" * chance.randrange(1500))
        where = exchange.conversation_id
        assert exchange.question is not None
        tell("kept", exchange.question.id, exchange.question.text)
        exchange.job.wait()
        answer = store.tree.get(exchange.answer.id)
        tell("kept", answer.id, answer.text)


def tell(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main(root: str, secrets: str) -> None:
    home, keyring = Home(Path(root)), PretendKeyring()
    keyring.secrets = json.loads(secrets)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            conversation_id(home, keyring)
        tell("child", child)
        os.waitpid(child, 0)
        tell("dead")


if __name__ == "__main__":
    main(*sys.argv[1:])
