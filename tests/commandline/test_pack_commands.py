"""``inglenook packs``: graphics packs in the terminal."""

from __future__ import annotations

import contextlib

import pytest

from app import cli
from app.application import Application
from app.cli.packs import packs
from app.core.errors import PackUnknown
from app.diagnostics.machine import about_pack
from app.engine import use_packs
from app.models import InstalledPack, PackStatus
from app.vault import PretendKeyring
from tests.engine.stub_card import NAME, compile_card, write_list, write_pack


@pytest.fixture
def told(home, tmp_path, capsys):
    """What a command says in a release that has one pack."""
    known = write_list(
        tmp_path / "packs.json", write_pack(tmp_path / "a.inglenookpack", compile_card(tmp_path / "made"))
    )

    def told(*words: str) -> str:
        with contextlib.closing(Application(home, keyring=PretendKeyring(), packs=known)) as application:
            packs(application, cli.parser().parse_args(["packs", *words]))
        return capsys.readouterr().out

    yield told
    use_packs([])


def test_a_pack_is_added_listed_and_removed(told, tmp_path, home):
    assert "not here: a.inglenookpack" in told("list")
    assert told("add", str(tmp_path / "a.inglenookpack")) == f"The pack is here. It works with {NAME}.\n"
    listed = told("list")
    assert listed.startswith("cuda ")
    assert "in use from each start on" in listed
    assert "tried again" in told("retry", "cuda")
    assert told("remove", "cuda") == "The pack was removed.\n"
    assert list(home.packs.iterdir()) == []
    with pytest.raises(PackUnknown):
        told("remove", "cuda")


def test_the_doctor_says_of_each_pack_how_it_stands():
    said = {standing: about_pack(InstalledPack("0123", "cuda", "NVIDIA cards", 1, standing)) for standing in PackStatus}
    assert [standing for standing in PackStatus if said[standing].is_fine] == [PackStatus.WORKS, PackStatus.WAITING]
    assert all(finding.advice or finding.is_fine for finding in said.values())


def test_a_build_without_packs_says_so_and_takes_none(run, tmp_path):
    assert run("packs", "list").stdout == "There are no graphics packs for this build.\n"
    (tmp_path / "card.inglenookpack").write_bytes(b"PK\3\4")
    refused = run("packs", "add", str(tmp_path / "card.inglenookpack"))
    assert (refused.returncode, len(refused.stderr.splitlines())) == (1, 1)
