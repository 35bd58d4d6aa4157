"""Finding messages by their words."""

from __future__ import annotations

from dataclasses import dataclass

from app.chat.message import ConversationId, MessageId
from app.vault import Vault

COMMON = 20_000
"""Words found in more messages than this are not ranked: it would take long and mean little; the newest come first."""

FOUND = """
WITH hit(id, place) AS (
    SELECT rowid, row_number() OVER () FROM (
        SELECT rowid FROM message_index WHERE message_index MATCH ?1 ORDER BY {order} LIMIT ?2
    )
)
SELECT m.id, m.conversation_id, m.text FROM hit JOIN message m ON m.id = hit.id AND m.aside = ''
JOIN conversation c ON c.id = m.conversation_id AND c.deleted_ms IS NULL ORDER BY hit.place
"""


FOUND_IN = """
SELECT m.id, m.conversation_id, m.text FROM message_index x JOIN message m ON m.id = x.rowid AND m.aside = ''
WHERE x.message_index MATCH ?1 AND m.conversation_id = ?3 ORDER BY m.id DESC LIMIT ?2
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A message that was found."""

    message: MessageId
    conversation_id: ConversationId
    text: str

    def __repr__(self) -> str:
        return f"<Found {self.message}>"


def search(vault: Vault, words: str, limit: int = 20, conversation_id: ConversationId | None = None) -> list[Found]:
    """The messages that hold all of *words*, the most telling first; of very common words the newest first.

    With *conversation_id* only those of one conversation.
    """
    wanted = match_all(words)
    if not wanted:
        return []
    sql = "SELECT count(*) FROM (SELECT 1 FROM message_index WHERE message_index MATCH ? LIMIT ?)"
    is_common = vault.read(sql, (wanted, COMMON + 1))[0][0] > COMMON
    if conversation_id is not None:
        rows = vault.read(FOUND_IN, (wanted, limit, conversation_id))
    else:
        rows = vault.read(FOUND.format(order="rowid DESC" if is_common else "rank"), (wanted, limit))
    return [Found(MessageId(row[0]), ConversationId(row[1]), row[2]) for row in rows]


def match_all(words: str) -> str:
    """*words* as a query for all of them, whatever signs stand among them."""
    told = [word for word in words.replace("\0", " ").split() if any(letter.isalnum() for letter in word)]
    return " ".join('"' + word.replace('"', '""') + '"' for word in told)
