"""Pictures and recordings beside what is said: kept once, shown by as many messages as there are."""

from __future__ import annotations

from functools import cached_property

from app.chat.message import Attachment, AttachmentId, AttachmentKind, ConversationId, MessageId
from app.chat.rows import CHANGE, attachments_in
from app.chat.titles import title_from
from app.core.clean_text import replace_surrogates
from app.core.errors import BlobDamaged, TooManyAttachments
from app.personas import PersonaId
from app.vault import BlobId, BlobKind, Blobs, Connection, Vault

MOST = 8
"""In one message: every picture takes room in what a model sees at once."""
_FIELDS = "a.id, x.kind, hex(x.digest), x.blob_id, x.width, x.height, a.alt, a.told_by"
_WRITTEN = "a.message_id IS NULL AND a.persona_id = ? AND a.conversation_id IS ?"
"""What stands in what is being written."""


class AttachmentStore:
    """Owns ``media`` and ``attachment``.

    *blobs* are those of everybody: while a backup is made of the vault, all of them stay.
    """

    def __init__(self, vault: Vault, blobs: Blobs | None = None) -> None:
        self._vault, self._given = vault, blobs

    @cached_property
    def _blobs(self) -> Blobs:
        return self._given or Blobs(self._vault)

    def drop_removed(self) -> None:
        """At start: what was taken out of a draft is not brought back any more, and what an import kept before it was
        cut short belongs to no message."""
        with self._vault.write("blob") as db:
            db.execute("DELETE FROM attachment WHERE message_id IS NULL AND persona_id IS NULL")
            db.execute("DELETE FROM media WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.media_id = media.id)")

    def drafted(self, persona: PersonaId, conversation_id: ConversationId | None) -> list[Attachment]:
        """What is to go with the message that is being written, in its order."""
        rows = self._vault.read(
            f"SELECT {_FIELDS} FROM attachment a JOIN media x ON x.id = a.media_id WHERE {_WRITTEN} ORDER BY a.place",
            (persona, conversation_id),
        )
        return [attachment_of(row) for row in rows]

    def attach(
        self,
        persona: PersonaId,
        conversation_id: ConversationId | None,
        kind: AttachmentKind,
        content: bytes,
        digest: bytes,
        size: tuple[int, int],
        alt: str = "",
    ) -> Attachment:
        """Let *content* go with the message that is being written; *size* is in pixels, or samples and 0.

        Raises:
            TooManyAttachments: there are as many as one message may have.
            DiskFull, VaultBusy: it could not be kept.
        """
        if len(self.drafted(persona, conversation_id)) >= MOST:
            raise TooManyAttachments(most=MOST)
        self.keep(kind, content, digest, size)
        with self._vault.write("blob") as db:
            db.execute(
                "INSERT INTO attachment(media_id, persona_id, conversation_id, place, alt)"
                " SELECT x.id, ?1, ?2, (SELECT ifnull(max(place), 0) + 1 FROM attachment a"
                " WHERE a.message_id IS NULL AND a.persona_id = ?1 AND a.conversation_id IS ?2), ?3"
                " FROM media x WHERE x.digest = ?4",
                (persona, conversation_id, replace_surrogates(alt), digest),
            )
            new = AttachmentId(db.last_insert_rowid())
        return self.get(new)

    def keep(self, kind: AttachmentKind, content: bytes, digest: bytes, size: tuple[int, int]) -> None:
        """Keep *content*, unless it is there already."""
        if self._vault.read_one("SELECT 1 FROM media WHERE digest = ?", (digest,)) is not None:
            return
        blob_kind = BlobKind.PICTURE if kind is AttachmentKind.IMAGE else BlobKind.VOICE

        def note(db: Connection, blob: BlobId) -> None:
            db.execute(
                "INSERT INTO media(kind, digest, blob_id, width, height) VALUES (?, ?, ?, ?, ?)",
                (kind.value, digest, blob, *size),
            )

        self._blobs.put(blob_kind, content, also=note)

    def get(self, attachment: AttachmentId) -> Attachment:
        """One of them.

        Raises:
            BlobDamaged: it is gone.
        """
        row = self._vault.read_one(
            f"SELECT {_FIELDS} FROM attachment a JOIN media x ON x.id = a.media_id WHERE a.id = ?", (attachment,)
        )
        if row is None:
            raise BlobDamaged
        return attachment_of(row)

    def content(self, digest: bytes) -> bytes:
        """The file that is kept of what has this *digest*.

        Raises:
            BlobDamaged: it is gone.
        """
        row = self._vault.read_one("SELECT blob_id FROM media WHERE digest = ?", (digest,))
        if row is None:
            raise BlobDamaged
        return self._blobs.read(BlobId(row[0]))

    def describe(self, attachment: AttachmentId, alt: str, told_by: str = "") -> None:
        """Say in words what it shows, as a person did, or the model *told_by*."""
        with self._vault.write(CHANGE) as db:
            db.execute(
                "UPDATE attachment SET alt = ?, told_by = ? WHERE id = ?",
                (replace_surrogates(alt), told_by, attachment),
            )

    def take_out(self, attachment: AttachmentId) -> None:
        """Take it out of what is being written; ``put_back`` brings it back until the next start."""
        with self._vault.write() as db:
            db.execute(
                "UPDATE attachment SET persona_id = NULL, conversation_id = NULL WHERE id = ? AND message_id IS NULL",
                (attachment,),
            )

    def put_back(self, attachment: AttachmentId, persona: PersonaId, conversation_id: ConversationId | None) -> None:
        """Bring back what was taken out."""
        with self._vault.write() as db:
            db.execute(
                "UPDATE attachment SET persona_id = ?, conversation_id = ? WHERE id = ? AND message_id IS NULL",
                (persona, conversation_id, attachment),
            )


