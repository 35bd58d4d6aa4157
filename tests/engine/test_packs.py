"""Back ends that a person added are loaded before those that came along, and one that crashes is left alone."""

from __future__ import annotations

import pytest

from app.core.errors import PackUnusable
from app.engine import Pack, ask_child, list_devices, try_pack, use_packs
from app.engine.packs import MOST_TRIES, load_packs
from tests.driving import run
from tests.engine.stub_card import LIBRARIES, NAME, compile_card


@pytest.fixture
def pack(tmp_path):
    return lambda **how: Pack("cuda", compile_card(tmp_path / "pack", **how)[0].parent, LIBRARIES)


@pytest.fixture(autouse=True)
def none_afterwards():
    yield
    use_packs([])


def test_a_pack_finds_its_card_by_libraries_that_lie_beside_it(pack):
    (card,) = run(try_pack(pack()))
    assert (card.kind, card.backend, card.description) == ("gpu", "CUDA", NAME)
    assert (card.free_bytes, card.total_bytes) == (7000, 8000)


def test_what_was_chosen_is_used_in_every_child_too(pack):
    use_packs([pack()])
    assert {device.backend for device in run(ask_child(list_devices))} >= {"CUDA", "CPU"}


def test_a_card_that_is_seen_twice_counts_once(pack):
    assert len(run(try_pack(pack(cards=2)))) == 1


def test_a_pack_without_a_card_is_of_no_use(pack):
    with pytest.raises(PackUnusable):
        run(try_pack(pack(cards=0)))


def test_a_pack_of_which_a_library_is_missing_is_of_no_use(pack):
    broken = pack()
    (broken.folder / LIBRARIES[0]).unlink()
    with pytest.raises(PackUnusable):
        run(try_pack(broken))


def test_a_pack_that_brings_its_process_down_is_of_no_use_and_the_app_lives(pack):
    crashing = pack(crashes=True)
    with pytest.raises(PackUnusable):
        run(try_pack(crashing))
    assert not crashing.tries


def test_the_app_counts_how_often_loading_a_pack_did_not_end(tmp_path):
    pack = Pack("cuda", tmp_path, ("libggml-cuda.so",))
    use_packs([pack])

    class Ended(BaseException):
        pass

    def ends(pack: Pack) -> bool:
        raise Ended

    for _ in range(MOST_TRIES):
        assert not pack.is_suspect
        with pytest.raises(Ended):
            load_packs(ends)
    assert pack.is_suspect
    pack.forgive()
    load_packs(lambda pack: True)
    assert not pack.tries
