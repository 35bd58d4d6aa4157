"""Only the packs that a release knows are unpacked and loaded, and whatever goes wrong changes nothing."""

from __future__ import annotations

import errno
import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

from app.core.errors import FileUnreadable, HomeUnwritable, NoSpace, PackFails, PackUnknown, PackUnusable
from app.core.paths import resources
from app.engine.packs import MOST_TRIES, TRIES
from app.models import TOY_MODEL, FileProgress, GraphicsPacks, PackStatus
from app.models import graphics_packs as module
from app.models.graphics_packs import read_offers, this_system
from tests.driving import run
from tests.engine.stub_card import LIBRARIES, NAME, compile_card, write_list, write_pack

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

import freeze
import pack as packing


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "home" / "packs"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "inglenook-1-linux-x64-cuda.inglenookpack"


@pytest.fixture
def known(tmp_path, file):
    """The list of a release that has one pack."""
    return write_list(tmp_path / "packs.json", write_pack(file, compile_card(tmp_path / "made")))


def opened(folder: Path, known: Path) -> GraphicsPacks:
    """The packs of an app that starts now."""
    packs = GraphicsPacks(folder, known, resources() / TOY_MODEL)
    packs.sweep()
    return packs


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_pack_of_this_release_is_used_from_the_next_start_on(folder, known, file):
    packs = opened(folder, known)
    (card,) = run(packs.add(file))
    assert card.description == NAME
    (here,) = packs.here()
    assert (here.kind, here.standing) == ("cuda", PackStatus.WAITING)
    assert packs.chosen == ()
    assert packs.waits_for_a_start
    afresh = opened(folder, known)
    assert [pack.kind for pack in afresh.chosen] == ["cuda"]
    assert not afresh.waits_for_a_start
    assert afresh.here()[0].standing is PackStatus.WORKS
    assert {Path(name).name for name in files(folder)} == set(LIBRARIES)


def test_bringing_it_in_tells_how_far_it_is(folder, known, file):
    steps = [step for step in opened(folder, known).add(file) if isinstance(step, FileProgress)]
    assert [step.doing for step in steps] == [
        module.CHECKING, *[module.UNPACKING] * len(LIBRARIES), module.TRYING,
    ]  # fmt: skip
    assert all(0 <= step.done <= step.total for step in steps)


