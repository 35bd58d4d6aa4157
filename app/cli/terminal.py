"""Asking and telling on a terminal."""

from __future__ import annotations

import getpass
import sys

from app.core.errors import NoWayIn, WeakPassphrase


def heard(question: str) -> str:
    """What is typed next; nothing once the input has ended."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def ask(question: str) -> str:
    """Ask for a secret on the terminal.

    Raises:
        NoWayIn: there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise NoWayIn
    return getpass.getpass(question)


def ask_twice(question: str) -> str:
    """Ask for a new secret, and for the same again.

    Raises:
        WeakPassphrase: they differ.
        NoWayIn: there is no terminal to ask on.
    """
    secret = ask(question)
    if ask("The same again: ") != secret:
        raise WeakPassphrase("The two passphrases are not the same.", "Start again.")
    return secret
