"""What can go wrong, what we say, and what the person can do.

    AppError                the world's fault: what happened (.say) and what to do (.advice)
    +- HomeError            HomeUnwritable, HomeFull, AlreadyRunning
    +- VaultError           WrongSecret, VaultTooNew, VaultDamaged, KeyFileDamaged, DiskFull,
    |                       KeyringUnavailable, PlaintextVault, WeakPassphrase, NoWayIn, VaultBusy,
    |                       VaultExists, LastWayIn, BlobDamaged, NoVault
    |                       +- BackupError: NotABackup, BackupDamaged, BackupTooNew, BackupUnreadable,
    |                                       BackupUnwritable, FileInTheWay
    +- EngineError          ModelMissing, ModelUnreadable, ModelCutShort, UnknownArchitecture, OutOfMemory,
    |                       ContextFull, GrammarUnreadable, EngineUnusable, PackUnknown, PackUnusable, PackFails
    +- HubError             Offline, Unreachable, HubBusy, HubGarbled, Gated, TokenRefused, NotOnHub, NoSpace,
    |                       DownloadCorrupt, ChangedUpstream, RedirectedElsewhere, BadFileName
    +- PersonaError         NoSuchPersona, LastPersona
    +- FileError            FileUnreadable, FileTooLarge, TooMuch, FileUnwritable, PictureUnreadable
    |                       +- CardError: NoCard, CardEncrypted
    +- BoundaryError        MinorsFilterTriggered, TopicTouched, TooYoung
    +- ParentInTrash, MessageGone
    +- ModelNotInRegistry, ModelNameTaken, NoSuchDownload, MoveFailed
    +- UpdatesUnreachable, UpdateUnknown

Anything else is our own bug.  No text of a conversation ever stands in an error.
"""

from __future__ import annotations

from app.core.words import N_, Words


class AppError(Exception):
    """Something in the world went wrong; the person is told what and what they can do."""

    say: Words = N_("Something went wrong.")
    advice: Words = N_("Try again.")

    def __init__(self, say: str = "", advice: str = "") -> None:
        if say:
            self.say = Words(say)
        if advice:
            self.advice = Words(advice)
        super().__init__(f"{self.say} {self.advice}")


class HomeError(AppError):
    """The folder everything is kept in cannot be used."""


class HomeUnwritable(HomeError):
    """The home folder cannot be written."""

    say = N_("Inglenook cannot write to its folder.")
    advice = N_("Check that the disk is not full and that the folder belongs to you, or choose another with --home.")


class HomeFull(HomeUnwritable):
    """There is no room on the disk of the home folder."""

    say = N_("The disk is full, so this was not saved.")
    advice = N_("Free some space and try again. Everything saved before is safe.")


class AlreadyRunning(HomeError):
    """Another Inglenook holds this home."""

    say = N_("Inglenook is already open for this folder.")
    advice = N_("Use the window that is open, or close it first.")


class VaultError(AppError):
    """The vault did not open, or did not keep something."""


class WrongSecret(VaultError):
    """The passphrase or recovery code opens no slot."""

    say = N_("That is not right.")
    advice = N_("Try again.")


class WeakPassphrase(VaultError):
    """A new passphrase that would be guessed."""

    say = N_("This passphrase is too easy to guess.")
    advice = N_(
        "Use at least ten characters, and neither a known password nor a row of keys; five unrelated words are best."
    )


class NoWayIn(VaultError):
    """There is a vault and nothing that could open it was given."""

    say = N_("The vault is locked and no passphrase was given.")
    advice = N_("Set INGLENOOK_PASSPHRASE, or run this in a terminal that can ask for it.")


class VaultExists(VaultError):
    """A new vault was asked for where there is one."""

    say = N_("There is already a vault in this folder.")
    advice = N_("Unlock it, or choose another folder with --home.")


class KeyringUnavailable(VaultError):
    """No trustworthy system keyring, or it is locked."""

    say = N_("The system keyring is not available.")
    advice = N_("Unlock it and try again, or use your passphrase or recovery code.")


class KeyFileDamaged(VaultError):
    """The file that holds the wrapped key cannot be read."""

    say = N_("The key file of the vault is damaged.")
    advice = N_("Put back a copy of vault.key from a backup. Nothing was changed.")


