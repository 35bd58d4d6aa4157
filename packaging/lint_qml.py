"""Checks the QML against the Python classes it uses, that no words in it are markup, and its formatting.

qmllint knows our types from a description generated beforehand; without it every name that comes
from Python would be reported, and people would stop listening.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "app" / "ui"
BUILD = ROOT / "build" / "qml"
MODULE = BUILD / "Inglenook"
TOOLS = Path(sys.executable).parent
SHOWS_TEXT = {"Text", "TextEdit", "TextArea", "Label"}
SHOWS_ITS_TEXT = {
    "AbstractButton", "Button", "CheckBox", "CheckDelegate", "DelayButton", "ItemDelegate", "MenuItem", "MenuBarItem",
    "RadioButton", "RadioDelegate", "RoundButton", "SwipeDelegate", "Switch", "SwitchDelegate", "TabButton",
    "ToolButton", "ToolTip",
}  # fmt: skip
"""Types of Qt whose words take HTML, as long as nothing else is put in the place of what shows them."""


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [TOOLS / f"pyside6-{tool}", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def describe_types() -> None:
    """Write what qmllint must know of our Python classes."""
    MODULE.mkdir(parents=True, exist_ok=True)
    known = (path for path in UI.rglob("*.py") if "@QmlElement" in path.read_text("utf-8"))
    sources = sorted(str(path.relative_to(ROOT)) for path in known)
    dumped = run("metaobjectdump", "-o", str(BUILD / "inglenook.json"), *sources)
    complete(BUILD / "inglenook.json")
    metatypes = Path(PySide6.__file__).parent / "Qt" / "metatypes" / "qt6core_metatypes.json"
    registered = run(
        "qmltyperegistrar", "--generate-qmltypes", str(MODULE / "inglenook.qmltypes"),
        "-o", str(BUILD / "register.cpp"),
        str(BUILD / "inglenook.json"), "--import-name", "Inglenook", "--major-version", "1",
        f"--foreign-types={metatypes}",
    )  # fmt: skip
    for step in (dumped, registered):
        if step.returncode:
            sys.exit(step.stdout + step.stderr)
    (MODULE / "qmldir").write_text("module Inglenook\ntypeinfo inglenook.qmltypes\n", "utf-8")


def complete(dump: Path) -> None:
    """Fill in what the dump leaves out: a property without a signal is constant, a list holds anything."""
    documents = json.loads(dump.read_text("utf-8"))
    for document in documents:
        for described in document["classes"]:
            for entry in described.get("properties", []):
                entry.setdefault("constant", "notify" not in entry)
                if entry["type"] == "list":
                    entry["type"] = "QVariantList"
    dump.write_text(json.dumps(documents), "utf-8")


def misformatted(files: list[Path]) -> list[str]:
    """The files that pyside6-qmlformat would write otherwise."""
    found = []
    for file in files:
        formatted = run("qmlformat", str(file))
        if formatted.returncode or formatted.stdout != file.read_text("utf-8"):
            found.append(str(file.relative_to(ROOT)))
    return found


def bodies(source: str) -> Iterator[tuple[str, str]]:
    """Each object of a QML file: its type, and what stands in it but not in an object within it."""
    open_ones: list[tuple[str, list[str]]] = []
    end = 0
    for brace in re.finditer(r"(?:\b([A-Z]\w*)\s*)?\{|\}", source):
        if open_ones:
            open_ones[-1][1].append(source[end : brace.start()])
        end = brace.end()
        if brace[0] == "}":
            kind, parts = open_ones.pop()
            if kind:
                yield kind, "".join(parts)
            elif open_ones:
                # A function or a handler belongs to the object that it stands in.
                open_ones[-1][1].extend(parts)
        else:
            open_ones.append((brace[1] or "", []))


def markup(source: str) -> Iterator[str]:
    """What in a QML file would read words as HTML, and fetch the images that they name."""
    for kind, body in bodies(source):
        if kind in SHOWS_TEXT and "textFormat:" not in body:
            yield f"{kind} without textFormat"
        if kind in SHOWS_ITS_TEXT and "contentItem:" not in body and "AbstractButton.IconOnly" not in body:
            yield f"{kind} without a contentItem of its own"
        if kind == "ComboBox" and "delegate:" not in body:
            yield "ComboBox without a delegate of its own"
    for name in ("placeholderText", "ToolTip.text"):
        if re.search(rf"\b{re.escape(name)}\b", source):
            yield f"{name}; there are Placeholder and Tip"


def main() -> None:
    files = sorted(UI.rglob("*.qml"))
    if "--fix" in sys.argv:
        for file in files:
            run("qmlformat", "-i", str(file))
    describe_types()
    linted = run("qmllint", "-I", str(UI), "-I", str(BUILD), "--max-warnings", "0", *map(str, files))
    if linted.returncode:
        sys.exit(linted.stdout + linted.stderr)
    for file in files:
        if found := list(markup(file.read_text("utf-8"))):
            sys.exit(f"{file.relative_to(ROOT)} would read words as HTML: " + ", ".join(found))
    if wrong := misformatted(files):
        sys.exit("not formatted (packaging/lint_qml.py --fix does it): " + ", ".join(wrong))


if __name__ == "__main__":
    main()
