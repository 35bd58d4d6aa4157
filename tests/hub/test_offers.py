"""From a repository's files to what one can choose, and names that come from strangers."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import BadFileName
from app.core.translation import sentence
from app.hub import HubFile, Kind, describe_quantization, quant_of, repo_of, require_path
from app.hub.offers import offers_of


def files(*names: str) -> list[HubFile]:
    return [HubFile(name, 5000 + place, "a" * 64) for place, name in enumerate(names)]


def test_parts_are_one_offer_and_a_model_that_lacks_one_is_none():
    whole = [f"Q4_K_M/big-Q4_K_M-{number:05}-of-00003.gguf" for number in (1, 2, 3)]
    broken = ["big-Q8_0-00001-of-00002.gguf"]
    (offer,) = offers_of(files(*whole, *broken), "maker/big")
    assert (offer.name, offer.quant, len(offer.parts)) == ("big-Q4_K_M", "Q4_K_M", 3)
    assert offer.size_bytes == sum(part.size_bytes for part in offer.parts)


def test_a_projector_is_paired_the_half_precision_one_first():
    offers = offers_of(files("m-Q4_0.gguf", "mmproj-F32.gguf", "mmproj-BF16.gguf", "mmproj-F16.gguf"), "maker/m")
    model = next(offer for offer in offers if offer.kind is Kind.MODEL)
    assert model.projector is not None
    assert model.projector.name == "mmproj-F16.gguf"
    assert sum(offer.kind is Kind.PROJECTOR for offer in offers) == 3


@pytest.mark.parametrize(
    ("name", "repo", "kind"),
    [
        ("style-lora-F16.gguf", "maker/x", Kind.ADAPTER),
        ("x-F16.gguf", "maker/x-LoRA-GGUF", Kind.ADAPTER),
        ("nomic-embed-text-v1.5.Q8_0.gguf", "maker/x", Kind.EMBEDDING),
        ("bge-m3-Q4_K_M.gguf", "maker/x", Kind.EMBEDDING),
        ("x-imatrix.gguf", "maker/x", Kind.OTHER),
        ("mtp-x-Q4_0.gguf", "maker/x", Kind.OTHER),
        ("Flora-7B-Q4_K_M.gguf", "maker/Flora", Kind.MODEL),
        ("gemma-4-12b-it-qat-UD-Q4_K_XL.gguf", "unsloth/gemma", Kind.MODEL),
    ],
)
def test_what_a_file_is_for_is_told_by_its_name(name, repo, kind):
    assert offers_of(files(name), repo)[0].kind is kind


def test_a_voice_is_a_network_and_what_belongs_to_it():
    folder = "en/en_US/joe/medium"
    found = offers_of(
        files(f"{folder}/en_US-joe-medium.onnx", f"{folder}/en_US-joe-medium.onnx.json", "en/other/alone.onnx"), "r/v"
    )
    (voice,) = found
    assert (voice.name, voice.kind) == ("en_US-joe-medium", Kind.VOICE)
    assert [part.name for part in voice.parts] == ["en_US-joe-medium.onnx", "en_US-joe-medium.onnx.json"]


def test_a_recogniser_is_the_networks_of_a_folder_in_their_smaller_form():
    found = offers_of(
        files("encoder.onnx", "encoder.int8.onnx", "decoder.onnx", "joiner.int8.onnx", "tokens.txt", "README.md"),
        "maker/zipformer-en",
    )
    (recogniser,) = found
    assert (recogniser.name, recogniser.kind) == ("zipformer-en", Kind.RECOGNIZER)
    assert {part.name for part in recogniser.parts} == {
        "encoder.int8.onnx", "decoder.onnx", "joiner.int8.onnx", "tokens.txt",
    }  # fmt: skip


def test_networks_without_a_list_of_tokens_are_nothing_to_choose():
    assert offers_of(files("encoder.onnx", "decoder.onnx"), "maker/x") == ()


def test_what_an_embedding_repository_holds_is_for_that():
    assert offers_of(files("x-Q8_0.gguf"), "maker/x", embeds=True)[0].kind is Kind.EMBEDDING


@pytest.mark.parametrize(
    ("name", "quant"),
    [
        ("Model-7B-Q4_K_M.gguf", "Q4_K_M"), ("m.q8_0.gguf", "Q8_0"), ("m-UD-Q4_K_XL.gguf", "UD-Q4_K_XL"),
        ("m-IQ2_XXS.gguf", "IQ2_XXS"), ("gpt-oss-20b-MXFP4.gguf", "MXFP4"), ("m-BF16.gguf", "BF16"),
        ("m-Q6_K-00001-of-00002.gguf", "Q6_K"), ("model.gguf", ""),
    ],
)  # fmt: skip
def test_the_precision_is_read_from_the_name_and_told_in_plain_words(name, quant):
    assert quant_of(name) == quant
    assert sentence(describe_quantization(quant)).endswith(".")


@given(st.text(max_size=60))
def test_no_name_leads_out_of_its_folder_on_any_system(name):
    try:
        path = require_path(name)
    except BadFileName:
        return
    assert not path.is_absolute()
    assert ".." not in path.parts
    windows = PureWindowsPath(str(path))
    assert not windows.drive
    assert windows.parts == PurePosixPath(path).parts


@given(st.text(max_size=80))
def test_what_is_taken_for_a_repository_is_two_plain_names(text):
    repo = repo_of(text)
    if repo is not None:
        maker, _, model = repo.partition("/")
        assert maker
        assert model
        require_path(repo)


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8))
def test_whatever_a_repository_lists_the_offers_come_out_whole(names):
    for offer in offers_of([HubFile(f"{name}.gguf", 10) for name in names], "maker/x"):
        assert offer.parts
        assert offer.size_bytes > 0
