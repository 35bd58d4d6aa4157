"""What can go wrong.

    AppError                the world's fault; what happened and what to do stand in the catalogue, by its code
    +- HomeError            HomeUnwritable, HomeFull, AlreadyRunning
    +- VaultError           WrongSecret, VaultTooNew, VaultDamaged, KeyFileDamaged, DiskFull,
    |                       KeyringUnavailable, PlaintextVault, WeakPassphrase, NoWayIn, VaultBusy,
    |                       VaultExists, LastWayIn, BlobDamaged, NoVault
    |                       +- BackupError: NotABackup, BackupDamaged, BackupTooNew, BackupUnreadable,
    |                                       BackupUnwritable, FileInTheWay
    +- EngineError          ModelMissing, ModelUnreadable, ModelCutShort, UnknownArchitecture, OutOfMemory,
    |                       ContextFull, GrammarUnreadable, AdapterUnusable, SteeringUnusable, EngineUnusable,
    |                       ProjectorUnusable, PackUnknown, PackUnusable, PackFails
    +- HubError             Offline, Unreachable, HubBusy, HubGarbled, Gated, TokenRefused, NotOnHub, NoSpace,
    |                       DownloadCorrupt, ChangedUpstream, RedirectedElsewhere, BadFileName
    +- PersonaError         NoSuchPersona, LastPersona
    +- FileError            FileUnreadable, FileTooLarge, TooMuch, FileUnwritable, PictureUnreadable,
    |                       NoSuchPicture, TooManyAttachments
    |                       +- CardError: NoCard, CardEncrypted
    +- BoundaryError        MinorsFilterTriggered, TopicTouched, TooYoung
    +- ParentInTrash, MessageGone
    +- NoCamera
    +- ModelNotInRegistry, ModelNameTaken, NoSuchDownload, MoveFailed
    +- UpdatesUnreachable, UpdateUnknown
    +- VoiceError           VoiceUnreadable, NoVoice, NoLoudspeaker, NoMicrophone, NoRecognizer, AudioStopped

Anything else is our own bug.  No text of a conversation ever stands in an error.
"""

from __future__ import annotations

import re

from app.core.text import Argument, Text

_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class AppError(Exception):
    """Something in the world went wrong; the person is told what and what they can do.

    It carries a code, never a sentence: its class, and the *case* of it where there are several, with the *arguments*
    that the sentence needs (``resources/text/en.toml``, under ``[error]``).
    """

    def __init__(self, case: str = "", **arguments: Argument) -> None:
        self.case, self.arguments = case, arguments
        super().__init__(self.text.code)

    def __reduce__(self) -> tuple[object, ...]:
        """Errors come out of child processes as they were raised there."""
        return _raised_again, (type(self), self.case, self.arguments)

    @property
    def text(self) -> Text:
        """Its code and arguments; ``VaultBusy("closed")`` is ``error.vault_busy.closed``."""
        name = _BETWEEN_WORDS.sub("_", type(self).__name__).lower()
        return Text(
            f"error.{name}.{self.case}" if self.case else f"error.{name}", tuple(sorted(self.arguments.items()))
        )


def _raised_again(kind: type[AppError], case: str, arguments: dict[str, Argument]) -> AppError:
    return kind(case, **arguments)


class HomeError(AppError):
    """The folder everything is kept in cannot be used."""


class HomeUnwritable(HomeError):
    """The home folder cannot be written."""


class HomeFull(HomeUnwritable):
    """There is no room on the disk of the home folder."""


class AlreadyRunning(HomeError):
    """Another Inglenook holds this home."""


class VaultError(AppError):
    """The vault did not open, or did not keep something."""


class WrongSecret(VaultError):
    """The passphrase or recovery code opens no slot."""


class WeakPassphrase(VaultError):
    """A new passphrase that would be guessed."""


class NoWayIn(VaultError):
    """There is a vault and nothing that could open it was given."""


class VaultExists(VaultError):
    """A new vault was asked for where there is one."""


class KeyringUnavailable(VaultError):
    """No trustworthy system keyring, or it is locked."""


class KeyFileDamaged(VaultError):
    """The file that holds the wrapped key cannot be read."""


class VaultDamaged(VaultError):
    """Pages of the database fail their seal, or are missing."""


class VaultTooNew(VaultError):
    """Written by a later version."""


class PlaintextVault(VaultError):
    """The database is not encrypted, or the library that encrypts it is missing."""


class DiskFull(VaultError):
    """A write found no room; what was saved before is untouched."""


class VaultBusy(VaultError):
    """Another program holds the database, or the system refused the access."""


class NoVault(VaultError):
    """Something was asked of a vault, and there is none yet."""


class LastWayIn(VaultError):
    """The last slot that is in the person's own hands would go."""


class BlobDamaged(VaultError):
    """A file beside the database is missing or was changed."""


class BackupError(VaultError):
    """A backup was not made, or cannot be used."""


class NotABackup(BackupError):
    """Some other file."""


class BackupDamaged(BackupError):
    """Part of it was changed, or is missing."""


class BackupTooNew(BackupError):
    """Written by a later version."""


class BackupUnreadable(BackupError):
    """The file is gone, or the system refuses it."""


class BackupUnwritable(BackupError):
    """The place for the backup refuses it."""


class FileInTheWay(BackupError):
    """There is already something at the place for a new file."""


