"""What a model is shown: pixels and samples of what the vault keeps."""

from __future__ import annotations

from app.chat import AttachmentStore
from app.engine import MediaItem, MediaKind
from app.vision import resized_pixels
from app.voice import read_wav


class MediaContents:
    """Gives an engine what is in the pictures and recordings of *attachments*."""

    def __init__(self, attachments: AttachmentStore) -> None:
        self._attachments = attachments

    def show(self, item: MediaItem) -> bytes:
        """As ``MediaSource`` says.

        Raises:
            BlobDamaged, PictureUnreadable, FileUnreadable: it is gone, or was damaged.
        """
        content = self._attachments.content(item.digest)
        if item.kind is MediaKind.IMAGE:
            return resized_pixels(content, item.width, item.height)
        return bytes(read_wav(content).samples.tobytes())
