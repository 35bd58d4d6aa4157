"""The same rooms without a window: chat, models, doctor.

Exit status: 0 it worked, 1 it did not (one sentence on standard error), 2 wrong usage, 3 another
instance holds the home.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import io
import json
import os
import queue
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from app import __version__
from app.conversation import ConversationId, Stats
from app.core import settings as s
from app.core.errors import AlreadyRunning, AppError, KeyringUnavailable, NoWayIn, WeakPassphrase
from app.core.lanes import Cancelled, End, Failed, Finished
from app.core.paths import Home, default_home
from app.doctor import examine
from app.house import House, OpenVault
from app.persona import Persona
from app.template import Said
from app.vault import slot_kinds

DID_NOT_WORK, HELD_BY_ANOTHER = 1, 3
WELCOME = (
    "Inglenook is for adults. A companion is a simulation: a program, not a person.\n"
    "Everything stays on this computer, encrypted.\n"
)


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    top = argparse.ArgumentParser(prog="inglenook", description="A private companion on your own computer.")
    top.add_argument("--home", type=Path, metavar="DIR", help="keep everything under DIR")
    top.add_argument("--version", action="version", version=f"Inglenook {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    chat = commands.add_parser("chat", help="talk with a companion in the terminal")
    chat.add_argument("--persona", metavar="NAME", default="Wren", help="who to talk to (default: Wren)")
    chat.add_argument("--once", metavar="TEXT", help="say one thing, print the answer, end")
    chat.add_argument("--json", action="store_true", help="with --once: print the answer and its figures as JSON")
    chat.add_argument("--list", action="store_true", help="list the companions")

    models = commands.add_parser("models", help="the models on this machine")
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="try a GGUF file and put it on the shelf")
    add.add_argument("file", type=Path, metavar="FILE.gguf")
    actions.add_parser("list", help="list the models")
    use = actions.add_parser("use", help="answer with this model from now on")
    use.add_argument("name", metavar="NAME")

    commands.add_parser("doctor", help="what was found on this machine, and what is missing")
    return top


def home_of(given: argparse.Namespace) -> Home:
    """The home the command line asks for."""
    return Home(given.home.expanduser().absolute()) if given.home else default_home()


def run(given: argparse.Namespace) -> int:
    """Do what *given* asks; returns the exit status."""
    if given.command == "chat" and given.json and given.once is None:
        parser().error("--json goes with --once")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a pipe on Windows is not, and replies are
    try:
        if given.command == "doctor":
            return doctor(home_of(given))
        with contextlib.closing(House(home_of(given))) as house:
            return models(house, given) if given.command == "models" else chat(house, given)
    except AlreadyRunning as error:
        complain(error)
        return HELD_BY_ANOTHER
    except AppError as error:
        complain(error)
        return DID_NOT_WORK
    except KeyboardInterrupt:
        return DID_NOT_WORK
    except BrokenPipeError:
        # Whoever was reading has gone; what is left in the buffer has nowhere to go at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DID_NOT_WORK


def complain(error: AppError) -> None:
    """One line for the person, on standard error."""
    sys.stderr.write(f"inglenook: {error.say} {error.advice}\n")


# --- chat ---------------------------------------------------------------------------------------


def chat(house: House, given: argparse.Namespace) -> int:
    """``inglenook chat``."""
    opened = enter(house)
    if given.list:
        for persona in opened.personas.all():
            print(f"{persona.name:12} {persona.tagline}")
        return 0
    persona = opened.personas.named(given.persona)
    if given.once is not None:
        return once(opened, persona, given.once, as_json=given.json)
    return converse(house, opened, persona)


def once(opened: OpenVault, persona: Persona, text: str, *, as_json: bool) -> int:
    """Say one thing in a new conversation and print the answer."""
    spoken: list[str] = []
    stats = Stats()
    ended = DID_NOT_WORK
    for event in answer(opened, persona, None, text):
        if isinstance(event, Said):
            spoken.append(event.text)
            if not as_json:
                show(event.text)
        elif isinstance(event, Finished) and isinstance(event.value, Stats):
            stats, ended = event.value, 0
    if as_json:
        figures = {key: asdict(stats)[key] for key in ("ttft_ms", "tokens", "tokens_per_s", "model")}
        print(json.dumps({"reply": "".join(spoken).rstrip(), **figures, "persona": persona.name}, ensure_ascii=False))
    else:
        print()
    return ended


def converse(house: House, opened: OpenVault, persona: Persona) -> int:
    """Talk until an empty line, Ctrl+D or ``/quit``."""
    if not house.settings.switch(s.WELCOMED):
        sys.stderr.write(WELCOME)
        if heard("Are you 18 or older? (yes/no) ").lower() not in ("yes", "y"):
            return DID_NOT_WORK
        house.settings.put(s.WELCOMED, True)
    sys.stderr.write(
        f"You are talking with {persona.name} ({house.model.name}). An empty line ends it; Ctrl+C stops a reply.\n"
    )
    talk = opened.conversations.store.start(persona.id)
    while True:
        text = heard("you> ")
        if text in ("", "/quit"):
            return 0
        show(f"{persona.name}> ")
        for event in answer(opened, persona, talk, text):
            if isinstance(event, Said):
                show(event.text)
        print()


def answer(opened: OpenVault, persona: Persona, talk: ConversationId | None, text: str) -> Iterator[object]:
    """The events of one reply as they come.  Ctrl+C stops the reply.

    Raises:
        AppError: the reply failed.
    """
    events: queue.SimpleQueue[object] = queue.SimpleQueue()
    exchange = opened.conversations.say(persona, talk, text, events.put)
    while True:
        try:
            event = events.get(timeout=0.2)  # on Windows a wait without end cannot be interrupted
        except queue.Empty:
            continue
        except KeyboardInterrupt:
            exchange.job.cancel()
            continue
        yield event
        match event:
            case Failed(error=error):
                raise error
            case Finished() | Cancelled():
                return


def heard(question: str) -> str:
    """What is typed next; nothing once the input has ended."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def enter(house: House) -> OpenVault:
    """Open the vault, or make it on an empty home: with the keyring, else with a passphrase.

    Raises:
        VaultError: nothing given opens it.
    """
    given = os.environ.get("INGLENOOK_PASSPHRASE") or None
    if not house.has_vault:
        keyring = house.keyring if house.keyring.is_available() else None
        if keyring is None and given is None:
            given = ask("Choose a passphrase for your vault: ")
            if ask("The same again: ") != given:
                raise WeakPassphrase("The two passphrases are not the same.", "Start again.")
        return house.create_vault(passphrase=given, keyring=keyring)
    kinds = slot_kinds(house.home.vault)
    if given is not None and ("passphrase" in kinds or "keyring" not in kinds):
        return house.unlock_vault(passphrase=given)
    try:
        return house.unlock_vault(keyring=house.keyring)
    except KeyringUnavailable:
        if "passphrase" in kinds:
            return house.unlock_vault(passphrase=ask("Passphrase: "))
        return house.unlock_vault(recovery_code=ask("The keyring is not available. Recovery code: "))


