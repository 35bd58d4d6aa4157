"""The grammar of the command line, and what each command's errors look like.

Exit status: 0 it worked, 1 it did not (one sentence on standard error), 2 wrong usage, 3 another
instance holds the home.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from app import __version__
from app.application import Application
from app.cli.adapters import adapters, add_adapter_commands
from app.cli.bench import add_measures, bench
from app.cli.boundaries import add_boundary_commands, boundaries
from app.cli.call import add_call_arguments, add_listen_arguments, call, listen
from app.cli.chat import chat
from app.cli.conversations import add_conversation_commands, conversations
from app.cli.describe import add_describe_arguments, describe
from app.cli.manner import add_manner_commands, manner
from app.cli.memory import add_memory_commands, memory
from app.cli.models import add_model_commands, models
from app.cli.packs import add_pack_commands, packs
from app.cli.personas import add_persona_commands, personas
from app.cli.sampling import add_sampling_arguments, sampling
from app.cli.sliders import add_slider_commands, sliders
from app.cli.templates import add_template_commands, templates
from app.cli.terminal import keep_clean
from app.cli.trash import add_trash_commands, trash
from app.cli.updates import updates
from app.cli.vault import add_commands, vault
from app.cli.voice import add_say_arguments, say
from app.core.errors import AlreadyRunning, AppError
from app.core.paths import Home, default_home
from app.core.state_file import put_aside
from app.core.translation import explain
from app.diagnostics import Finding, examine, prove

DID_NOT_WORK, HELD_BY_ANOTHER = 1, 3
COMMANDS = {
    "adapters": adapters,
    "boundaries": boundaries,
    "call": call,
    "chat": chat,
    "conversations": conversations,
    "describe": describe,
    "listen": listen,
    "memory": memory,
    "models": models,
    "packs": packs,
    "personas": personas,
    "sampling": sampling,
    "say": say,
    "manner": manner,
    "sliders": sliders,
    "trash": trash,
    "updates": updates,
    "vault": vault,
}


FORMER_NAMES = {
    ("bin",): "trash",
    ("words",): "sampling",
    ("models", "adopt"): "link",
    ("models", "look"): "inspect",
    ("models", "ledger"): "connections",
    ("models", "tidy"): "prune",
}
"""What commands were called in version 0.1: they stay, unlisted, for one version."""


def with_new_names(arguments: Sequence[str]) -> list[str]:
    """*arguments* of the command line, with a command that was renamed under its present name."""
    renamed = list(arguments)
    words = [place for place, word in enumerate(renamed) if not word.startswith("-")]
    if words and renamed[words[0] - 1] == "--home" and words[0] > 0:
        del words[0]  # the folder, not the command
    for former, present in FORMER_NAMES.items():
        places = words[: len(former)]
        if tuple(renamed[place] for place in places) == former:
            renamed[places[-1]] = present
    return renamed


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    top = argparse.ArgumentParser(prog="inglenook", description="A private companion on your own computer.")
    top.add_argument("--home", type=Path, metavar="DIR", help="keep everything under DIR")
    top.add_argument("--hidden", action="store_true", help="show the window only when Inglenook is started again")
    top.add_argument("--version", action="version", version=f"Inglenook {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    opening = commands.add_parser("open", help="open character cards or models in the window")
    opening.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a card is shown first, a model is tried")

    chat = commands.add_parser("chat", help="talk with a companion in the terminal")
    chat.add_argument("--persona", metavar="NAME", default="Wren", help="who to talk to (default: Wren)")
    chat.add_argument(
        "--once", metavar="TEXT|-",
        help="say one thing, print the answer, end; - reads it from standard input, where no other account of this"
        " computer and no shell's history sees it",
    )  # fmt: skip
    chat.add_argument(
        "--image",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="show this picture with what you say first",
    )
    chat.add_argument("--json", action="store_true", help="with --once: print the answer and its figures as JSON")
    chat.add_argument("--list", action="store_true", help="list the companions")

    add_persona_commands(commands.add_parser("personas", help="companions: import and export cards"))
    add_conversation_commands(commands.add_parser("conversations", help="conversations: list, import and export"))
    add_memory_commands(commands.add_parser("memory", help="what companions remember: list, search, forget"))
    add_model_commands(commands.add_parser("models", help="the models on this computer, and how to get more"))
    add_adapter_commands(commands.add_parser("adapters", help="adapters: small changes of a model, for a companion"))
    add_trash_commands(commands.add_parser("trash", help="what was deleted: restore it, or delete it for good"))
    add_template_commands(commands.add_parser("templates", help="chat templates: whether they lose anything"))
    add_pack_commands(commands.add_parser("packs", help="graphics packs: a maker's own way to its graphics cards"))
    add_sampling_arguments(commands.add_parser("sampling", help="temperature, banned phrases and the rest"))
    add_manner_commands(commands.add_parser("manner", help="attunement to what you feel, and small imperfections"))
    add_slider_commands(commands.add_parser("sliders", help="sliders: warm or cool, formal or casual, made here"))
    add_boundary_commands(commands.add_parser("boundaries", help="what is welcome, and what is never touched"))
    add_call_arguments(commands.add_parser("call", help="talk to a companion, and hear them answer"))
    add_listen_arguments(commands.add_parser("listen", help="print what is said, here or in a sound file"))
    add_describe_arguments(commands.add_parser("describe", help="say in a sentence what a picture shows"))
    add_say_arguments(commands.add_parser("say", help="say a text aloud, or write it into a sound file"))
    add_commands(commands.add_parser("vault", help="keys, backups and health of the vault"))
    measures = commands.add_parser("bench", help="how fast this build is on this computer")
    add_measures(measures)
    test = commands.add_parser(
        "self-test", help="open the window on an empty home, talk, lock and end: whether this build works"
    )
    test.add_argument("--until-usable", action="store_true", help="end as soon as you could type")
    test.add_argument("--json", action="store_true", help="print what was found as JSON")
    commands.add_parser("updates", help="ask the address in the settings whether there is a newer version")
    doctor = commands.add_parser("doctor", help="what was found on this machine, and what is missing")
    doctor.add_argument("--privacy", action="store_true", help="prove that what is said here stays here: a self-test")
    doctor.add_argument("--json", action="store_true", help="print what was found as JSON")
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
    keep_clean()
    try:
        if given.command == "doctor":
            return doctor(home_of(given), privacy=given.privacy, as_json=given.json)
        if given.command == "templates":
            return templates(home_of(given), given)
        if given.command == "bench":
            return bench(given)
        with contextlib.closing(Application(home_of(given))) as application:
            try:
                return COMMANDS[given.command](application, given)
            finally:
                say_what_was_damaged()
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


def say_what_was_damaged() -> None:
    """Say once that something of a plain file was put aside."""
    if names := put_aside.take():
        sys.stderr.write(
            f"inglenook: {', '.join(names)} was damaged. What could not be read is kept beside it; the rest holds, and"
            " nothing in your conversations was touched.\n"
        )


def complain(error: AppError) -> None:
    """One line for the person, on standard error."""
    sys.stderr.write(f"inglenook: {explain(error)}\n")


def doctor(home: Home, *, privacy: bool, as_json: bool) -> int:
    """``inglenook doctor``: what was found, what is missing, and why a graphics card is not used.

    With *privacy* the self-test, which fails where anything of it does.
    """
    findings = prove(str(home.root)) if privacy else examine(home)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1))
    else:
        show_findings(findings)
    return DID_NOT_WORK if privacy and not all(finding.is_fine for finding in findings) else 0


def show_findings(findings: Sequence[Finding]) -> None:
    """One line for each, and what could be done below it."""
    width = max(18, *(len(finding.what) for finding in findings))
    for finding in findings:
        print(f"{'ok  ' if finding.is_fine else 'NOTE'}  {finding.what:{width}} {finding.found}")
        if finding.advice:
            print(f"      {'':{width}} {finding.advice}")