class VaultDamaged(VaultError):
    """Pages of the database fail their seal, or are missing."""

    say = N_("The vault is damaged: part of it was changed or lost outside Inglenook.")
    advice = N_("Restore an automatic copy or a backup. Nothing was changed.")


class VaultTooNew(VaultError):
    """Written by a later version."""

    say = N_("This vault was written by a newer Inglenook.")
    advice = N_("Install the newest version to open it. Nothing was changed.")


class PlaintextVault(VaultError):
    """The database is not encrypted, or the library that encrypts it is missing."""

    say = N_("The vault would not be encrypted, so Inglenook does not open it.")
    advice = N_("Install Inglenook afresh; the package apsw must not be installed beside apsw-sqlite3mc.")


class DiskFull(VaultError):
    """A write found no room; what was saved before is untouched."""

    say = N_("The disk is full, so this was not saved.")
    advice = N_("Free some space and try again. Everything saved before is safe.")


class VaultBusy(VaultError):
    """Another program holds the database, or the system refused the access."""

    say = N_("The vault could not be read or written just now.")
    advice = N_("Close programs that may be using the folder, such as backups or virus scans, and try again.")


class NoVault(VaultError):
    """Something was asked of a vault, and there is none yet."""

    say = N_("There is no vault here yet.")
    advice = N_("Start Inglenook once to make one, or restore a backup.")


class LastWayIn(VaultError):
    """The last slot that is in the person's own hands would go."""

    say = N_("This is the last way into the vault that is in your own hands.")
    advice = N_("Set a passphrase or save a recovery code first.")


class BlobDamaged(VaultError):
    """A file beside the database is missing or was changed."""

    say = N_("A picture, a voice or a snapshot was changed or lost outside Inglenook.")
    advice = N_("It cannot be shown; everything else is as it was.")


class BackupError(VaultError):
    """A backup was not made, or cannot be used."""


class NotABackup(BackupError):
    """Some other file."""

    say = N_("This file is not a backup of Inglenook.")
    advice = N_("Choose a file that ends in .inglenook.")


class BackupDamaged(BackupError):
    """Part of it was changed, or is missing."""

    say = N_("This backup is damaged or not whole.")
    advice = N_("Use another copy of it, or an earlier backup. Nothing was changed.")


class BackupTooNew(BackupError):
    """Written by a later version."""

    say = N_("This backup was written by a newer Inglenook.")
    advice = N_("Install the newest version to restore it. Nothing was changed.")


class BackupUnreadable(BackupError):
    """The file is gone, or the system refuses it."""

    say = N_("The backup could not be read.")
    advice = N_("Check that the file is there and that the drive is connected.")


class BackupUnwritable(BackupError):
    """The place for the backup refuses it."""

    say = N_("The backup could not be written there.")
    advice = N_("Choose another folder or drive.")


class FileInTheWay(BackupError):
    """There is already something at the place for a new file."""

    say = N_("There is already a file of that name.")
    advice = N_("Choose another name; nothing was overwritten.")


class EngineError(AppError):
    """A model did not load or did not answer."""


class EngineUnusable(EngineError):
    """No form of the engine computes anything on this processor."""

    say = N_("The part of Inglenook that runs models does not work on this computer's processor.")
    advice = N_("Start it with packaging/run, which makes it anew for this computer, or get the newest package.")


class ModelMissing(EngineError):
    """The file is gone."""

    say = N_("The model's file is not where it was.")
    advice = N_("Put the file back, or choose another model.")


class ModelUnreadable(EngineError):
    """Not a GGUF file, or a damaged or truncated one."""

    say = N_("This file is not a model Inglenook can read.")
    advice = N_("Download it again; it should be a whole file that ends in .gguf.")


class ModelCutShort(ModelUnreadable):
    """The file ends before the model does."""

    say = N_("This model file is cut short.")
    advice = N_("Download it again.")


class UnknownArchitecture(ModelUnreadable):
    """A GGUF of a kind this llama.cpp does not know."""

    say = N_("This model is of a kind this version does not know.")
    advice = N_("Choose another model, or update Inglenook.")


