"""Where everything comes from that builds or runs: named with a hash, or by a commit."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

import tree

ROOT = Path(__file__).parents[2]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
SCRIPTS = sorted(
    [*(ROOT / "packaging").glob("*.sh"), *(ROOT / "packaging").glob("*.cmd"), *(ROOT / ".github").rglob("*.yml")]
)


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda path: path.name)
def test_every_action_is_named_by_its_commit(workflow):
    used = re.findall(r"uses:\s*(\S+)", workflow.read_text("utf-8"))
    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_nothing_is_installed_without_its_hash(script):
    lines = script.read_text("utf-8").splitlines()
    installing = [
        line for line in lines if re.search(r"pip (?:install|wheel|download)\b", line) and "certifi" not in line
    ]
    local = [line for line in installing if "--no-index" in line or ("wheels/" in line and "-r" not in line)]
    assert [line for line in installing if "--require-hashes" not in line and line not in local] == []


def test_uv_itself_is_named_with_the_hashes_of_its_files():
    text = (ROOT / "packaging" / "uv.txt").read_text("ascii")
    assert re.match(r"uv==\d+\.\d+\.\d+ ", text)
    assert text.count("--hash=sha256:") > 10


def test_what_builds_is_in_the_lock_and_nothing_is_built_in_a_place_apart():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    built = set(project["tool"]["uv"]["no-build-isolation-package"])
    from_source = {each["name"] for each in LOCK if not each.get("wheels")}
    assert from_source <= built
    names = {each["name"] for each in LOCK}
    for requirement in (*project["build-system"]["requires"], *project["dependency-groups"]["build"]):
        assert re.split(r"[<>=]", requirement)[0] in names


def test_every_file_of_the_lock_has_a_hash_and_comes_from_one_index():
    for each in LOCK:
        if "registry" in each["source"]:
            assert each["source"]["registry"] == "https://pypi.org/simple"
            files = [*each.get("wheels", ()), *([each["sdist"]] if "sdist" in each else [])]
            assert files
            assert all(file["hash"].startswith("sha256:") for file in files)


def test_what_is_in_only_one_of_folder_and_bill_is_named():
    found = {
        "jinja2": {"jinja2"},
        "defusedxml": {"defusedxml"},
        "": {"stray"},
        "inglenook": {"x"},
        "pyinstaller": {"y"},
    }
    assert tree.differences(found, {"jinja2", "hf-xet"}) == [
        "in the folder and of no package: stray",
        "in the folder and not in the bill: defusedxml (defusedxml)",
        "in the bill and not in the folder: hf-xet",
    ]
    assert tree.differences({"jinja2": {"jinja2"}}, {"jinja2"}) == []


def test_a_module_belongs_to_the_package_that_brings_it():
    found = tree.packages_of(["yaml", "PIL", "json", "app", "pillow.libs", "stray", "libssl"])
    assert found == {"pyyaml": {"yaml"}, "pillow": {"PIL", "pillow.libs"}, "": {"stray"}}
