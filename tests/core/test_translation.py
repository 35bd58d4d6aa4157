"""Whatever the app has to say stands in the catalogue, with the gaps that the code fills."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from app.core import errors
from app.core.errors import AppError, FileUnreadable, NoSpace, VaultBusy, WrongSecret
from app.core.paths import resources
from app.core.settings import SETTINGS
from app.core.text import Size, Text, text
from app.core.translation import PLURALS, Catalogue, catalogue, explain, languages, say, sentence

APP = Path(__file__).resolve().parents[2] / "app"
ENGLISH = tomllib.loads((resources() / "text" / "en.toml").read_text(encoding="utf-8"))
ERRORS = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, AppError)}


def calls() -> list[tuple[str, ast.Call]]:
    """Every call in the app whose first argument is written out, with where it stands."""
    found = []
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.append((f"{path.relative_to(APP)}:{node.lineno}", node))
    return found


def gaps(entry: object) -> set[str]:
    """The names that the sentences of *entry* have gaps for."""
    if isinstance(entry, str):
        return {name for _, name, _, _ in Formatter().parse(entry) if name}
    assert isinstance(entry, dict)
    return set().union(*(gaps(each) for each in entry.values() if isinstance(each, str)))


def at(code: str) -> object:
    """The English entry of *code*; None where there is none."""
    entry: object = ENGLISH
    for name in code.split("."):
        entry = entry.get(name) if isinstance(entry, dict) else None
    return entry


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_says_what_happened_and_what_to_do(name):
    error = ERRORS[name]()
    assert explain(error) != error.text.code
    assert explain(error).endswith(".")


def test_every_case_of_an_error_is_in_the_catalogue_with_the_gaps_that_are_filled():
    cases = [(where, call) for where, call in calls() if call.func.id in ERRORS]
    assert len(cases) > 50
    for where, call in cases:
        code = ERRORS[call.func.id](call.args[0].value).text.code
        assert at(code) is not None, where
        if not any(keyword.arg is None for keyword in call.keywords):
            assert gaps(at(code)) <= {keyword.arg for keyword in call.keywords}, where


def test_every_text_is_in_the_catalogue_with_the_gaps_that_are_filled():
    texts = [(where, call) for where, call in calls() if call.func.id in ("text", "Text")]
    assert len(texts) > 50
    for where, call in texts:
        assert at(call.args[0].value) is not None, where
        if call.func.id == "text" and not any(keyword.arg is None for keyword in call.keywords):
            assert gaps(at(call.args[0].value)) <= {keyword.arg for keyword in call.keywords}, where


def test_every_setting_has_a_label_a_help_and_a_word_for_each_choice():
    for setting in SETTINGS:
        for each in (setting.heading, setting.label, setting.help, *setting.choice_labels):
            assert sentence(each) != each.code


@pytest.mark.parametrize("language", languages())
def test_every_language_has_plural_rules_and_every_sentence_can_be_filled(language):
    assert language in PLURALS
    entries = tomllib.loads((resources() / "text" / f"{language}.toml").read_text(encoding="utf-8"))

    def fill(entry: object) -> None:
        if isinstance(entry, dict):
            for each in entry.values():
                fill(each)
        else:
            assert isinstance(entry, str)
            entry.format(**dict.fromkeys(gaps(entry), "x"))

    fill(entries)


def test_a_case_that_gives_no_advice_takes_that_of_its_error():
    assert (
        explain(FileUnreadable("archive"))
        == f"This archive is damaged. {ENGLISH['error']['file_unreadable']['advice']}"
    )


def test_a_case_that_the_catalogue_lacks_is_told_as_its_error():
    assert explain(VaultBusy("never heard of")) == explain(VaultBusy())


def test_sizes_and_numbers_are_written_for_people_and_names_as_they_are():
    error = NoSpace("download", need=Size(3 << 30), free=Size(20 << 20))
    assert say(error) == "This needs 3.0 GB of free disk space, but only 20 MB is available."
    assert sentence(text("degradation.short_context", tokens=16384)) == "The memory of a chat holds 16,384 tokens."
    assert sentence(text("connection.look", repo="{maker}/model")) == "Looking at {maker}/model"


def test_one_is_told_otherwise_than_many():
    english = Catalogue({"found": {"one": "{count} file", "other": "{count} files"}}, PLURALS["en"])
    assert [english.sentence(text("found", count=count)) for count in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


def test_a_text_within_a_text_is_written_too():
    where = text("load_plan.on_gpu", gpu=Size(1 << 30))
    told = sentence(text("load_plan.full_cache", where=where, tokens=512, host=Size(1 << 20)))
    assert told == "Runs on the graphics card, taking 1.0 GB of it, with a context of 512 tokens; takes 1 MB of memory."


def test_an_error_names_only_its_code_where_it_is_logged():
    assert str(NoSpace("download", need=Size(1), free=Size(2))) == "error.no_space.download"
    assert str(WrongSecret()) == "error.wrong_secret"


@pytest.mark.parametrize(
    "code", ["", ".", "error", "error.", "nobody.knows.this", "setting", "error.no_space.download"]
)
def test_whatever_a_damaged_file_names_is_told_somehow(code):
    assert sentence(Text(code))
    assert sentence(Text(code, (("need", Text("")), ("count", "x"))))


def test_a_language_without_a_catalogue_is_told_in_english():
    assert catalogue("xx").sentence(Text("progress.copying")) == "Copying…"
