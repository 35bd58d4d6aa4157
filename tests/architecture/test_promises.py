"""What the application promises, checked over all of it."""

from __future__ import annotations

import ast
import builtins
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import app
from app.core import errors
from app.core.errors import AppError
from app.core.settings import SETTINGS
from app.core.translation import advice, say, sentence
from app.ui.notifier import look_of
from app.vault.migrate import newest, steps

ROOT = Path(app.__file__).parent
ROOMS = [path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()]
SOURCES = sorted(ROOT.rglob("*.py"))
QML = sorted(ROOT.rglob("*.qml"))


def all_errors(kind: type[AppError] = AppError) -> list[type[AppError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in all_errors(child))]


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_every_error_says_what_happened_and_what_to_do_and_has_a_look(kind):
    assert say(kind()).endswith(".")
    assert advice(kind()).endswith(".")
    assert look_of(kind)


def test_every_error_stands_in_the_tree_drawn_at_the_top():
    drawn = errors.__doc__ or ""
    assert [kind.__name__ for kind in all_errors() if kind.__name__ not in drawn] == []


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_has_a_label_help_scope_and_a_default_that_fits(setting):
    assert sentence(setting.label) != setting.label.code
    assert sentence(setting.help).endswith(".")
    assert setting.storage
    assert setting.accepts(setting.default)


def test_migrations_are_numbered_without_gaps():
    assert [number for number, _ in steps()] == list(range(1, newest() + 1))


ALONE = """
import importlib, pkgutil, sys
import app
names = [module.name for module in pkgutil.walk_packages(app.__path__, "app.") if not module.name.startswith("app.ui")]
for name in names:
    for known in [known for known in sys.modules if known.split(".")[0] == "app"]:
        del sys.modules[known]
    importlib.import_module(name)
print(len(names))
"""


def test_every_module_can_be_imported_by_itself():
    """Each with none of ours imported before it, so that no circle hides behind the order."""
    done = subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200
    for module in pkgutil.walk_packages(app.__path__, "app."):
        importlib.import_module(module.name)


def test_nobody_reaches_past_a_door():
    """Other rooms are entered by their ``__init__``, or by that of a folder in them; core's modules are doors."""
    reached = []
    for source in SOURCES:
        room = source.relative_to(ROOT).parts[0]
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("app."):
                _, other, *past = node.module.split(".")
                is_door = (ROOT / other).joinpath(*past).is_dir()
                if past and not is_door and other in ROOMS and other not in (room, "core") and room != "main.py":
                    reached.append(f"{source.relative_to(ROOT)} -> {node.module}")
    # The program's start opens the window's cupboard.
    assert [way for way in reached if not way.startswith("main.py")] == []


def test_each_rooms_door_says_what_it_is_for():
    for room in ROOMS:
        module = importlib.import_module(f"app.{room}")
        assert module.__doc__
        assert room in ("core", "ui") or module.__all__


@pytest.mark.parametrize("word", ["sqlite3", "asyncio", "QThread", "requests", "httpx"])
def test_what_we_do_without_is_not_imported(word):
    pattern = re.compile(rf"^\s*(import|from)\s.*\b{word}\b", re.MULTILINE)
    assert [path.name for path in SOURCES if pattern.search(path.read_text("utf-8"))] == []


MOST_METHODS, MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_A_FILE = 30, 60, 500
LARGE_FOR_A_REASON = {"AppViewModel": "QML sees each screen as a property of it"}
LONG_FOR_A_REASON: dict[str, str] = {}


def test_no_class_is_a_god_and_no_function_a_chapter():
    gods, chapters = set(), []
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and sum(isinstance(one, ast.FunctionDef) for one in node.body) > (
                MOST_METHODS
            ):
                gods.add(node.name)
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= MOST_LINES_OF_A_FUNCTION:
                chapters.append(node.name)
    assert gods == set(LARGE_FOR_A_REASON)
    assert chapters == []


def test_no_file_is_a_warehouse():
    long = {
        source.relative_to(ROOT).as_posix()
        for source in SOURCES
        if len(source.read_text("utf-8").splitlines()) > MOST_LINES_OF_A_FILE
    }
    assert long == set(LONG_FOR_A_REASON)


def test_only_workers_start_threads():
    using = [path.name for path in SOURCES if "threading.Thread(" in path.read_text("utf-8")]
    assert using == ["workers.py"]


