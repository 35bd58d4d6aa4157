"""The self-test anybody can run: it talks, watches the sockets, and looks for what was said on the disk.

It runs in a process and a home of its own, so that nothing of a person's is touched; what is theirs is only looked at
from outside: permissions, and whether the files look like noise.
"""

from __future__ import annotations

import base64
import contextlib
import json
import math
import os
import secrets
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.application import Application
from app.core.network_guard import LOOK_UPS, TALK, NetworkRefused, network_guard
from app.core.paths import Home
from app.diagnostics.machine import Finding
from app.engine import ask_child
from app.personas import read_card
from app.session import Session
from app.vault import BlobKind, PretendKeyring, vault_exists

PATIENCE_S = 120.0
PIECE = 1 << 20
NOISE_BITS = 7.8
"""Bits of information a byte: encrypted pages have nearly 8, text and plain databases 3 to 6."""
SQLITE = b"SQLite format 3\x00"
NOWHERE = ("192.0.2.1", 9)
"""An address that is nobody's, kept for documentation (RFC 5737)."""
TRAP = "inglenook-trap-7f3a"
ATTACK = (
    f'<img src="//{TRAP}.invalid/share/x.png"><img src="file:///{TRAP}/x.png"><img src="https://{TRAP}.invalid/x.png">'
    f"![x](https://{TRAP}.invalid/x.png) {{{{description}}}} \x1b]52;c;ZXZpbA==\x07"
)
"""What a card may say so that a program fetches, opens or orders something."""


def proven(home: Home) -> Generator[object, None, list[Finding]]:
    """What ``prove`` finds, in a process of its own.  Yields while it waits, so that it can be stopped."""
    return (yield from ask_child(prove, str(home.root)))


def prove(root: str) -> list[Finding]:
    """Talk in a home made for it, look for what was said, and look at the home in *root* from outside."""
    watched: list[str] = []
    session: list[str] = []

    def look(event: str, given: tuple[object, ...]) -> None:
        if _leads_outside(event, given):
            watched.append(event)
        if event == "open" and given and TRAP in str(given[0]):
            session.append(str(given[0]))

    sys.addaudithook(look)
    with tempfile.TemporaryDirectory(prefix="inglenook-self-test-") as folder:
        mine = Home(Path(folder) / "home")
        phrase = " ".join(secrets.token_hex(4) for _ in range(3))
        while_open = _conversation_id(mine, phrase, session)
        talked = list(watched)
        findings = [
            _connections(talked),
            *while_open,
            _searched("The phrase, with the vault closed", mine.root, phrase),
            _permissions("Permissions of the test's home", mine.root),
            *_encrypted("the test's", mine),
        ]
    theirs = Home(Path(root))
    if vault_exists(theirs.vault):
        findings += [_permissions("Permissions of your home", theirs.root), *_encrypted("your", theirs)]
    return [*findings, _core_dumps(), _refusal()]


def _leads_outside(event: str, given: tuple[object, ...]) -> bool:
    if event in LOOK_UPS:
        return True
    return event in TALK and not (len(given) > 1 and isinstance(given[1], str | bytes))  # names of local sockets


def _conversation_id(home: Home, phrase: str, trapped: list[str]) -> list[Finding]:
    """Say *phrase* to a companion, keep a draft and a picture of it, and look for it while everything is open.

    Then talk with a companion whose card attacks; *trapped* are the files that it made us open.
    """
    with contextlib.closing(Application(home, keyring=PretendKeyring())) as application:
        session = application.create_vault(passphrase=secrets.token_hex(16))
        persona = session.personas.all()[0]
        exchange = session.conversations.replies.say(persona, None, f"My secret word is {phrase}.")
        assert exchange.job is not None
        answered = exchange.job.wait(PATIENCE_S)
        session.conversations.store.drafts.keep(persona.id, exchange.conversation_id, phrase)
        with session.blobs.writing(BlobKind.PICTURE, conversation=exchange.conversation_id) as blob:
            blob.write(phrase.encode() * 64)
        answer = session.conversations.store.tree.get(exchange.answer.id)
        return [
            Finding(
                "A chat with the starter",
                f"{len(answer.text)} characters were answered",
                answered and bool(answer.text),
            ),
            _searched("The phrase, while it is spoken of", home.root, phrase),
            _attacked(session, trapped),
        ]


def _attacked(session: Session, trapped: list[str]) -> Finding:
    """Bring in a card that attacks in every field, and talk with it."""
    fields = ("description", "personality", "scenario", "first_mes", "mes_example", "creator_notes", "system_prompt")
    told = {"name": ATTACK[:200], **dict.fromkeys(fields, ATTACK), "tags": [ATTACK], "alternate_greetings": [ATTACK]}
    card = json.dumps({"spec": "chara_card_v2", "spec_version": "2.0", "data": told}).encode()
    persona = session.personas.get(session.importer.keep(read_card(card)))
    exchange = session.conversations.replies.say(persona, session.conversations.replies.greet(persona), "Hello")
    answered = exchange.job is not None and exchange.job.wait(PATIENCE_S)
    if trapped or not answered:
        said = f"it had {len(trapped)} files opened" if trapped else "it could not be talked with"
        return Finding("A card that attacks", said, False, "Please report this.")
    return Finding("A card that attacks", "came in and answered; nothing that it names was opened or asked for")