@pytest.mark.parametrize("bent", ["another file", "one byte", "cut short", "longer"])
def test_no_other_file_is_unpacked(folder, known, file, bent):
    content = bytearray(file.read_bytes())
    if bent == "another file":
        content = bytearray(b"PK\3\4 a card")
    elif bent == "one byte":
        content[len(content) // 2] ^= 1
    elif bent == "cut short":
        del content[-1]
    else:
        content += b"\0"
    file.write_bytes(content)
    with pytest.raises(PackUnknown):
        run(opened(folder, known).add(file))
    assert not folder.exists()


def test_a_file_that_is_not_there_is_told_of(folder, known, file):
    with pytest.raises(FileUnreadable):
        run(opened(folder, known).add(file.with_name("none")))


def test_a_pack_of_another_system_is_not_offered(tmp_path, file):
    told = write_pack(file, compile_card(tmp_path / "made"))
    known = write_list(tmp_path / "packs.json", told, {**told, "system": "amiga-m68k"})
    assert [offer.file for offer in read_offers(known, this_system())] == [file.name]


@pytest.mark.parametrize("told", ["", "{", "7", '[{"system": "SYSTEM"}]', '["x"]'])
def test_a_list_that_cannot_be_read_offers_nothing(tmp_path, told):
    known = tmp_path / "packs.json"
    known.write_text(told.replace("SYSTEM", this_system()), "utf-8")
    assert read_offers(known, this_system()) == () == read_offers(tmp_path / "none", this_system())


def test_a_pack_without_a_card_leaves_nothing_behind(tmp_path, folder, file):
    known = write_list(tmp_path / "packs.json", write_pack(file, compile_card(tmp_path / "made", cards=0)))
    packs = opened(folder, known)
    with pytest.raises(PackUnusable):
        run(packs.add(file))
    assert packs.here() == []
    assert files(folder) == []


@pytest.mark.parametrize("name", ["../outside.so", "/outside.so", "a/../../outside.so", "C:\\outside.so", "."])
def test_nothing_is_written_outside_of_its_folder(tmp_path, folder, file, name):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"x")
    told = write_pack(tmp_path / "other", compile_card(tmp_path / "made"))
    content = {"path": name, "size_bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    made = {**told, "size_bytes": file.stat().st_size, "sha256": packing.hashed(file), "files": [content]}
    before = files(tmp_path)
    packs = opened(folder, write_list(tmp_path / "packs.json", made))
    with pytest.raises((PackUnknown, HomeUnwritable)):
        run(packs.add(file))
    assert files(tmp_path) == sorted([*before, "packs.json"])


def test_a_full_disk_is_told_of_before_and_while_it_is_unpacked(folder, known, file, monkeypatch):
    packs = opened(folder, known)
    monkeypatch.setattr(module, "free_in", lambda folder: 0)
    with pytest.raises(NoSpace):
        run(packs.add(file))
    monkeypatch.undo()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(NoSpace):
        run(packs.add(file))
    monkeypatch.undo()
    assert packs.here() == []
    assert files(folder) == []


def test_giving_it_up_leaves_nothing_behind(folder, known, file):
    packs = opened(folder, known)
    work = packs.add(file)
    while next(work).doing != module.UNPACKING:
        pass
    work.close()
    assert packs.here() == []
    assert files(folder) == []


def test_what_a_kill_left_of_it_is_deleted_at_the_next_start(folder, known):
    (folder / "0123456789abcdef.part").mkdir(parents=True)
    (folder / "0123456789abcdef.part" / "libggml-cuda.so").write_bytes(b"x")
    assert opened(folder, known).here() == []
    assert files(folder) == []


def test_a_pack_that_is_removed_is_gone(folder, known, file):
    packs = opened(folder, known)
    run(packs.add(file))
    packs.remove(packs.here()[0].key)
    assert packs.here() == []
    packs.sweep()
    assert list(folder.iterdir()) == []


def test_of_a_pack_in_use_that_is_removed_the_files_go_at_the_next_start(folder, known, file, monkeypatch):
    run(opened(folder, known).add(file))
    packs = opened(folder, known)
    monkeypatch.setattr(module, "does_work", lambda pack: True)
    packs.remove(packs.here()[0].key)
    packs.sweep()
    assert packs.here() == []
    assert packs.waits_for_a_start
    assert {Path(name).name for name in files(folder)} > set(LIBRARIES)
    assert opened(folder, known).chosen == ()
    assert list(folder.iterdir()) == []


def test_a_pack_in_use_that_was_removed_can_be_brought_in_again(folder, known, file):
    run(opened(folder, known).add(file))
    packs = opened(folder, known)
    packs.remove(packs.here()[0].key)
    run(packs.add(file))
    assert packs.here()[0].standing is PackStatus.WORKS
    assert not packs.waits_for_a_start


@pytest.mark.parametrize("bent", ["missing", "cut short", "another library"])
def test_a_pack_that_is_not_whole_is_not_loaded_and_can_be_brought_in_again(folder, known, file, bent):
    run(opened(folder, known).add(file))
    place = folder / opened(folder, known).here()[0].key
    if bent == "missing":
        (place / LIBRARIES[0]).unlink()
    elif bent == "cut short":
        (place / LIBRARIES[1]).write_bytes(b"\x7fELF")
    else:
        (place / "libggml-cuda-planted.so").write_bytes(b"\x7fELF")
    packs = opened(folder, known)
    assert packs.chosen == ()
    assert packs.here()[0].standing is PackStatus.DAMAGED
    run(packs.add(file))
    assert packs.here()[0].standing is PackStatus.WAITING
    assert {Path(name).name for name in files(folder)} == set(LIBRARIES)


def test_a_pack_of_which_something_was_changed_is_unpacked_anew(folder, known, file):
    run(opened(folder, known).add(file))
    packs = opened(folder, known)
    library = folder / packs.here()[0].key / LIBRARIES[1]
    right = library.read_bytes()
    library.write_bytes(bytes(len(right)))
    run(packs.add(file))
    assert library.read_bytes() == right


def test_a_pack_whose_removal_cannot_be_undone_is_not_told_as_brought_in(folder, known, file, monkeypatch):
    packs = opened(folder, known)

    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    monkeypatch.setattr(module.Path, "unlink", held)
    with pytest.raises(HomeUnwritable):
        run(packs.add(file))
    monkeypatch.undo()
    assert opened(folder, known).here() == []


def test_a_pack_that_is_being_loaded_now_is_not_left_alone(folder, known, file):
    run(opened(folder, known).add(file))
    packs = opened(folder, known)
    key = packs.here()[0].key
    (folder / key / TRIES).write_text(str(MOST_TRIES), "ascii")
    assert packs.here()[0].standing is PackStatus.WORKS
    assert not packs.waits_for_a_start


def test_a_file_that_changes_after_it_was_checked_is_not_kept(folder, known, file):
    packs = opened(folder, known)
    work = packs.add(file)
    while next(work).doing == module.CHECKING:
        pass
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with file.open("r+b") as changed, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, old in content.items():
            archive.writestr(name, old.replace(b"An invented card", b"A planted card!!"))
    with pytest.raises((PackUnknown, FileUnreadable)):
        run(work)
    assert packs.here() == []
    assert files(folder) == []


@pytest.mark.parametrize("name", ["...gone", ".gone", "..part", "0123.gone", "notes.txt", "0123456789abcdef.other"])
def test_what_is_not_ours_among_the_packs_is_left_alone(folder, known, name):
    folder.mkdir(parents=True)
    (folder.parent / "vault").mkdir()
    (folder / name).write_bytes(b"")
    packs = opened(folder, known)
    assert packs.here() == []
    assert files(folder.parent) == [f"packs/{name}"]
    assert (folder.parent / "vault").is_dir()


def test_another_program_that_looks_does_not_disturb_what_is_being_brought_in(folder, known, file):
    work = opened(folder, known).add(file)
    while next(work).doing != module.TRYING:
        pass
    GraphicsPacks(folder, known, resources() / TOY_MODEL).here()
    assert run(work)[0].description == NAME


def test_a_pack_on_which_nothing_can_be_computed_leaves_nothing_behind(tmp_path, folder, file):
    known = write_list(
        tmp_path / "packs.json", write_pack(file, compile_card(tmp_path / "made", fault="CANNOT_COMPUTE"))
    )
    packs = opened(folder, known)
    with pytest.raises(PackFails):
        run(packs.add(file))
    assert packs.here() == []
    assert files(folder) == []


def test_a_pack_of_an_older_version_is_not_loaded(tmp_path, folder, known, file):
    run(opened(folder, known).add(file))
    newer = opened(folder, write_list(tmp_path / "newer.json"))
    (old,) = newer.here()
    assert old.standing is PackStatus.OLD
    assert newer.chosen == ()
    newer.remove(old.key)
    assert newer.here() == []


def test_a_pack_that_brought_the_app_down_is_left_alone_until_somebody_wants_it(folder, known, file):
    run(opened(folder, known).add(file))
    (folder / opened(folder, known).here()[0].key / TRIES).write_text(str(MOST_TRIES), "ascii")
    packs = opened(folder, known)
    (here,) = packs.here()
    assert packs.chosen == ()
    assert here.standing is PackStatus.SUSPECT
    assert not packs.waits_for_a_start
    packs.try_again(here.key)
    assert packs.here()[0].standing is PackStatus.WAITING
    assert packs.waits_for_a_start


def test_what_a_release_makes_is_what_the_app_takes(tmp_path, folder, monkeypatch, capsys):
    needed, card = compile_card(tmp_path / "made")
    (tmp_path / "kernels").mkdir()
    (tmp_path / "kernels" / "one.dat").write_bytes(b"1")
    licence = tmp_path / "EULA.txt"
    licence.write_text("You may.", "utf-8")
    source = tmp_path / "llama.cpp"
    source.mkdir()
    (source / "LICENSE").write_text("MIT", "utf-8")
    made = []
    for out in ("packs", "again"):
        given = [
            "--kind", "cuda", "--name", "NVIDIA cards", "--system", this_system(), "--out", tmp_path / out,
            "--source", source, "--folder", f"rocblas/library={tmp_path / 'kernels'}", "--licence", licence,
            needed, card,
        ]  # fmt: skip
        monkeypatch.setattr(sys, "argv", ["pack.py", *map(str, given)])
        assert packing.main() == 0
        (file,) = (tmp_path / out).glob("*.inglenookpack")
        made.append(file.read_bytes())
    assert made[0] == made[1]
    (tmp_path / "app" / "_internal" / "resources" / "packs").mkdir(parents=True)
    freeze.name_packs(tmp_path / "app", tmp_path / "again")
    packs = opened(folder, tmp_path / "app" / "_internal" / "resources" / "packs" / "packs.json")
    assert run(packs.add(file))[0].description == NAME
    assert {Path(name).name for name in files(folder)} == {
        *LIBRARIES,
        "one.dat",
        "01-llama.cpp-LICENSE",
        f"02-{tmp_path.name}-EULA.txt",
    }
    assert capsys.readouterr().out


def test_what_a_back_end_asks_for_is_packed_in_the_order_in_which_it_is_loaded(tmp_path):
    needed, card = compile_card(tmp_path / "made")
    toolkit = tmp_path / "toolkit"
    toolkit.mkdir()
    needed.rename(toolkit / needed.name)
    assert packing.asked_for(card, [tmp_path, toolkit]) == [(needed.name, toolkit / needed.name)]
    with pytest.raises(SystemExit, match="asks for libneeded"):
        packing.asked_for(card, [tmp_path])


def test_a_pack_is_not_made_of_what_llama_cpp_would_not_find(tmp_path, monkeypatch, capsys):
    given = ["--kind", "rocm", "--name", "x", "--system", "linux-x64", "--out", str(tmp_path)]
    given += ["--source", str(tmp_path), "libggml-cuda.so"]
    monkeypatch.setattr(sys, "argv", ["pack.py", *given])
    with pytest.raises(SystemExit):
        packing.main()
    assert "no back end of the kind rocm" in capsys.readouterr().err
