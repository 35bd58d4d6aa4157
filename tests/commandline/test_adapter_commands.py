"""Adapters, brought in and chosen from a terminal."""

from __future__ import annotations

from tests.engine.adapters import write_adapter
from tests.engine.tiny import write_model


def test_an_adapter_is_added_used_scaled_and_removed(run, starter, tmp_path):
    made = write_adapter(tmp_path / "soft.gguf", starter, strength=0.05)
    added = run("adapters", "add", str(made))
    assert (added.returncode, added.stdout) == (0, "soft was added.\n")

    assert "soft works at 0.50." in run("adapters", "use", "soft", "--persona", "Wren", "--scale", "0.5").stdout
    assert "0.50 soft" in run("adapters", "list", "--persona", "Wren").stdout
    assert "    - soft" in run("adapters", "list", "--persona", "Aldous").stdout
    assert "for starter" in run("adapters", "list").stdout
    assert run("chat", "--once", "Hello").returncode == 0

    assert run("adapters", "scale", "0", "soft", "--persona", "Wren").returncode == 0
    assert "    - soft" in run("adapters", "list", "--persona", "Wren").stdout
    assert "not used there" in run("adapters", "remove", "soft", "--persona", "Wren").stdout

    assert run("models", "rename", "soft", "softer").returncode == 0
    assert run("adapters", "remove", "softer").returncode == 0
    assert "no adapters here" in run("adapters", "list").stdout
    assert run("models", "restore", "softer").returncode == 0
    assert "softer" in run("adapters", "list").stdout


def test_wrong_ones_are_refused_with_a_sentence(run, starter, tmp_path):
    other = write_adapter(tmp_path / "other.gguf", write_model(tmp_path / "model.gguf"), only=("attn_q",))
    broken = write_adapter(tmp_path / "broken.gguf", starter, is_number=False)
    half = tmp_path / "half.gguf"
    half.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
    for file, said in (
        (other, "None of the models here is the one this adapter was made for."),
        (broken, "This adapter makes the model compute nonsense."),
        (half, "This model file is incomplete."),
        (starter, "This file is not an adapter."),
    ):
        done = run("adapters", "add", str(file))
        assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert run("adapters", "use", "nobody").returncode == 1
    assert run("adapters", "scale", "2", "soft").returncode == 2
