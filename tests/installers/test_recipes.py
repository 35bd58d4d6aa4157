"""What the installers say about the app is the same everywhere, and asks for no more than is needed."""

from __future__ import annotations

import plistlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest
import sherpa_onnx
import yaml

ROOT = Path(__file__).parents[2]
INSTALLERS = ROOT / "installers"
ID = "io.github.inglenook.inglenook"
MAY = {
    "--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri", "--share=network",
    "--talk-name=org.freedesktop.secrets", "--socket=pulseaudio",
}  # fmt: skip


def test_every_type_of_file_that_the_desktop_opens_with_us_is_declared():
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(INSTALLERS / "linux" / f"{ID}.desktop", "utf-8")
    opened = set(entry["Desktop Entry"]["MimeType"].strip(";").split(";"))
    declared = {each.get("type") for each in ET.parse(INSTALLERS / "linux" / f"{ID}.xml").getroot()}
    software = ET.parse(INSTALLERS / "linux" / f"{ID}.metainfo.xml").getroot()
    assert opened == declared == {each.text for each in software.iter("mediatype")}
    assert entry["Desktop Entry"]["StartupWMClass"] == software.findtext("id") == ID


def test_the_window_says_the_name_of_its_desktop_entry():
    assert f'setDesktopFileName("{ID}")' in (ROOT / "app" / "ui" / "application.py").read_text("utf-8")


def test_the_sandbox_lets_through_no_more_than_is_needed():
    manifest = yaml.safe_load((INSTALLERS / "flatpak" / f"{ID}.yml").read_text("utf-8"))
    assert set(manifest["finish-args"]) == MAY


def test_the_hardened_runtime_of_macos_has_one_exception_and_the_microphone():
    with (INSTALLERS / "macos" / "entitlements.plist").open("rb") as file:
        assert plistlib.load(file) == {
            "com.apple.security.cs.allow-unsigned-executable-memory": True,
            "com.apple.security.device.audio-input": True,
        }
    # Whoever is asked for the microphone reads what for.
    assert "NSMicrophoneUsageDescription" in (ROOT / "packaging" / "inglenook.spec").read_text("utf-8")


def test_no_library_that_ships_holds_an_address_to_report_to():
    """Some builds of onnxruntime send a number of the machine to their makers; sherpa-onnx brings one that does not."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        from telemetry import reporting
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    packages = Path(sherpa_onnx.__file__).parent
    assert list(reporting(packages)) == []
    assert 'name = "onnxruntime"' not in (ROOT / "uv.lock").read_text("utf-8")


def test_such_an_address_would_be_found(tmp_path):
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        from telemetry import BLOCK, reporting
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    address = b"https://mobile.events.data." + b"microsoft.com/" + b"OneCollector/1.0"
    (tmp_path / "libquiet.so").write_bytes(bytes(BLOCK))
    (tmp_path / "libloud.so").write_bytes(bytes(BLOCK - 9) + address)
    assert [file.name for file in reporting(tmp_path)] == ["libloud.so"]


def test_every_action_of_a_release_is_pinned_and_no_job_may_more_than_it_needs():
    release = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    told = yaml.safe_load(release)
    assert told["permissions"] == {}
    for used in re.findall(r"uses: (.+)", release):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d[\w.]*", used), used
    assert all(job.get("permissions", {}).get("contents", "read") == "read" for job in told["jobs"].values()
               if "publish" not in str(job.get("name", "")).casefold())  # fmt: skip


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed")
def test_the_setup_for_windows_compiles_without_a_warning(tmp_path):
    payload = tmp_path / "payload"
    (payload / "_internal").mkdir(parents=True)
    for name in ("Inglenook.exe", "inglenook-terminal.exe", "_internal/base.dll"):
        (payload / name).write_bytes(b"MZ")
    out = tmp_path / "inglenook-1.2.3-windows-x64.exe"
    subprocess.run(
        ["makensis", "-V1", "-WX", "-DVERSION=1.2.3", f"-DPAYLOAD={payload}", f"-DOUT={out}", "inglenook.nsi"],
        cwd=INSTALLERS / "windows", check=True,
    )  # fmt: skip
    assert out.read_bytes()[:2] == b"MZ"


@pytest.mark.parametrize("script", sorted((*INSTALLERS.rglob("*.sh"), *(ROOT / "packaging").glob("*.sh"))))
def test_the_scripts_are_read_by_any_shell(script):
    subprocess.run(["sh", "-n", script], check=True)
