"""The forms of the engine for different generations of processor, and which of them works on this one.

A release brings a library for each generation, of which llama.cpp takes the best that the processor says it can
run; a build from source has one, compiled for the machine.  Both can be wrong: a virtual machine may claim
instructions on which it then faults, and a build may have come here from another computer.  So the first time on a
processor, a child process speaks a token with each form, best first, until one lives.

Forms that need AMX are never among them: no computer of a person is quicker for it, and virtual machines claim it
falsely (``ldtilecfg`` ends the process with a general protection fault).
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import re
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import EngineUnusable, HomeUnwritable, ModelUnreadable
from app.core.files import write_whole
from app.core.processor import processor_key
from app.core.workers import run_to_end

FORM = re.compile(r"^(?:lib)?ggml-cpu(?:-([a-z0-9_.]+?))?\.(?:so|dll|dylib)$")
NEEDS_AMX = frozenset({"sapphirerapids"})
"""Names that llama.cpp gives to forms with AMX in them (``ggml/src/CMakeLists.txt``, GGML_CPU_ALL_VARIANTS)."""
COMPILED = ""
"""The name of the one form of a build from source."""


@dataclass(frozen=True, slots=True)
class BuildChoice:
    """The form that works here, and whether a quicker one did not."""

    form: str
    is_plainer: bool


@dataclass(slots=True)
class _Process:
    """What this process does: llama.cpp is loaded once, and cannot be loaded otherwise after that."""

    form: str | None = None
    choice: BuildChoice | None = None
    asked_by: tuple[Path, Path] | None = None
    is_child: bool = False


_here = _Process()
_lock = threading.Lock()


def library_folder() -> Path:
    """Where the libraries of llama.cpp lie; nothing is loaded for it."""
    found = importlib.util.find_spec("llama_cpp")
    assert found is not None, "llama-cpp-python is installed"
    assert found.origin is not None, "it is no namespace"
    return Path(found.origin).parent / "lib"


def forms_in(folder: Path) -> dict[str, Path]:
    """The libraries for processors in *folder* by the names of their forms, without those that need AMX."""
    named = [(FORM.match(path.name), path) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    forms = {found[1] or COMPILED: path for found, path in named if found is not None}
    return {name: path for name, path in forms.items() if name not in NEEDS_AMX}


def use_form(name: str) -> None:
    """Load the form called *name* once llama.cpp is; after that it changes nothing for this process."""
    _here.form = name


def chosen_form() -> str | None:
    """That of ``use_form``; None where llama.cpp's own best is to be taken."""
    return _here.form


def be_child() -> None:
    """This process was started to try something: it may die of it, and starts no others to find out what works."""
    _here.is_child = True


def prepare_engine(kept_in: Path, model: Path) -> None:
    """From now on ``make_ready`` finds out once what works here, with *model*, and remembers it in *kept_in*."""
    _here.asked_by = (kept_in, model)


def choice_here() -> BuildChoice | None:
    """What ``make_ready`` found; None before."""
    return _here.choice


def make_ready() -> None:
    """Choose a form that works before llama.cpp is loaded; takes a second or two the first time on a processor.

    Raises:
        EngineUnusable: none does.
    """
    with _lock:
        # What is loaded already cannot be chosen any more.
        if _here.asked_by is None or _here.is_child or "app.engine.native" in sys.modules:
            return
        kept_in, model = _here.asked_by
        if _here.choice is None:
            _here.choice = recall(kept_in) or find_choice(model)
            remember(kept_in, _here.choice)
        use_form(_here.choice.form)


def find_choice(
    model: Path,
    rank: Callable[[], Sequence[str]] | None = None,
    speak: Callable[[str, str], None] | None = None,
) -> BuildChoice:
    """The first form with which a child process speaks a token of *model*, best first.

    *rank* and *speak* are functions of a module; each runs in a child of its own.

    Raises:
        EngineUnusable: none does, or not even looking at them does.
    """
    try:
        ranked = _in_child(rank or rank_forms)
    except ModelUnreadable:
        raise EngineUnusable from None
    for place, form in enumerate(ranked):
        with contextlib.suppress(ModelUnreadable):
            _in_child(speak or speak_with, form, str(model))
            return BuildChoice(form, is_plainer=place > 0)
    raise EngineUnusable


def rank_forms() -> list[str]:
    """The forms that this processor says it can run, best first."""
    forms = forms_in(library_folder())
    if set(forms) <= {COMPILED}:
        return [COMPILED]
    from app.engine.native import score

    scored = sorted(((score(path), name) for name, path in forms.items()), reverse=True)
    return [name for worth, name in scored if worth > 0]


def speak_with(form: str, model: str) -> None:
    """Speak a token with the form called *form*."""
    use_form(form)
    from app.engine.engine import LoadPlan
    from app.engine.probe import try_model

    try_model(model, LoadPlan(context_tokens=256))


def recall(kept_in: Path) -> BuildChoice | None:
    """What was found before, on this processor and with these libraries."""
    try:
        entry = json.loads(kept_in.read_text("utf-8"))
        if entry["key"] == _key():
            return BuildChoice(str(entry["form"]), bool(entry["is_plainer"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        pass
    return None


def remember(kept_in: Path, choice: BuildChoice) -> None:
    """Keep what was found; a disk that is full is no reason not to go on."""
    entry = {"key": _key(), "form": choice.form, "is_plainer": choice.is_plainer}
    with contextlib.suppress(HomeUnwritable):
        write_whole(kept_in, json.dumps(entry).encode())


def _key() -> str:
    """This processor and these libraries."""
    folder = library_folder()
    told = [processor_key(), str(folder)]
    for path in sorted(folder.iterdir()):
        facts = path.stat()
        told.append(f"{path.name} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def _in_child(question: Callable[..., Sequence[str] | None], *given: object) -> Sequence[str]:
    from app.engine.child_process import ask_child

    return run_to_end(ask_child(question, *given)) or []
