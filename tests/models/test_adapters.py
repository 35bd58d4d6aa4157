"""Adapters on the registry: which work for whom, and what was read with which weights."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import AdapterUnusable
from app.core.paths import resources
from app.core.scope import Scope
from app.engine import (
    AppliedAdapter,
    LoadPlan,
    ModelChanges,
    Sampling,
    ScriptedEngine,
    check_adapter,
    open_model,
    read_header,
)
from app.models import (
    AdapterChoices,
    AdapterService,
    ChatOptions,
    ChatPrompt,
    LocalChatModel,
    ModelRegistry,
    StarterModel,
)
from app.models.peft import is_peft, read_peft, write_gguf
from app.personas import PersonaStore, starter_sketches
from app.templates import ChatMessage, Role
from tests.driving import run
from tests.engine.adapters import write_adapter
from tests.engine.tiny import write_model


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


@pytest.fixture
def wren(vault):
    store = PersonaStore(vault)
    store.add_starters(starter_sketches(resources() / "personas"))
    return store.named("Wren").id


def prompt(*adapters) -> ChatPrompt:
    return ChatPrompt((ChatMessage(Role.USER, "Hello there"),), changes=ModelChanges(adapters))


def test_the_narrowest_choice_decides_and_0_keeps_an_adapter_off(vault, wren):
    choices = AdapterChoices(vault)
    choices.put(Scope(), "soft", 0.4)
    choices.put(Scope(), "old", 1.0)
    choices.put(Scope(wren), "soft", 0.8)
    choices.put(Scope(wren), "old", 0)
    assert choices.holding(wren, None) == {"soft": 0.8}
    assert choices.holding(None, None) == {"soft": 0.4, "old": 1.0}
    choices.put(Scope(wren), "soft", None)
    assert choices.holding(wren, None) == {"soft": 0.4}
    with pytest.raises(ValueError, match="0 to 1"):
        choices.put(Scope(wren), "soft", 1.5)


def test_an_adapter_works_for_whom_it_was_chosen_on_the_model_it_was_made_for(vault, wren, registry, starter, tmp_path):
    choices = AdapterChoices(vault)
    service = AdapterService(registry, lambda: choices)
    added = run(service.add(write_adapter(tmp_path / "soft.gguf", starter), tmp_path))
    other = run(registry.add(write_model(tmp_path / "other.gguf")))
    toy = registry.models()[0]
    choices.put(Scope(wren), "soft", 0.5)
    assert service.working(toy, wren, None) == (AppliedAdapter(Path(added.path), 0.5),)
    assert service.working(toy, None, None) == ()
    assert service.working(other, wren, None) == ()
    assert not service.fits(added, other)
    Path(added.path).unlink()
    assert service.working(toy, wren, None) == ()


def test_one_made_for_no_model_here_is_refused_and_nothing_is_kept(registry, tmp_path):
    other = write_model(tmp_path / "other.gguf")
    made = write_adapter(tmp_path / "made.gguf", other, only=("attn_q",))
    with pytest.raises(AdapterUnusable) as refused:
        run(registry.add(made))
    assert refused.value.case == "no_model"
    assert len(registry.models()) == 1
    run(registry.add(other))
    assert run(registry.add(made)).kind == "adapter"


def test_the_starters_own_adapters_are_there_for_its_own_voices(tmp_path):
    ours = StarterModel(tmp_path / "base", tmp_path / "companion", {"wren": tmp_path / "wren"})
    assert [one.path.name for one in ours.adapters("wren")] == ["companion", "wren"]
    assert [one.path.name for one in ours.adapters("")] == ["companion"]
    assert not ours.is_toy
    assert StarterModel(tmp_path / "toy").adapters("wren") == ()


def test_what_was_read_with_an_adapter_is_of_no_use_without_it(starter, tmp_path):
    adapter = AppliedAdapter(write_adapter(tmp_path / "soft.gguf", starter))
    model = LocalChatModel(open_model(starter, LoadPlan(context_tokens=256)), identity=lambda: "toy")
    try:
        bare, changed = prompt(), prompt(adapter)
        run(model.prefill(changed))
        assert model.unread_tokens(changed) == 0
        assert model.unread_tokens(bare) == model.prompt_tokens(bare)
        snapshot = model.save(1 << 30)
        assert snapshot is not None
        weaker = ModelChanges((AppliedAdapter(adapter.path, 0.5),))
        assert model.identity(snapshot.prefix.changes) not in (
            model.identity(),
            model.identity(weaker),
        )
        run(model.prefill(bare))
        assert model.restore(snapshot)
        assert model.engine.adapters == (adapter,)
        assert model.unread_tokens(changed) <= 1
    finally:
        model.close()


def test_a_reply_is_given_with_the_adapters_of_its_prompt():
    engine = ScriptedEngine()
    model = LocalChatModel(engine)
    worn = AppliedAdapter(Path("soft.gguf"), 0.7)
    run(model.chat(prompt(worn), ChatOptions(Sampling(), 8)))
    assert engine.adapters == (worn,)
    run(model.chat(prompt(), ChatOptions(Sampling(), 8)))
    assert engine.adapters == ()


# --- adapters as PEFT writes them ---


def write_peft(folder: Path, base: Path, *, kind: str = "F32", module: str = "self_attn.q_proj", **config) -> Path:
    """An adapter in PEFT's form for the queries of *base*."""
    header = read_header(base)
    width = header.number("embedding_length")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "adapter_config.json").write_text(json.dumps({"peft_type": "LORA", "r": 4, "lora_alpha": 8, **config}))
    chance, told, body = np.random.default_rng(3), {}, b""
    for layer in range(header.number("block_count")):
        for half, shape in (("A", (4, width)), ("B", (width, 4))):
            values = chance.normal(0, 0.2, shape).astype(np.float32)
            raw = values.tobytes() if kind == "F32" else (values.view(np.uint32) >> 16).astype(np.uint16).tobytes()
            name = f"base_model.model.model.layers.{layer}.{module}.lora_{half}.weight"
            told[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(body), len(body) + len(raw)]}
            body += raw
    head = json.dumps(told).encode()
    (folder / "adapter_model.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + body)
    return folder


@pytest.mark.parametrize("kind", ["F32", "BF16"])
def test_an_adapter_in_pefts_form_is_converted_and_used(registry, home, starter, tmp_path, kind):
    folder = write_peft(tmp_path / "soft", starter, kind=kind)
    assert is_peft(folder)
    assert is_peft(folder / "adapter_model.safetensors")
    added = run(AdapterService(registry, lambda: None).add(folder, home.models))
    assert added.kind == "adapter"
    assert Path(added.path).parent == home.models
    check_adapter(read_header(Path(added.path)), read_header(starter))


def test_queries_change_places_as_their_rotation_wants(starter, tmp_path):
    import gguf

    adapter = read_peft(write_peft(tmp_path / "soft", starter))
    write_gguf(adapter, read_header(starter), tmp_path / "soft.gguf", "soft")
    written = {tensor.name: np.array(tensor.data) for tensor in gguf.GGUFReader(str(tmp_path / "soft.gguf")).tensors}
    before, after = adapter.halves["blk.0.attn_q.weight.lora_b"], written["blk.0.attn_q.weight.lora_b"]
    heads = read_header(starter).number("attention.head_count")
    half = before.shape[0] // heads // 2
    # Of each head the first row stays, and the first of its second half follows it.
    assert np.allclose(after[0], before[0], atol=1e-3)
    assert np.allclose(after[1], before[half], atol=1e-3)
    assert np.allclose(written["blk.0.attn_q.weight.lora_a"], adapter.halves["blk.0.attn_q.weight.lora_a"], atol=1e-3)


@pytest.mark.parametrize(
    ("spoilt", "case"),
    [
        ({"use_dora": True}, "other_form"),
        ({"peft_type": "IA3"}, "other_form"),
        ({"module": "self_attn.qkv_proj"}, "other_form"),
        ({"lora_alpha": None}, "no_strength"),
        ({"r": 0}, "no_strength"),
    ],
)
def test_another_form_is_refused(starter, tmp_path, spoilt, case):
    with pytest.raises(AdapterUnusable) as refused:
        read_peft(write_peft(tmp_path / "soft", starter, **spoilt))
    assert refused.value.case == case


@pytest.mark.parametrize("cut", [4, 100, 5000])
def test_a_damaged_one_is_refused_and_leaves_nothing(registry, home, starter, tmp_path, cut):
    folder = write_peft(tmp_path / "soft", starter)
    file = folder / "adapter_model.safetensors"
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(AdapterUnusable):
        run(AdapterService(registry, lambda: None).add(folder, home.models))
    assert not list(home.models.glob("*"))