class EngineError(AppError):
    """A model did not load or did not answer."""


class EngineUnusable(EngineError):
    """No form of the engine computes anything on this processor."""


class ModelMissing(EngineError):
    """The file is gone."""


class ModelUnreadable(EngineError):
    """Not a GGUF file, or a damaged or truncated one."""


class ModelCutShort(ModelUnreadable):
    """The file ends before the model does."""


class UnknownArchitecture(ModelUnreadable):
    """A GGUF of a kind this llama.cpp does not know."""


class OutOfMemory(EngineError):
    """The weights or the memory of the chat do not fit."""


class ContextFull(EngineError):
    """A prompt larger than the window: a bug in the budget if it is ever seen."""


class AdapterUnusable(EngineError):
    """An adapter that is none, is incomplete, or was made for another model."""


class ProjectorUnusable(EngineError):
    """A file with eyes or ears that is none, is damaged, or belongs to another model."""


class SteeringUnusable(EngineError):
    """A control vector that was made for another model, or a model that can have none."""


class GrammarUnreadable(EngineError):
    """A grammar for replies that llama.cpp cannot read."""


class PackUnknown(EngineError):
    """Not a graphics pack, or not one of this release."""


class PackUnusable(EngineError):
    """A graphics pack that finds no graphics card it could use."""


class PackFails(EngineError):
    """A graphics pack that finds a graphics card and cannot compute on it."""


class HubError(AppError):
    """A model could not be looked up or downloaded."""


class Offline(HubError):
    """The person switched the network off."""


class Unreachable(HubError):
    """No connection, or the hub does not work just now."""


class HubBusy(HubError):
    """The hub answers 429: too many requests; *wait_s* is how long it asks to wait, in seconds."""

    wait_s: float = 60.0


class HubGarbled(HubError):
    """What came is no answer of a hub: a web page of a hotel's network, or garbage."""


class Gated(HubError):
    """The makers want their terms accepted, with an account on the hub."""


class TokenRefused(HubError):
    """The hub does not know the access token."""


class NotOnHub(HubError):
    """The repository, the version or the file is not there, or is private."""


class NoSpace(HubError):
    """The disk has no room for the file."""


class DownloadCorrupt(HubError):
    """What was downloaded is not what the hub says it is."""


class ChangedUpstream(HubError):
    """The file is another one on the hub by now."""


class RedirectedElsewhere(HubError):
    """The hub sends us to a host that does not belong to it."""


class BadFileName(HubError):
    """A name of a file that would lead out of its folder, or that a system does not take."""


class PersonaError(AppError):
    """A companion cannot be used."""


class NoSuchPersona(PersonaError):
    """No companion by that name."""


class LastPersona(PersonaError):
    """The only companion would go."""


class FileError(AppError):
    """A card, a lorebook, a chat or a picture cannot be used; nothing was changed."""


class FileUnreadable(FileError):
    """Damaged, cut short, or of no kind we know."""


class FileTooLarge(FileError):
    """More than any such file holds, or it would unpack to more than that."""


class TooMuch(FileTooLarge):
    """A text, or a number of them, that is longer than we take; what it says names both."""


class FileUnwritable(FileError):
    """It could not be written where the person wanted it."""


class PictureUnreadable(FileError):
    """No picture, or one that no reader of ours takes."""


class NoCamera(AppError):
    """No camera gives a picture: there is none, it is refused, or another program has it."""


class TooManyAttachments(FileError):
    """A message has as many pictures and recordings as it may."""


class NoSuchPicture(FileError):
    """No picture shows that feeling, or none in a set is named as feelings are."""


class CardError(FileError):
    """A character card cannot be used."""


class NoCard(CardError):
    """The file is whole, but there is no character in it."""


class CardEncrypted(CardError):
    """Locked by the program that wrote it."""


class ModelNotInRegistry(AppError):
    """No model by that name."""


class ModelNameTaken(AppError):
    """Another model has that name, or it is no name."""


class NoSuchDownload(AppError):
    """No download by that number."""


class MoveFailed(AppError):
    """The folder of models could not be moved; everything is where it was."""


class MessageGone(AppError):
    """A message was deleted for good since somebody looked at it."""


class ParentInTrash(AppError):
    """Something cannot come back out of the trash before what it belongs to does."""


class BoundaryError(AppError):
    """A boundary was met; said kindly, where it happened."""


class MinorsFilterTriggered(BoundaryError):
    """Somebody under 18 would take part in something romantic or sexual."""


class TopicTouched(BoundaryError):
    """A message touches a topic that the person asked never to touch."""


class TooYoung(BoundaryError):
    """What the person says of themselves makes them under 18."""


class UpdatesUnreachable(AppError):
    """The question did not get through, or another one answered it."""


class UpdateUnknown(AppError):
    """What came says nothing about a version."""


class VoiceError(AppError):
    """Something cannot be spoken or heard."""


class VoiceUnreadable(VoiceError):
    """A file that holds no voice, or none that can be used here."""


class NoVoice(VoiceError):
    """There is nothing to speak with yet."""


class NoLoudspeaker(VoiceError):
    """No device plays sound, or it stopped doing so."""


class NoMicrophone(VoiceError):
    """No device hears anything, or the system refuses it."""


class NoRecognizer(VoiceError):
    """There is nothing to recognise speech with yet."""


class AudioStopped(VoiceError):
    """The process for sound ended by itself."""
