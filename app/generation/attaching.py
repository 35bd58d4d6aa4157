"""Pictures and recordings on their way into a message: made ready, kept, and described where a model can."""

from __future__ import annotations

from collections.abc import Callable, Generator

from app.chat import Attachment, AttachmentId, AttachmentKind, AttachmentStore, ConversationId
from app.core import settings as s
from app.core.errors import BlobDamaged
from app.core.settings import Settings
from app.models import LOOKS, Pixels
from app.personas import PersonaId
from app.vision import fitted, prepare_picture, resized_pixels

DESCRIBED_PX = 768
"""A describing model is shown no more of a picture: enough for what it is, and quick."""

Describe = Callable[..., Generator[object, None, str]]
"""Takes pixels, and a question where it is not what they show."""
Name = Callable[[], str]


class AttachmentService:
    """*describe* tells what a picture shows; *describer* names the model that does, and nothing where none can."""

    def __init__(self, store: AttachmentStore, settings: Settings, describe: Describe, describer: Name) -> None:
        self.store = store
        self._settings = settings
        self.describe_pixels, self.describer = describe, describer

    @property
    def describes(self) -> bool:
        """Whether pictures are described as soon as they are attached."""
        return self._settings.switch(s.DESCRIBE_PICTURES) and bool(self.describer())

    def attach_picture(
        self, persona: PersonaId, conversation_id: ConversationId | None, picture: bytes, alt: str = ""
    ) -> Attachment:
        """Let *picture*, a stranger's file, go with the message that is being written.

        Raises:
            PictureUnreadable: it is none that can be used; nothing was kept.
            TooManyAttachments, DiskFull, VaultBusy: it could not be kept.
        """
        ready = prepare_picture(picture)
        size = (ready.width, ready.height)
        return self.store.attach(persona, conversation_id, AttachmentKind.IMAGE, ready.content, ready.digest, size, alt)

    def describe_portrait(self, picture: bytes) -> Generator[object, None, str]:
        """Let a model say how somebody looks in *picture*; nothing of it is kept.

        Raises:
            ModelNotInRegistry: no model here has eyes.
            EngineError, PictureUnreadable: it cannot be looked at.
        """
        ready = prepare_picture(picture, DESCRIBED_PX)
        pixels = Pixels(ready.width, ready.height, resized_pixels(ready.content, ready.width, ready.height))
        return (yield from self.describe_pixels(pixels, LOOKS))

    def describe(self, attachment: AttachmentId) -> Generator[object, None, str]:
        """Let a model say what *attachment* shows; kept as its description, unless somebody wrote one meanwhile.

        Yields while it waits, so that it can be stopped.

        Raises:
            ModelNotInRegistry: no model here has eyes.
            EngineError, BlobDamaged, PictureUnreadable: it cannot be looked at.
        """
        found = self.store.get(attachment)
        width, height = fitted(found.width, found.height, DESCRIBED_PX)
        pixels = Pixels(width, height, resized_pixels(self.store.content(found.digest), width, height))
        told_by = self.describer()
        said = yield from self.describe_pixels(pixels)
        try:
            now = self.store.get(attachment)
        except BlobDamaged:
            return said  # it was taken out meanwhile, and is gone
        if said and (not now.alt or now.told_by):
            self.store.describe(attachment, said, told_by)
        return said
