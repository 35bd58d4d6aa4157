"""Recognisers: found by their files, and the smallest there is, in the real library."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from app.call import chosen_recognizers
from app.core.errors import NoRecognizer
from app.core.workers import run_to_end
from app.models import RECOGNIZER, InstalledModel, ModelRegistry, StarterModel, copy_in
from app.voice import goes_along, recognizer_files
from app.voice.microphone import FRAME
from app.voice.sound import HEARING_RATE, Sound, wav_bytes
from app.voice.transcriber import (
    PART_S,
    PairedTranscriber,
    ScriptedTranscriber,
    SherpaTranscriber,
    find_recognizer,
    quietest_place,
)
from app.voice.whole_sound import understood_whole

SMALLEST = Path(__file__).parents[1] / "data" / "recognizer"
ZIPFORMER = ("encoder-epoch-99-avg-1.int8.onnx", "encoder-epoch-99-avg-1.onnx", "decoder-epoch-99-avg-1.onnx",
             "joiner-epoch-99-avg-1.int8.onnx", "tokens.txt")  # fmt: skip


def test_the_family_is_told_by_the_names_of_the_files_and_the_smaller_form_is_taken():
    found = find_recognizer(ZIPFORMER)
    assert found.kind == "zipformer"
    assert found.files["encoder"].name == "encoder-epoch-99-avg-1.int8.onnx"
    assert find_recognizer(("tiny-encoder.onnx", "tiny-decoder.onnx", "tiny-tokens.txt")).kind == "whisper"
    assert find_recognizer([path.name for path in SMALLEST.iterdir()]).kind == "moonshine"


@pytest.mark.parametrize("names", [(), ("tokens.txt",), ("a.onnx", "b.onnx"), ("preprocess.onnx", "tokens.txt")])
def test_what_lacks_a_part_is_none(names):
    assert find_recognizer(names) is None


def test_the_library_understands_with_the_smallest_there_is():
    transcriber = SherpaTranscriber(SMALLEST)
    for _ in range(2):
        transcriber.begin()
        assert transcriber.hear(np.zeros(8000, np.float32)) == ""
        assert transcriber.finish() == "hello"


def test_a_long_turn_is_understood_in_parts():
    transcriber = SherpaTranscriber(SMALLEST)
    transcriber.begin()
    for _ in range(PART_S + 5):
        transcriber.hear(np.zeros(HEARING_RATE, np.float32))
    assert transcriber.finish() == "hello hello"


def test_a_part_ends_where_it_is_quietest():
    samples = np.ones(10 * FRAME, np.float32)
    samples[7 * FRAME : 8 * FRAME] = 0
    assert quietest_place(samples, 4 * FRAME) == 7 * FRAME + FRAME // 2
    assert quietest_place(samples, 10 * FRAME) == 10 * FRAME


def test_a_sound_file_is_understood(tmp_path):
    file = tmp_path / "said.wav"
    file.write_bytes(wav_bytes(Sound(np.zeros(24_000, np.float32), 24_000)))
    assert understood_whole(file, [SMALLEST]) == "hello"


def test_a_folder_without_one_is_refused(tmp_path):
    with pytest.raises(NoRecognizer):
        SherpaTranscriber(tmp_path)
    with pytest.raises(NoRecognizer):
        SherpaTranscriber(tmp_path / "gone")


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


def test_one_is_copied_tried_and_kept_as_a_whole(registry, tmp_path):
    model = run_to_end(copy_in(registry, SMALLEST / "encode.int8.onnx", tmp_path / "models"))
    assert (model.kind, model.name) == (RECOGNIZER, "recognizer")
    assert len(model.files) == 5
    assert chosen_recognizers(registry.models(), "") == (Path(model.path).parent,)
    assert all(path.exists() for path in recognizer_files(Path(model.path).parent))


def test_a_damaged_one_is_refused_and_changes_nothing(registry, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(SMALLEST, broken)
    (broken / "encode.int8.onnx").write_bytes(b"\x08\x08 nothing of the kind")
    with pytest.raises(NoRecognizer):
        run_to_end(copy_in(registry, broken / "encode.int8.onnx", tmp_path / "models"))
    assert [model.name for model in registry.models()] == ["starter"]
    assert not (tmp_path / "models" / "copied" / "broken").exists()


def recognizer(name: str, folder: Path) -> InstalledModel:
    return InstalledModel(name, str(folder / "encoder.onnx"), 1, 1, "recognizer", 0, False, kind=RECOGNIZER)


def test_one_that_goes_along_and_one_that_has_the_last_word_complete_each_other(tmp_path):
    live, final = tmp_path / "live", tmp_path / "final"
    live.mkdir()
    for name in ZIPFORMER:
        (live / name).touch()
    shutil.copytree(SMALLEST, final)
    assert goes_along(live)
    assert not goes_along(final)
    models = [recognizer("final", final), recognizer("live", live)]
    assert chosen_recognizers(models, "final") == (live, final)
    assert chosen_recognizers(models[:1], "") == (final,)
    assert chosen_recognizers([], "") == ()


def test_two_together_show_the_ones_words_and_keep_the_others():
    pair = PairedTranscriber(
        ScriptedTranscriber(["good mourning my deer"]), ScriptedTranscriber(["Good morning, my dear."])
    )
    pair.begin()
    assert pair.hear(np.zeros(16_000, np.float32)) == "good mourning my"
    assert pair.finish() == "Good morning, my dear."