def attachment_of(row: tuple[object, ...]) -> Attachment:
    """A row of ``_FIELDS``."""
    (found,) = attachments_in([list(row)])
    return found


def send_attachments(
    db: Connection, persona: PersonaId, conversation_id: ConversationId | None, message: MessageId
) -> None:
    """What went with a draft belongs to *message* now."""
    db.execute(
        "UPDATE attachment SET message_id = ?1, persona_id = NULL, conversation_id = NULL"
        " WHERE message_id IS NULL AND persona_id = ?2 AND conversation_id IS ?3",
        (message, persona, conversation_id),
    )
    shown = db.execute("SELECT alt FROM attachment WHERE message_id = ? ORDER BY place LIMIT 1", (message,)).fetchone()
    if shown is not None:
        # A conversation may begin with a picture and no word.
        db.execute(
            "UPDATE conversation SET title = ? WHERE title = '' AND is_named = 0"
            " AND id = (SELECT conversation_id FROM message WHERE id = ?)",
            (title_from(shown[0]), message),
        )


def copy_attachments(db: Connection, old: MessageId, new: MessageId) -> None:
    """*new* shows what *old* shows."""
    db.execute(
        "INSERT INTO attachment(media_id, message_id, place, alt, told_by)"
        " SELECT media_id, ?, place, alt, told_by FROM attachment WHERE message_id = ? ORDER BY place",
        (new, old),
    )


def show_in(db: Connection, message: MessageId, digest: bytes, alt: str, told_by: str = "") -> None:
    """Let *message*, one that came from elsewhere, show what is kept under *digest*."""
    db.execute(
        "INSERT INTO attachment(media_id, message_id, place, alt, told_by)"
        " SELECT x.id, ?1, (SELECT count(*) + 1 FROM attachment WHERE message_id = ?1), ?2, ?3"
        " FROM media x WHERE x.digest = ?4",
        (message, replace_surrogates(alt), told_by, digest),
    )