def _connections(watched: list[str]) -> Finding:
    if not watched:
        return Finding(
            "Connections during the chat", "none; no name was looked up either (every socket of Python was watched)"
        )
    return Finding("Connections during the chat", ", ".join(sorted(set(watched))), False, "Please report this.")


def _searched(what: str, folder: Path, phrase: str) -> Finding:
    """Look for *phrase* in every file of *folder*; first for one that is there: it would be found."""
    wanted = spellings(phrase)
    control = folder / "control"
    control.write_bytes(b"before " + wanted[-1] + b" after")
    can_find = _holds(control, wanted)
    control.unlink()
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    found = [path.name for path in files if _holds(path, wanted)]
    if not can_find or found:
        return Finding(what, f"found in {', '.join(found) or 'nothing, but the search failed'}", False, "Report this.")
    return Finding(what, f"not in {len(files)} files ({size:,} bytes), in {len(wanted)} spellings")


def spellings(phrase: str) -> list[bytes]:
    """*phrase* in UTF-8 and UTF-16, as hexadecimal digits, and in Base64 wherever it may begin."""
    plain = phrase.encode()
    shifted = [base64.b64encode(b"\0" * start + plain)[4 if start else 0 : -4] for start in range(3)]
    return [plain, phrase.encode("utf-16-le"), phrase.encode("utf-16-be"), plain.hex().encode(), *shifted]


def _holds(path: Path, wanted: list[bytes]) -> bool:
    longest = max(map(len, wanted))
    before = b""
    for piece in _pieces(path):
        text = before + piece
        if any(each in text for each in wanted):
            return True
        before = text[-longest:]
    return False


def _pieces(path: Path) -> Iterator[bytes]:
    with contextlib.suppress(OSError), path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _permissions(what: str, folder: Path) -> Finding:
    if os.name == "nt":
        return Finding(what, "those of your profile folder, which other accounts cannot open")
    loose = [path.name for path in (folder, *folder.rglob("*")) if _mode(path) & 0o077 and not path.is_symlink()]
    if loose:
        advice = f"Take the rights of others away: chmod -R go= {folder}"
        return Finding(what, f"others may open {len(loose)}: {', '.join(sorted(loose)[:3])}", False, advice)
    return Finding(what, "only you may open it, and every file in it")


def _mode(path: Path) -> int:
    with contextlib.suppress(OSError):  # a temporary file of a home that is open may be gone
        return path.lstat().st_mode
    return 0


def _encrypted(whose: str, home: Home) -> Iterator[Finding]:
    """Whether the database and the blobs look like noise."""
    database = home.vault / "vault.db"
    head = next(_pieces(database), b"")
    bits = entropy(head)
    fine = bool(head) and not head.startswith(SQLITE) and bits > NOISE_BITS
    yield Finding(
        f"Database, {whose}", f"{bits:.2f} of 8 bits a byte: noise without its key" if fine else "not encrypted", fine
    )
    blobs = [path for path in (home.vault / "blobs").rglob("*") if path.is_file()] if home.vault.exists() else []
    # A small file cannot look random: fewer bytes than values.
    plain = [
        path.name for path in blobs if path.stat().st_size > 4096 and entropy(next(_pieces(path), b"")) < NOISE_BITS
    ]
    if plain:
        yield Finding(f"Large files, {whose}", f"{len(plain)} look plain", False, "Please report this.")
    else:
        yield Finding(f"Large files, {whose}", f"{len(blobs)}, none of them readable")


def entropy(data: bytes) -> float:
    """Bits of information a byte of *data* (Shannon 1948)."""
    counts = Counter(data)
    total = len(data)
    return -sum(count / total * math.log2(count / total) for count in counts.values()) if total else 0.0


def _core_dumps() -> Finding:
    if os.name == "nt":
        return Finding("Memory after a crash", "Windows keeps none unless it was told to")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    return Finding(
        "Memory after a crash",
        "not written (core limit 0)" if hard == 0 else f"may be written ({soft}, {hard})",
        hard == 0,
    )


def _refusal() -> Finding:
    """Try, on purpose, to reach outside: the network guard must refuse."""
    before = len(network_guard.refused)
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line:
            line.settimeout(0.2)
            line.connect(NOWHERE)
    except NetworkRefused:
        return Finding("A connection tried on purpose", f"refused by the gate ({len(network_guard.refused) - before})")
    except OSError:
        pass
    return Finding("A connection tried on purpose", "not refused", False, "Please report this.")


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies where, how large it is, and what opens it."""

    what: str
    where: str
    size_bytes: int
    opened_by: str


def stored(home: Home, models: Path) -> list[Stored]:
    """Everything that is kept, and what opens it."""
    vault = home.vault
    places = (
        ("Conversations, companions, memories, settings", vault / "vault.db", "the vault's key"),
        ("Pictures, voices, what a model had read", vault / "blobs", "a key each, kept in the vault"),
        ("What the database is about to take in", vault / "vault.db-wal", "the vault's key"),
        ("Automatic copies", vault / "snapshots", "the vault's key"),
        ("The vault's key, wrapped", vault / "vault.key", "passphrase, recovery code or keyring"),
        ("Theme, text size, chosen model", home.device_settings, "anybody: it is plain"),
        ("Which models you have", home.registry, "anybody: it is plain"),
        ("Models", models, "anybody: they are public"),
        ("Logs, without a word of yours", home.logs, "anybody: they are plain"),
    )
    return [Stored(what, str(path), _size(path), opened_by) for what, path, opened_by in places if path.exists()]


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        if path.is_file():
            return path.stat().st_size
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    return 0
