"""Sound with a real voice, real voice activity, a real recogniser, and a sound card that plays to nobody."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

import psutil
import pytest

from app.core.errors import VoiceUnreadable
from app.core.paths import resources
from app.core.workers import run_to_end
from app.diagnostics.bench import bench_voice, told_voice
from app.models import VOICE, ModelRegistry, StarterModel, copy_in
from app.voice import VOICE_DATA, AudioProcess, PieceEnded, PiperSpeaker, Say, VoiceStyle, prepare_piper, read_wav
from app.voice.sound import resampled, wav_bytes
from app.voice.whole_text import spoken_whole
from tests.pilot import Role
from tests.real.conftest import fetched
from tests.real.sound_process import Sphinx, serve

DATA = resources() / VOICE_DATA
SENTENCE = "Please open the window, it is warm in here."
LONG_MS = 60_000

pytest.importorskip("pocketsphinx", reason="there is no pocketsphinx for this Python")


@pytest.fixture(scope="session")
def joe(tmp_path_factory) -> Path:
    """A real voice, made ready."""
    folder = tmp_path_factory.mktemp("voice")
    for name in ("joe.onnx", "joe.onnx.json"):
        shutil.copyfile(fetched(name), folder / name)
    prepare_piper(folder / "joe.onnx")
    return folder / "joe.onnx"


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A sound server with a loudspeaker that nobody hears and a microphone that hears what is played into it."""
    if shutil.which("pulseaudio") is None or shutil.which("pactl") is None:
        pytest.skip("pulseaudio is not installed")
    place = Path("/tmp") / f"inglenook-room-{os.getpid()}"  # a socket's path must be short
    place.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{place}/native")
    parts = [
        f"module-native-protocol-unix socket={place}/native auth-anonymous=1", "module-null-sink sink_name=room",
        "module-null-sink sink_name=talk", "module-remap-source master=talk.monitor source_name=microphone",
    ]  # fmt: skip
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--exit-idle-time=-1", *(word for part in parts for word in ("-L", part))],
        stderr=subprocess.DEVNULL,
    )
    ready = ["pactl", "set-default-sink", "room"]
    for _ in range(100):
        if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
            break
        server.poll()
        threading.Event().wait(0.1)
    else:
        server.kill()
        pytest.skip("pulseaudio does not start here")
    subprocess.run(["pactl", "set-default-source", "microphone"], check=True)
    yield place
    server.kill()
    server.wait()
    shutil.rmtree(place)


def understood(samples) -> list[str]:
    sphinx = Sphinx()
    sphinx.begin()
    sphinx.hear(samples)
    return sphinx.finish().split()


def share_of(heard: list[str], said: str) -> float:
    wanted = [word.strip(".,?!").casefold() for word in said.split()]
    return sum(word in heard for word in wanted) / len(wanted)


def test_a_real_voice_is_understood_by_a_recogniser(joe):
    sound = PiperSpeaker(DATA).speak(SENTENCE, VoiceStyle(str(joe)))
    assert share_of(understood(resampled(sound, 16_000).samples), SENTENCE) >= 0.6


def test_pace_and_pitch_change_what_is_heard(joe):
    speaker = PiperSpeaker(DATA)
    usual = speaker.speak(SENTENCE, VoiceStyle(str(joe)))
    quick = speaker.speak(SENTENCE, VoiceStyle(str(joe), pace=1.6))
    high = speaker.speak(SENTENCE, VoiceStyle(str(joe), pitch=4))
    # No two readings are of the same length.
    assert quick.seconds < 0.9 * usual.seconds
    assert high.seconds == pytest.approx(usual.seconds, rel=0.25)


def test_a_whole_text_becomes_a_sound_file(joe):
    sound = read_wav(spoken_whole("Hello there. And good night.", VoiceStyle(str(joe)), DATA))
    assert 1 < sound.seconds < 6


def test_a_voice_is_copied_tried_and_kept_and_goes_as_a_whole(joe, registry, tmp_path):
    model = run_to_end(copy_in(registry, joe, tmp_path / "models"))
    assert model.kind == VOICE
    assert {path.name for path in model.files} == {"joe.onnx", "joe.onnx.json", "joe.tokens.txt"}


def test_a_damaged_voice_is_refused_and_changes_nothing(joe, registry, tmp_path):
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(joe.read_bytes()[:200_000])
    shutil.copyfile(f"{joe}.json", f"{broken}.json")
    with pytest.raises(VoiceUnreadable):
        run_to_end(copy_in(registry, broken, tmp_path / "models"))
    assert [model.name for model in registry.models()] == ["starter"]


def test_pieces_are_played_one_after_the_other_without_a_gap(joe, room):
    audio, ended, times = AudioProcess(DATA), threading.Event(), {}

    def hear(event: object) -> None:
        times[event] = time.monotonic()
        if event == PieceEnded(2):
            ended.set()

    audio.listen(hear)
    for number, text in enumerate(("I went to the market this morning,", "and then I walked home."), 1):
        audio.ask(Say(number, text, VoiceStyle(str(joe)), 120))
    assert ended.wait(60)
    started = next(at for event, at in times.items() if repr(event) == "PieceStarted(piece=2)")
    assert started - times[PieceEnded(1)] < 0.1
    audio.close()


def test_one_talks_in_the_window_and_is_answered_aloud(joe, room, start, home, tmp_path):
    """The starter, a real voice, real voice activity, and a recogniser that understands most words."""
    pilot = start(audio=AudioProcess(DATA, serve))
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    run_to_end(copy_in(pilot.application.registry, joe, pilot.application.models.folder))
    session = pilot.application.session
    session.call._recognizers = lambda: (tmp_path,)
    pilot.click("Call Wren")
    pilot.wait_for(Role.Indicator, "Listening")
    said = tmp_path / "said.wav"
    sound = PiperSpeaker(DATA).speak(SENTENCE, VoiceStyle(str(joe), pitch=3))
    said.write_bytes(wav_bytes(sound))
    subprocess.run(["paplay", "-d", "talk", str(said)], check=True, timeout=60)
    pilot.qtbot.waitUntil(lambda: pilot.find(Role.Indicator, "Wren is speaking") is not None, timeout=LONG_MS)
    reaches_nothing(multiprocessing.active_children())
    messages = session.conversations.store.tree.path(session.call.conversation_id)
    assert share_of(messages[-2].text.split(), SENTENCE) >= 0.6
    pilot.qtbot.waitUntil(lambda: pilot.find(Role.Indicator, "Listening") is not None, timeout=LONG_MS)
    pilot.click("End call")
    pilot.wait_for(Role.EditableText, "Message")
    assert not holds(home.root, sound.samples.tobytes())


def reaches_nothing(children) -> None:
    """No process of ours has a connection or a file open for writing that could hold sound."""
    for child in children:
        process = psutil.Process(child.pid)
        try:
            connections, files = process.net_connections(kind="inet"), process.open_files()
        except psutil.AccessDenied:
            continue  # nobody but root may look into it, which is as it should be
        assert connections == []
        assert [file.path for file in files if "w" in file.mode and file.path != os.devnull] == []


def holds(folder: Path, sound: bytes) -> bool:
    """Whether any file in *folder* has a piece of *sound*."""
    piece = sound[len(sound) // 2 :][:256]
    return any(piece in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_measuring_says_what_a_call_costs(joe, tmp_path):
    figures = run_to_end(bench_voice(joe, shape="", folder=tmp_path))
    assert figures.begun["speech"][0] >= 6
    assert figures.begun["own voice"][0] <= 1  # no two readings are the same
    assert figures.echo_db > 8
    assert "in all" in told_voice(figures)