class OutOfMemory(EngineError):
    """The weights or the memory of the chat do not fit."""

    say = N_("This model does not fit into the free memory.")
    advice = N_("Close other programs, or choose a smaller model.")


class ContextFull(EngineError):
    """A prompt larger than the window: a bug in the budget if it is ever seen."""

    say = N_("The message is too long for this model.")
    advice = N_("Send it in smaller parts.")


class GrammarUnreadable(EngineError):
    """A grammar for replies that llama.cpp cannot read."""

    say = N_("The grammar for replies cannot be read.")
    advice = N_("Mend it under “How words are chosen”, or leave it empty.")


class PackUnknown(EngineError):
    """Not a graphics pack, or not one of this release."""

    say = N_("This is not a graphics pack of this version of Inglenook.")
    advice = N_("Get the pack that lies beside this version, whole, and for this system.")


class PackUnusable(EngineError):
    """A graphics pack that finds no graphics card it could use."""

    say = N_("This graphics pack finds no graphics card that it can use here.")
    advice = N_("Renew the graphics card's driver, then try again. Nothing was changed.")


class PackFails(EngineError):
    """A graphics pack that finds a graphics card and cannot compute on it."""

    say = N_("This graphics pack does not work here: a model that was tried on the graphics card did not answer.")
    advice = N_("The card may be one that it was not made for. Without the pack everything works as before.")


class HubError(AppError):
    """A model could not be looked up or downloaded."""


class Offline(HubError):
    """The person switched the network off."""

    say = N_("Inglenook is set to stay offline.")
    advice = N_("Turn “Stay offline” off to look up or download models.")


class Unreachable(HubError):
    """No connection, or the hub does not work just now."""

    say = N_("The model hub cannot be reached.")
    advice = N_("Check the connection to the internet, then try again.")


class HubBusy(HubError):
    """The hub answers 429: too many requests; *wait_s* is how long it asks to wait, in seconds."""

    say = N_("The model hub asks us to wait.")
    advice = N_("Try again in some minutes.")
    wait_s: float = 60.0


class HubGarbled(HubError):
    """What came is no answer of a hub: a web page of a hotel's network, or garbage."""

    say = N_("What came back is not an answer of the model hub.")
    advice = N_("If this network asks you to sign in first, do that in a browser; then try again.")


class Gated(HubError):
    """The makers want their terms accepted, with an account on the hub."""

    say = N_("The makers of this model want their terms accepted first.")
    advice = N_("Accept them on the model's page with your account, then give an access token under Models, Network.")


class TokenRefused(HubError):
    """The hub does not know the access token."""

    say = N_("The hub does not accept this access token.")
    advice = N_("Make a new one on huggingface.co under Settings, Access Tokens, with the right to read.")


class NotOnHub(HubError):
    """The repository, the version or the file is not there, or is private."""

    say = N_("This is not on the model hub, or is private.")
    advice = N_("Check the spelling, or choose another model.")


class NoSpace(HubError):
    """The disk has no room for the file."""

    say = N_("There is not enough room on the disk for this model.")
    advice = N_("Free some space, then go on; nothing of what was downloaded is lost.")


class DownloadCorrupt(HubError):
    """What was downloaded is not what the hub says it is."""

    say = N_("What was downloaded is not the file that the hub describes.")
    advice = N_("Nothing of it was kept. Download it again; if it happens again, choose another source.")


class ChangedUpstream(HubError):
    """The file is another one on the hub by now."""

    say = N_("The file was changed on the hub since this download began.")
    advice = N_("Remove this download and get the new version.")


class RedirectedElsewhere(HubError):
    """The hub sends us to a host that does not belong to it."""

    say = N_("The hub led to a place that does not belong to it, so Inglenook did not go there.")
    advice = N_("Try again later; if you use a mirror, check its address.")


class BadFileName(HubError):
    """A name of a file that would lead out of its folder, or that a system does not take."""

    say = N_("The name of this file cannot be used safely.")
    advice = N_("Choose another model.")


class PersonaError(AppError):
    """A companion cannot be used."""


class NoSuchPersona(PersonaError):
    """No companion by that name."""

    say = N_("There is no companion by that name.")
    advice = N_("Run `inglenook chat --list` to see who is there.")


