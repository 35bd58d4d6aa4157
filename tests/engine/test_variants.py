"""The engine runs on any processor: a form that crashes is found out where it can take nothing with it."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import EngineUnusable
from app.core.paths import resources
from app.engine import variants
from app.engine.variants import BuildChoice, find_choice, forms_in, recall, remember
from app.models import TOY_MODEL

STARTER = resources() / TOY_MODEL


def three_forms() -> list[str]:
    return ["quick", "middling", "plain"]


def only_plain_lives(form: str, model: str) -> None:
    """Die of an illegal instruction, as code compiled for another processor does."""
    assert Path(model).exists()
    if form != "plain":
        os.kill(os.getpid(), signal.SIGILL)


def none_lives(form: str, model: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def dies_looking() -> list[str]:
    os.kill(os.getpid(), signal.SIGILL)
    return []


def test_where_the_quickest_form_crashes_the_next_plainer_one_is_taken():
    assert find_choice(STARTER, three_forms, only_plain_lives) == BuildChoice("plain", is_plainer=True)


def test_where_none_lives_that_is_said_and_the_app_lives():
    with pytest.raises(EngineUnusable):
        find_choice(STARTER, three_forms, none_lives)


def test_where_even_looking_at_them_crashes_that_is_said():
    with pytest.raises(EngineUnusable):
        find_choice(STARTER, dies_looking, only_plain_lives)


def test_the_engine_that_was_compiled_here_speaks_a_token():
    assert find_choice(STARTER) == BuildChoice("", is_plainer=False)


def test_what_was_found_is_remembered_for_this_processor_and_these_libraries(tmp_path, monkeypatch):
    kept = tmp_path / "engine.json"
    remember(kept, BuildChoice("plain", is_plainer=True))
    assert recall(kept) == BuildChoice("plain", is_plainer=True)
    monkeypatch.setattr(variants, "processor_key", lambda: "another")
    assert recall(kept) is None


@pytest.mark.parametrize("content", ["", "[" * 100_000, "null", "[]", '{"key": 1}', json.dumps({"key": "x" * 32})])
def test_a_damaged_memory_of_it_counts_as_none(tmp_path, content):
    kept = tmp_path / "engine.json"
    kept.write_text(content)
    assert recall(kept) is None


def test_forms_that_need_amx_are_never_among_those_to_choose_from(tmp_path):
    for name in ("libggml-cpu-haswell.so", "libggml-cpu-sapphirerapids.so", "ggml-cpu-zen4.dll", "libggml-base.so"):
        (tmp_path / name).touch()
    assert set(forms_in(tmp_path)) == {"haswell", "zen4"}
    assert forms_in(tmp_path / "nowhere") == {}


BACKEND = """
int ggml_backend_score(void) { return SCORE; }
void *ggml_backend_init(void) { DIES return 0; }
"""


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="a back end is compiled on Linux")
def test_a_form_says_how_well_this_processor_runs_it_and_one_that_does_not_load_counts_as_none(tmp_path):
    from app.engine.native import score

    (tmp_path / "form.c").write_text(BACKEND.replace("DIES", "__builtin_trap();"))
    library = tmp_path / "libggml-cpu-fine.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-DSCORE=7", "-o", library, tmp_path / "form.c"], check=True)
    (tmp_path / "libggml-cpu-broken.so").write_bytes(b"no library")
    assert (score(library), score(tmp_path / "libggml-cpu-broken.so")) == (7, 0)


def test_the_engine_that_is_loaded_has_no_amx_in_it():
    """Also on a virtual machine that says it has it: whatever it says, it may fault."""
    from app.engine.native import LIBRARY

    tell = LIBRARY.ggml_cpu_has_amx_int8
    tell.restype = ctypes.c_int
    assert tell() == 0
