"""Pictures and recordings on their way into a message: made ready, kept, and described where a model can."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from pathlib import Path

from app.chat import Attachment, AttachmentId, AttachmentKind, AttachmentStore, ConversationId
from app.core import settings as s
from app.core.errors import BlobDamaged, NoCamera
from app.core.settings import Settings
from app.engine import ask_child
from app.models import LOOKS, MOOD, RECOGNIZER, Pixels
from app.personas import PersonaId
from app.vision import GLANCE_PX, CameraDevice, find_cameras, fitted, prepare_picture, resized_pixels, take_still
from app.voice import decoded_sound, read_wav, understood_whole

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
        self.recognizers: Callable[[], tuple[Path, ...]] = tuple
        """The folders of what turns a recording into words."""
        self.cameras: Callable[[], list[CameraDevice]] = find_cameras
        self.still: Callable[[str], Generator[object, None, bytes]] = lambda device: ask_child(take_still, device)
        """One picture of a camera, as a file."""

    def describes(self, kind: AttachmentKind) -> bool:
        """Whether what is attached is described at once: a recording in the words that are said in it."""
        if kind is AttachmentKind.AUDIO:
            return bool(self.recognizers())
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

    @property
    def has_camera(self) -> bool:
        """Whether there is a camera that can be read here.  Nothing is opened for it."""
        return bool(self.cameras())

    def attach_still(
        self, persona: PersonaId, conversation_id: ConversationId | None
    ) -> Generator[object, None, Attachment]:
        """Take one picture with the camera, and let it go with the message that is being written.

        Raises:
            NoCamera: none came.
            TooManyAttachments, DiskFull, VaultBusy: it could not be kept.
        """
        return self.attach_picture(persona, conversation_id, (yield from self._still()))

    def glance(self) -> Generator[object, None, str]:
        """Look once through the camera: how somebody seems, in a few words, and nothing else of it is kept.

        Raises:
            NoCamera: it gives no picture.
            ModelNotInRegistry, EngineError: nothing can say what it shows.
        """
        ready = prepare_picture((yield from self._still()), GLANCE_PX)
        pixels = Pixels(ready.width, ready.height, resized_pixels(ready.content, ready.width, ready.height))
        return (yield from self.describe_pixels(pixels, MOOD))

    def _still(self) -> Generator[object, None, bytes]:
        cameras = self.cameras()
        if not cameras:
            raise NoCamera
        return (yield from self.still(cameras[0].path))

    def attach_recording(
        self, persona: PersonaId, conversation_id: ConversationId | None, sound: bytes
    ) -> Generator[object, None, Attachment]:
        """Let *sound*, a stranger's file, which is read in a process of its own, go with the message that is written.

        Raises:
            FileUnreadable, FileTooLarge: it is none that can be used; nothing was kept.
            TooManyAttachments, DiskFull, VaultBusy: it could not be kept.
        """
        wav = yield from ask_child(decoded_sound, sound)
        samples = read_wav(wav).samples
        digest = hashlib.sha256(samples.tobytes()).digest()
        return self.store.attach(persona, conversation_id, AttachmentKind.AUDIO, wav, digest, (len(samples), 0))

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
        if found.kind is AttachmentKind.AUDIO:
            return (yield from self._transcribe(found))
        width, height = fitted(found.width, found.height, DESCRIBED_PX)
        pixels = Pixels(width, height, resized_pixels(self.store.content(found.digest), width, height))
        told_by = self.describer()
        said = yield from self.describe_pixels(pixels)
        self._keep_alt(attachment, said, told_by)
        return said

    def _transcribe(self, found: Attachment) -> Generator[object, None, str]:
        folders = self.recognizers()
        if not folders:
            return ""
        said: str = yield from ask_child(understood_whole, self.store.content(found.digest), folders)
        self._keep_alt(found.id, said, RECOGNIZER)
        return said

    def _keep_alt(self, attachment: AttachmentId, said: str, told_by: str) -> None:
        try:
            now = self.store.get(attachment)
        except BlobDamaged:
            return  # it was taken out meanwhile, and is gone
        if said and (not now.alt or now.told_by):
            self.store.describe(attachment, said, told_by)