def ask(question: str) -> str:
    """Ask for a secret on the terminal.

    Raises:
        NoWayIn: there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise NoWayIn
    return getpass.getpass(question)


# --- models -------------------------------------------------------------------------------------


def models(house: House, given: argparse.Namespace) -> int:
    """``inglenook models``."""
    match given.action:
        case "add":
            job = house.io_lane.submit(lambda: house.shelf.add(given.file))
            job.wait()
            added = value_of(job.end)
            print(f"Added {getattr(added, 'name', '')}.")
            if not getattr(added, "has_template", True):
                sys.stderr.write("This model brings no chat format of its own; a plain transcript is used.\n")
        case "use":
            model = house.shelf.find(given.name)
            house.settings.put(s.MODEL_NAME, model.name)
            print(f"{model.name} answers from now on.")
        case _:
            for model in house.shelf.models():
                mark = "*" if model.name == house.model.name else " "
                note = "  tiny, for trying the app" if model.is_starter else ""
                print(f"{mark} {model.name:40} {model.size_bytes / 1e6:9.1f} MB  {model.architecture}{note}")
    return 0


def value_of(end: End | None) -> object:
    """What a job returned.

    Raises:
        AppError: it failed.
    """
    match end:
        case Finished(value=value):
            return value
        case Failed(error=error):
            raise error
        case _:
            return None


# --- doctor -------------------------------------------------------------------------------------


def doctor(home: Home) -> int:
    """``inglenook doctor``: what was found, what is missing, and why a graphics card is not used."""
    findings = examine(home)
    for finding in findings:
        print(f"{'ok  ' if finding.is_fine else 'NOTE'}  {finding.what:18} {finding.found}")
        if finding.advice:
            print(f"      {'':18} {finding.advice}")
    return 0
