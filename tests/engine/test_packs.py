"""Back ends that a person added are loaded before those that came along, and one that crashes is left alone."""

from __future__ import annotations

import pytest

from app.core.errors import PackFails, PackUnusable
from app.core.paths import resources
from app.engine import LoadPlan, Pack, ask_child, forgive_packs, list_devices, probe_model, try_pack, use_packs
from app.engine.packs import MOST_TRIES, load_packs
from app.models import TOY_MODEL
from tests.driving import run
from tests.engine.stub_card import LIBRARIES, NAME, compile_card


@pytest.fixture
def pack(tmp_path):
    return lambda **how: Pack("cuda", compile_card(tmp_path / "pack", **how)[0].parent, LIBRARIES)


@pytest.fixture
def starter():
    return resources() / TOY_MODEL


@pytest.fixture(autouse=True)
def none_afterwards():
    yield
    use_packs([])


def test_a_pack_finds_its_card_by_libraries_that_lie_beside_it_and_a_model_speaks_on_it(pack, starter):
    (card,) = run(try_pack(pack(), starter))
    assert (card.kind, card.backend, card.description) == ("gpu", "CUDA", NAME)
    assert (card.free_bytes, card.total_bytes) == (7 << 30, 8 << 30)


def test_what_was_chosen_is_used_in_every_child_too(pack):
    use_packs([pack()])
    assert {device.backend for device in run(ask_child(list_devices))} >= {"CUDA", "CPU"}


def test_a_card_that_is_seen_twice_counts_once(pack, starter):
    assert len(run(try_pack(pack(cards=2), starter))) == 1


def test_a_pack_without_a_card_is_of_no_use(pack, starter):
    with pytest.raises(PackUnusable):
        run(try_pack(pack(cards=0), starter))


def test_a_pack_of_which_a_library_is_missing_is_of_no_use(pack, starter):
    broken = pack()
    (broken.folder / LIBRARIES[0]).unlink()
    with pytest.raises(PackUnusable):
        run(try_pack(broken, starter))


def test_a_pack_that_brings_its_process_down_is_of_no_use_and_the_app_lives(pack, starter):
    crashing = pack(fault="CRASHES")
    with pytest.raises(PackFails):
        run(try_pack(crashing, starter))
    assert not crashing.tries


def test_a_card_on_which_nothing_can_be_computed_is_of_no_use_and_the_processor_goes_on(pack, starter):
    failing = pack(fault="CANNOT_COMPUTE")
    with pytest.raises(PackFails):
        run(try_pack(failing, starter))
    use_packs([failing])
    assert run(probe_model(starter, LoadPlan(context_tokens=256))).has_template


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


def test_ending_in_good_order_while_a_pack_is_loaded_is_not_counted(tmp_path):
    pack = Pack("cuda", tmp_path, ("libggml-cuda.so",))
    use_packs([pack])
    during = []

    def ends(pack: Pack) -> bool:
        during.append(pack.tries)
        forgive_packs()
        return True

    load_packs(ends)
    assert during == [1]
    assert not pack.tries
