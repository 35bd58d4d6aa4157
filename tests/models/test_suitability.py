"""Whether a model runs well here: the catalogue, exact sums from headers, and honest speeds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.application import CATALOGUE
from app.core import settings as s
from app.core.errors import ModelUnreadable
from app.core.paths import resources
from app.core.translation import sentence
from app.engine import Device, LoadPlan, measure_memory, read_header
from app.hub import Hub, require_repo
from app.hub.pretend import pretend_hub
from app.models import (
    LoadPreferences,
    Rating,
    Recommender,
    Speeds,
    assess,
    needed,
    paced,
    read_a_token,
    read_catalogue,
    recommended,
    summed,
)
from app.models.calibration import SHAPES, write_model
from app.models.machine import Machine
from tests.driving import calm, run
from tests.engine.tiny import write_model as write_tiny

GIB = 1024**3
SMALL = Machine("Linux", "a processor", 4, 8 * GIB, int(4.5 * GIB), 50 * GIB, has_nvidia=False, has_vulkan_loader=False)
USUAL = replace(SMALL, memory_bytes=16 * GIB, memory_free_bytes=11 * GIB)
ROOMY = replace(SMALL, memory_bytes=64 * GIB, memory_free_bytes=40 * GIB)


def card(gib: float) -> Device:
    return Device("gpu", "CUDA", "CUDA0", "A card", int(gib * 0.93 * GIB), int(gib * GIB))


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(resources() / CATALOGUE)


def judged(catalogue, machine, devices=(), speeds=None):
    told = lambda model: assess(  # noqa: E731
        model.header, LoadPreferences(8192), machine, devices, speeds or Speeds(),
        active_bytes=model.active_bytes, is_exact=model.is_exact,
    )  # fmt: skip
    found = [(model, told(model)) for model in catalogue]
    best = recommended([(model, model.rank, model.companionable, found_for.expected) for model, found_for in found])
    return {model.id: found_for for model, found_for in found}, getattr(best, "id", None)


def test_the_catalogue_is_whole(catalogue):
    assert len({model.id for model in catalogue}) == len(catalogue) >= 8
    for model in catalogue:
        assert require_repo(model.repo)
        assert model.licence
        assert model.good_at.endswith(".")
        assert 0 < model.active_bytes <= model.size_bytes


@pytest.mark.parametrize(
    ("machine", "devices", "speeds", "best"),
    [
        (SMALL, (), Speeds(18e9), "gemma-4-e2b"),
        (USUAL, (), Speeds(25e9), "gemma-4-e4b"),
        (USUAL, (card(8),), Speeds(25e9, 200e9), "gemma-4-e4b"),
        (USUAL, (card(12),), Speeds(25e9, 300e9), "gemma-4-12b"),
        (USUAL, (card(16),), Speeds(25e9, 300e9), "gemma-4-12b"),
        (ROOMY, (card(24),), Speeds(40e9, 800e9), "gemma-4-31b"),
        (USUAL, (card(12),), Speeds(), "gemma-4-12b"),
    ],
    ids=["8 GB", "16 GB", "8 GB card", "12 GB card", "16 GB card", "24 GB card", "unmeasured card"],
)
def test_what_is_recommended_is_what_such_machines_are_good_for(catalogue, machine, devices, speeds, best):
    assert judged(catalogue, machine, devices, speeds)[1] == best


def test_the_word_follows_from_room_and_speed(catalogue):
    told, _ = judged(catalogue, SMALL, (), Speeds(18e9))
    assert told["gemma-4-e2b"].verdict is Rating.GREAT
    assert told["gemma-4-31b"].verdict is Rating.NOT
    assert not told["gemma-4-31b"].if_others_close
    assert told["gemma-4-e4b"].verdict is Rating.NOT
    assert told["gemma-4-e4b"].if_others_close
    told, _ = judged(catalogue, ROOMY, (), Speeds(18e9))
    assert told["gemma-4-31b"].verdict is Rating.SLOW


def test_the_sum_adds_up_and_says_what_is_free(catalogue):
    found = judged(catalogue, SMALL)[0]["gemma-4-e2b"]
    assert found.total == found.memory.total + found.kept + found.reserve
    assert found.free == pytest.approx(SMALL.memory_free_bytes, abs=10)
    assert "of weights" in sentence(summed(found))
    assert sentence(summed(found)).endswith("free now.")


def test_the_speed_is_a_range_of_one_and_a_half_until_it_was_measured(catalogue):
    found = judged(catalogue, SMALL, (), Speeds(18e9))[0]["gemma-4-e2b"]
    assert found.fastest / found.slowest == pytest.approx(1.5)
    assert "estimated" in sentence(paced(found))
    assert "(measured)" in sentence(paced(found, 7.25))
    unknown = judged(catalogue, SMALL)[0]["gemma-4-e2b"]
    assert "not known" in sentence(paced(unknown))


def test_only_what_is_read_for_a_token_counts_for_the_speed(tmp_path):
    run(write_model(SHAPES["experts-30b"], tmp_path / "experts.gguf", header_only=True))
    header = read_header(tmp_path / "experts.gguf")
    assert 0.05 < read_a_token(header) / header.size_bytes < 0.2
    run(write_model(SHAPES["1b"], tmp_path / "one.gguf", header_only=True))
    header = read_header(tmp_path / "one.gguf")
    assert read_a_token(header) == pytest.approx(header.size_bytes, rel=0.02)  # its table is the output too
    # Measured with such a model on two cores: 45.7 tokens a second, where weights were read at 42 GB/s.
    found = assess(header, LoadPreferences(256), ROOMY, (), Speeds(42e9))
    assert found.slowest < 45.7 < found.fastest
    assert (found.slowest * found.fastest) ** 0.5 == pytest.approx(45.7, rel=0.1)


@pytest.mark.parametrize(("name", "shape"), [("gemma-4-12b", "gemma4-12b"), ("qwen3.5-9b", "hybrid-9b")])
def test_where_the_shape_is_known_the_catalogue_tells_what_llama_cpp_does(catalogue, tmp_path, name, shape):
    """What is kept of a chat and the room to work in; the weights are the file's size."""
    run(write_model(SHAPES[shape], tmp_path / "model.gguf", header_only=True))
    header = next(model.header for model in catalogue if model.id == name)
    for plan in (LoadPlan(8192), LoadPlan(32_768, kv_type="q8_0", flash_attention="on")):
        (truth,) = run(measure_memory(tmp_path / "model.gguf", [plan]))
        found = needed(header, plan)
        assert found.chat == pytest.approx(truth.chat, rel=0.02)
        assert found.working == pytest.approx(truth.working, rel=0.25, abs=40 * 1024**2)


