"""How a person directs a conversation: a note to the model, another scene, which profile they are."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from app.boundaries import check_described
from app.chat.message import ConversationId
from app.chat.rows import CHANGE
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, now
from app.vault import Vault

ROLES = ("system", "user", "assistant")


@dataclass(frozen=True, slots=True)
class ConversationOptions:
    """What holds for one conversation.

    *note* is read *depth* messages before the end, as *role*, in every turn or in every *every*-th; 0 never.
    *scenario* takes the place of the card's.  *order* says how turns go round where several talk.
    """

    note: str = ""
    depth: int = 4
    role: str = "system"
    every: int = 1
    scenario: str = ""
    order: str = "natural"

    def __repr__(self) -> str:
        return "<ConversationOptions>"

    def told(self) -> str:
        """As a column keeps it: what is not as usual."""
        plain = ConversationOptions()
        return json.dumps({key: value for key, value in asdict(self).items() if value != getattr(plain, key)})


class OptionsStore:
    """Owns what the ``conversation`` table says of how it is directed and kept."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def of(self, conversation_id: ConversationId | None) -> ConversationOptions:
        """What holds in *conversation_id*."""
        row = self._vault.read_one("SELECT direction FROM conversation WHERE id = ?", (conversation_id,))
        return read_options(json.loads(row[0])) if row is not None else ConversationOptions()

    def put(self, conversation_id: ConversationId, options: ConversationOptions) -> None:
        """Let *options* hold in *conversation_id*.

        Raises:
            MinorsFilterTriggered: what it says is beyond the minors filter; nothing was kept.
        """
        check_described(options.scenario, options.note)
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            db.execute("UPDATE conversation SET direction = ? WHERE id = ?", (options.told(), conversation_id))

    # --- how it is kept ---

    def put_into(self, conversation_id: ConversationId, folder: str) -> None:
        """Put *conversation_id* into *folder*; an empty name takes it out of its own."""
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            db.execute(
                "UPDATE conversation SET folder = ? WHERE id = ?", (replace_surrogates(folder.strip()), conversation_id)
            )

    def archive(self, conversation_id: ConversationId, *, wanted: bool) -> None:
        """Put *conversation_id* out of the way, or back."""
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            at = self._clock() if wanted else None
            db.execute("UPDATE conversation SET archived_ms = ? WHERE id = ?", (at, conversation_id))


def read_options(told: object) -> ConversationOptions:
    """The direction in some JSON, without what makes no sense."""
    given = told if isinstance(told, dict) else {}
    plain = ConversationOptions()
    kept = {
        key: value for key, value in given.items() if hasattr(plain, key) and type(value) is type(getattr(plain, key))
    }
    direction = ConversationOptions(**kept)
    return direction if direction.role in ROLES else ConversationOptions(**{**kept, "role": "system"})
