"""``inglenook vault``: the keys, the backups and the health of the vault."""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from app.application import Application
from app.chat import export_readable
from app.cli.terminal import ask, ask_twice, counted, driven, read_line
from app.cli.unlock import PASSPHRASE_GIVEN, enter
from app.core.clock import Milliseconds, local
from app.core.errors import FileInTheWay, NoVault, VaultDamaged, WrongSecret
from app.core.words import N_
from app.vault import (
    BackupFacts,
    add_recovery_slot,
    check_backup,
    check_strength,
    confirm,
    new_recovery_code,
    read_header,
    replaced_vaults,
    set_passphrase,
    slot_kinds,
    snapshots,
    suggest_passphrase,
)

NEW_PASSPHRASE_GIVEN, BACKUP_PASSPHRASE_GIVEN = "INGLENOOK_NEW_PASSPHRASE", "INGLENOOK_BACKUP_PASSPHRASE"
WAYS = {"keyring": "system keyring", "passphrase": "passphrase", "recovery": "recovery code"}
OLD_BACKUPS = N_("Backups made before can still be opened with their passphrases and hold what they held.")


def add_commands(vault: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook vault``."""
    actions = vault.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("status", help="what is kept where, and what opens it")
    backup = actions.add_parser("backup", help="write everything into one encrypted file")
    backup.add_argument("file", type=Path, metavar="FILE.inglenook")
    restore = actions.add_parser("restore", help="replace the vault with a backup; the old vault is kept beside it")
    restore.add_argument("file", type=Path, metavar="FILE.inglenook")
    verify = actions.add_parser("verify", help="read the whole vault, or a backup, and check that it is intact")
    verify.add_argument("file", type=Path, metavar="FILE.inglenook", nargs="?")
    rotate = actions.add_parser("rotate", help="change every key, for when a passphrase or key file has leaked")
    rotate.add_argument("--forget", action="store_true", help="also rewrite the vault, without gaps")
    actions.add_parser("passphrase", help="set or change the passphrase")
    actions.add_parser("suggest", help="suggest a good passphrase of six random words")
    actions.add_parser("recovery-code", help="make a new recovery code; an earlier one stops working")
    export = actions.add_parser("export", help="write all conversations into a file that anybody can read")
    export.add_argument("file", type=Path, metavar="FILE.json|FILE.md")
    export.add_argument("--readable", action="store_true", required=True, help="yes, it is not to be encrypted")


def vault(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    match given.action:
        case "suggest":
            print(suggest_passphrase())
        case "restore":
            restore(application, given.file)
        case "verify" if given.file is not None:
            tell_facts(driven(check_backup(given.file, backup_passphrase(twice=False))))
        case _ if not application.has_vault:
            raise NoVault
        case "status":
            status(application)
        case "backup":
            backup(application, given.file)
        case "verify":
            verify(application)
        case "rotate":
            rotate(application, forget=given.forget)
        case "passphrase":
            change_passphrase(application)
        case "recovery-code":
            recovery_code(application)
        case "export":
            enter(application)
            assert application.session is not None
            count = len(
                list(export_readable(application.session.personas, application.session.conversations.store, given.file))
            )
            wrote = counted(count, "conversation", "conversations")
            print(f"Wrote {wrote} into {given.file}. Anybody who can read that file can read them.")
    return 0


def status(application: Application) -> None:
    """What is there, without opening it."""
    folder = application.home.vault
    kinds = [WAYS[kind] for kind in WAYS if kind in slot_kinds(folder)]
    print(f"Vault            {folder}")
    print(f"Opened by        {', '.join(kinds) or 'nothing: the key file is damaged'}")
    print(f"Keyring at start {'yes' if 'system keyring' in kinds and application.may_use_keyring else 'no'}")
    database = folder / "vault.db"
    print(f"Database         {size(database.stat().st_size if database.exists() else 0)}")
    blobs = [path.stat().st_size for path in (folder / "blobs").rglob("*") if path.is_file()]
    print(f"Blobs            {len(blobs)}, {size(sum(blobs))}")
    copies = [f"{date(copy.created)} ({size(copy.path.stat().st_size)})" for copy in snapshots(folder)]
    print(f"Automatic copies {', '.join(copies) or 'none yet'}")
    for replaced in replaced_vaults(application.home.root):
        print(f"Replaced         {date(replaced.at)}, {replaced.path}")


def backup(application: Application, path: Path) -> None:
    if path.exists():
        raise FileInTheWay
    enter(application)
    facts = driven(application.maintenance.back_up(path, backup_passphrase(twice=True)))
    tell_facts(facts)
    print(f"Written and read back: {path}. Its passphrase is the only thing that opens it.")


def restore(application: Application, path: Path) -> None:
    if read_header(path).is_automatic:
        with contextlib.suppress(VaultDamaged):  # that is what the copy is for
            enter(application)
        facts = driven(application.maintenance.restore_copy(path))
        opener = "What opened the vault before still opens it."
    else:
        facts = driven(application.maintenance.restore(path, backup_passphrase(twice=False)))
        opener = "The backup's passphrase opens the vault now."
    application.leave_vault()
    application.maintenance.put_in_place()
    tell_facts(facts)
    print(f"Restored. {opener}")
    for replaced in replaced_vaults(application.home.root)[:1]:
        print(f"The vault that was there before is kept in {replaced.path}.")


def verify(application: Application) -> None:
    opened = enter(application)
    is_whole = not opened.vault.integrity_check()
    damaged: list[object] = []

    def look() -> Iterator[object]:
        damaged.extend((yield from opened.blobs.damaged()))

    count = len(list(look()))
    if not is_whole:
        raise VaultDamaged
    if damaged:
        raise VaultDamaged("blobs", damaged=len(damaged), count=count)
    messages = opened.vault.read("SELECT count(*) FROM message_place")[0][0]
    found = f"{counted(messages, 'message', 'messages')} and {counted(count, 'file', 'files')}"
    print(f"The vault is whole: every page, the full-text index, {found}.")


def rotate(application: Application, *, forget: bool) -> None:
    enter(application)
    if "passphrase" in slot_kinds(application.home.vault):
        passphrase = os.environ.get(PASSPHRASE_GIVEN) or ask("Passphrase: ")
    else:
        passphrase = new_passphrase()
    driven(application.maintenance.rotate(passphrase, forget=forget))
    print("Every key was changed, and the automatic copies made before were deleted.")
    print("The recovery code opens nothing any more; `inglenook vault recovery-code` makes a new one.")
    print(OLD_BACKUPS)


def change_passphrase(application: Application) -> None:
    opened = enter(application)
    if "passphrase" in slot_kinds(application.home.vault):
        # Even at a vault that the keyring opened: who does not know it must not change it.
        confirm(
            application.home.vault, os.environ.get(PASSPHRASE_GIVEN) or ask("Current passphrase, or recovery code: ")
        )
    set_passphrase(application.home.vault, opened.vault.key, new_passphrase())
    print("The new passphrase opens the vault from now on.")


def recovery_code(application: Application) -> None:
    opened = enter(application)
    code = new_recovery_code()
    groups = code.split("-")
    print(f"Your recovery code:\n\n    {' '.join(groups)}\n")
    print("Write it down on paper. To be sure, type two of its groups back.")
    for number in sorted(secrets.SystemRandom().sample(range(8), 2)):
        if read_line(f"Group {number + 1}: ").upper() != groups[number]:
            raise WrongSecret("code_not_repeated")
    add_recovery_slot(application.home.vault, opened.vault.key, code)
    print("The code opens the vault from now on.")


def new_passphrase() -> str:
    given = os.environ.get(NEW_PASSPHRASE_GIVEN) or ask_twice("New passphrase: ")
    check_strength(given)
    return given


def backup_passphrase(*, twice: bool) -> str:
    given = os.environ.get(BACKUP_PASSPHRASE_GIVEN)
    if given:
        return given
    return ask_twice("Choose a passphrase for the backup: ") if twice else ask("Backup passphrase: ")


def tell_facts(facts: BackupFacts) -> None:
    counts = facts.counts
    parts = (
        ("persona", "companion", "companions"), ("conversation", "conversation", "conversations"),
        ("message", "message", "messages"), ("blob", "file", "files"),
    )  # fmt: skip
    held = ", ".join(counted(counts.get(table, 0), one, many) for table, one, many in parts)
    print(f"Backup of {date(facts.created)}: {held}, {size(facts.size_bytes)}.")


def date(at: Milliseconds) -> str:
    return local(at).strftime("%Y-%m-%d %H:%M")


def size(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB"