def test_an_offer_on_the_hub_is_judged_exactly_from_its_header_alone(tmp_path, settings, home):
    (tmp_path / "m").mkdir()
    write_tiny(tmp_path / "m" / "tiny-Q4_0.gguf", part_tensors=12)
    parts = sorted((tmp_path / "m").iterdir())
    recommender = Recommender(resources() / CATALOGUE, settings, home.root)
    with pretend_hub(tmp_path / "hub") as server:
        server.add("maker/tiny", {part.name: part for part in parts} | {"bad-Q4_0.gguf": b"GGUF" + bytes(4000)})
        hub = Hub(server.endpoint)
        repo = run(hub.open("maker/tiny"))
        found = run(recommender.inspect(hub, repo, repo.offer("tiny-Q4_0")))
        with pytest.raises(ModelUnreadable):
            run(recommender.inspect(hub, repo, repo.offer("bad-Q4_0")))
    here = run(recommender.assess_file(parts[0]))
    assert found.memory == here.memory
    assert (here.memory,) == tuple(run(measure_memory(parts[0], [here.plan])))
    assert found.verdict is not Rating.NOT
    assert list(home.root.glob("look-*")) == []


def test_the_machine_is_measured_once(settings, home):
    asked = []

    def probe(threads, *, on_card):
        asked.append(on_card)
        yield None
        return 20e9

    settings.put(s.USE_GPU, False)
    for _ in range(2):
        recommender = Recommender(resources() / CATALOGUE, settings, home.root, probe, busy=calm)
        assert run(recommender.measure()).host == 20e9
    assert asked == [False]


def test_a_machine_that_is_busy_is_not_measured_and_nothing_is_claimed(settings, home, catalogue):
    def probe(threads, *, on_card):
        raise AssertionError("it was measured")
        yield

    def busy():
        yield None
        return True

    settings.put(s.USE_GPU, False)
    recommender = Recommender(resources() / CATALOGUE, settings, home.root, probe, busy=busy)
    assert run(recommender.measure()).host == 0
    told, best = judged(catalogue, USUAL)
    assert best == "gemma-4-e4b"
    assert "not known" in sentence(paced(told["gemma-4-e4b"]))
    assert all(found.verdict is not Rating.GREAT for found in told.values())
