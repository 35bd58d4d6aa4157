"""How llama.cpp is compiled: never with AMX, and never for one processor and used on another."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import llama_build  # noqa: E402 - the path comes first
from prune import is_wanted  # noqa: E402


@pytest.mark.parametrize("backend", sorted(llama_build.BACKENDS))
@pytest.mark.parametrize("level", llama_build.LEVELS)
def test_what_a_build_was_made_for_is_one_of_its_settings_so_that_no_cache_mixes_them_up(backend, level, monkeypatch):
    here = llama_build.settings(backend, level)
    monkeypatch.setattr(llama_build, "processor_key", lambda: "another processor")
    there = llama_build.settings(backend, level)
    assert here != there
    assert [line for line in here if "BUILT_FOR" not in line] == [line for line in there if "BUILT_FOR" not in line]


def test_another_compiler_makes_another_build(monkeypatch):
    before = llama_build.key("cpu")
    monkeypatch.setattr(llama_build, "compiler_version", lambda: "some other compiler 99")
    assert llama_build.key("cpu") != before


def test_plainer_builds_do_without_what_the_processor_says_it_has():
    native, plain, plainest = (llama_build.settings("cpu", level) for level in llama_build.LEVELS)
    assert not any("GGML_NATIVE" in line for line in native)
    assert any(line.endswith("GGML_NATIVE=OFF") for line in plain)
    assert any(line.endswith("GGML_AVX2=OFF") for line in plainest)


@pytest.mark.skipif(not shutil.which("gcc"), reason="needs gcc")
def test_the_flags_keep_amx_out_whatever_the_processor_is_said_to_be():
    flags = llama_build.no_amx()
    if not flags:
        pytest.skip("this is no x86-64, or the compiler knows no AMX")
    for order in (["-march=sapphirerapids", *flags], [*flags, "-march=sapphirerapids"]):
        told = subprocess.run(
            ["gcc", *order, "-dM", "-E", "-x", "c", "/dev/null"], capture_output=True, text=True, check=True
        )
        assert "__AMX" not in told.stdout


def test_the_release_leaves_out_the_form_that_needs_amx():
    assert not is_wanted("llama_cpp/lib/libggml-cpu-sapphirerapids.so")
    assert is_wanted("llama_cpp/lib/libggml-cpu-icelake.so")