class LastPersona(PersonaError):
    """The only companion would go."""

    say = N_("This is the only companion there is.")
    advice = N_("Bring back or add another first.")


class FileError(AppError):
    """A card, a lorebook, a chat or a picture cannot be used; nothing was changed."""


class FileUnreadable(FileError):
    """Damaged, cut short, or of no kind we know."""

    say = N_("This file cannot be read.")
    advice = N_("It may be damaged: get it once more from where it came. Nothing was changed.")


class FileTooLarge(FileError):
    """More than any such file holds, or it would unpack to more than that."""

    say = N_("This file holds more than such a file ever does.")
    advice = N_("It may be made to fill the memory; it was not opened. Nothing was changed.")


class TooMuch(FileTooLarge):
    """A text, or a number of them, that is longer than we take; what it says names both."""

    say = N_("This is longer than Inglenook takes.")
    advice = N_("Make it shorter, or split it. Nothing was changed.")


class FileUnwritable(FileError):
    """It could not be written where the person wanted it."""

    say = N_("The file could not be written there.")
    advice = N_("Choose another folder, or make room on the disk.")


class PictureUnreadable(FileError):
    """No picture, or one that no reader of ours takes."""

    say = N_("This picture cannot be read.")
    advice = N_("Use a PNG, JPEG or WEBP picture.")


class CardError(FileError):
    """A character card cannot be used."""


class NoCard(CardError):
    """The file is whole, but there is no character in it."""

    say = N_("There is no character in this file.")
    advice = N_("Pictures often lose the character when they are saved from a page: get the original file.")


class CardEncrypted(CardError):
    """Locked by the program that wrote it."""

    say = N_("This card is locked: only the program that made it can open it.")
    advice = N_("Export it there once more without a lock.")


class ModelNotInRegistry(AppError):
    """No model by that name."""

    say = N_("There is no model by that name.")
    advice = N_("Run `inglenook models list` to see which are there.")


class ModelNameTaken(AppError):
    """Another model has that name, or it is no name."""

    say = N_("Another model has that name already.")
    advice = N_("Choose another name.")


class NoSuchDownload(AppError):
    """No download by that number."""

    say = N_("There is no such download.")
    advice = N_("Run `inglenook models downloads` to see them.")


class MoveFailed(AppError):
    """The folder of models could not be moved; everything is where it was."""

    say = N_("The models could not be moved.")
    advice = N_("They are where they were. Choose a folder on a disk with enough room that belongs to you.")


class MessageGone(AppError):
    """A message was deleted for good since somebody looked at it."""

    say = N_("This message is not there any more.")
    advice = N_("It was deleted for good meanwhile; go on with another one.")


class ParentInTrash(AppError):
    """Something cannot come back out of the trash before what it belongs to does."""

    say = N_("What this belongs to is in the Trash too.")
    advice = N_("Restore that first.")


class BoundaryError(AppError):
    """A boundary was met; said kindly, where it happened."""


class MinorsFilterTriggered(BoundaryError):
    """Somebody under 18 would take part in something romantic or sexual."""

    say = N_("This was stopped: it seems to put somebody under 18 into a romantic or sexual scene.")
    advice = N_(
        "No setting opens that, and nothing of it was kept. If it was meant otherwise, say it in other words, with"
        " everybody's age plain."
    )


class TopicTouched(BoundaryError):
    """A message touches a topic that the person asked never to touch."""

    say = N_("This touches a topic that you asked never to touch.")
    advice = N_("Send it all the same, or change your boundaries.")


class TooYoung(BoundaryError):
    """What the person says of themselves makes them under 18."""

    say = N_("Inglenook is for adults.")
    advice = N_("Leave the age out of the name, or close the app if you are under 18.")


class UpdatesUnreachable(AppError):
    """The question did not get through, or another one answered it."""

    say = N_("The address for updates cannot be reached.")
    advice = N_("Check the connection to the internet, then try again.")


class UpdateUnknown(AppError):
    """What came says nothing about a version."""

    say = N_("What came back says nothing about a newer version.")
    advice = N_("Look at the address for updates in the settings.")