@pytest.mark.parametrize("call", [r"\.serialize\(", r"\bATTACH\b", "VACUUM INTO"])
def test_no_call_that_could_write_a_plain_copy_of_the_vault(call):
    assert [path.name for path in SOURCES if re.search(call, path.read_text("utf-8"))] == []


def test_a_vault_in_clear_is_for_measuring_alone():
    """Only the bench opens the twin without encryption; its messages are invented."""
    using = {path.relative_to(ROOT).parts[0] for path in SOURCES if "UnencryptedVault(" in path.read_text("utf-8")}
    assert using == {"diagnostics", "vault"}


CONTROLS = ("Button", "TextField", "TextArea", "ComboBox", "Switch", "SpinBox", "RadioButton", "ItemDelegate")


@pytest.mark.parametrize("path", QML, ids=lambda path: path.name)
def test_every_control_has_a_name_a_voice_can_say(path):
    """A raw control names itself; our kit's own controls bring their names with them."""
    text = path.read_text("utf-8")
    for found in re.finditer(rf"^( *)(?:[\w.]+: )?({'|'.join(CONTROLS)}) \{{\n", text, re.MULTILINE):
        end = text.index(f"\n{found.group(1)}}}", found.end())
        body = text[found.end() : end]
        assert "Accessible.name" in body or "Accessible.ignored: true" in body or path.name == "SidebarItem.qml", (
            f"{found.group(2)} in {path.name}"
        )


@pytest.mark.parametrize("path", QML, ids=lambda path: path.name)
def test_colours_come_from_the_theme(path):
    if path.name == "Theme.qml":  # what holds until a theme is read
        return
    assert not re.search(r'"#[0-9a-fA-F]{3,8}"', path.read_text("utf-8"))


def test_the_modules_list_every_file_of_theirs():
    for folder in {path.parent for path in QML}:
        if folder.name == "shell":
            continue
        listed = (folder / "qmldir").read_text("utf-8")
        assert [path.name for path in folder.glob("*.qml") if path.name not in listed] == []


def test_the_notices_name_everything_that_ships():
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text("utf-8"))["project"]
    notifier = (ROOT.parent / "resources" / "licences" / "THIRD_PARTY.txt").read_text("utf-8").lower().replace("_", "-")
    names = [re.split(r"[=<>]", line)[0] for line in project["dependencies"]]
    assert [name for name in names if f"\n{name} " not in notifier] == []


def test_the_page_of_screens_shows_every_screenshot_and_no_other():
    folder = ROOT.parent / "resources" / "screenshots"
    shown = set(re.findall(r"\(([\w-]+\.png)\)", (folder / "README.md").read_text("utf-8")))
    assert shown == {path.name for path in folder.glob("*.png")}


def test_the_readme_is_short_and_every_file_it_leads_to_is_there():
    readme = (ROOT.parent / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) < 150
    led_to = re.findall(r"\]\(([^)]+)\)", readme)
    assert len(led_to) > 10
    assert [path for path in led_to if not (ROOT.parent / path).exists()] == []


def test_every_page_of_the_help_is_named_in_the_readme():
    readme = (ROOT.parent / "README.md").read_text("utf-8")
    pages = [path.name for path in (ROOT.parent / "resources" / "help").glob("*.md")]
    assert [name for name in pages if f"resources/help/{name}" not in readme] == []


def test_the_window_comes_up_without_what_only_models_need():
    heavy = ["numpy", "llama_cpp", "huggingface_hub", "keyring"]
    script = f"import sys, app.ui.application; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT.parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"


def test_every_error_that_a_docstring_names_exists():
    trees = [(source, ast.parse(source.read_text("utf-8"))) for source in SOURCES]
    classes = {node.name for _, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    named = [
        (source.name, name)
        for source, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and (told := ast.get_docstring(node))
        for line in told.partition("Raises:\n")[2].splitlines()
        if (found := re.match(r"    ([A-Z]\w+(?:, [A-Z]\w+)*):", line))
        for name in found[1].split(", ")
    ]
    assert len(named) > 200
    assert [each for each in named if each[1] not in classes | set(dir(builtins))] == []


def test_what_hides_its_words_when_printed_says_its_own_name():
    wrong = []
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                shown = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__repr__"]
                names = re.findall(r"['\"]<(\w+)", ast.unparse(shown[0])) if shown else []
                wrong += [f"{source.name}: {name}" for name in names if name != node.name]
    assert wrong == []
