"""What stays out of the folder that runs: decided by names, without freezing anything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

import deb
import prune

QT = "PySide6/Qt/lib/"


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6", "PySide6/Qt/qml/QtQuick/Controls/Basic/Button.qml",
        "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/qml/QtQuick/qmldir", "llama_cpp/lib/libllama.so", "resources/toy.gguf",
        "app/ui/shell/Main.qml", "pillow.libs/libxcb-9065bb12.so.1.1.0", "libssl.so.3", "libpython3.11.so.1.0",
        r"PySide6\Qt6Quick.dll",
    ],
)  # fmt: skip
def test_what_the_window_needs_stays(name):
    assert prune.is_wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6", "PySide6/Qt/lib/libQt63DCore.so.6",
        "PySide6/Qt/qml/QtQuick/Controls/Material/Button.qml", "PySide6/Qt/qml/QtCharts/qmldir",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_fi.qm", "llama_cpp/lib/libllama-common.so", r"PySide6\Qt6WebEngineCore.dll",
        "PySide6/Qt/qml/QtQuick/Shapes/DesignHelpers/libx.so",
    ],
)  # fmt: skip
def test_what_no_page_uses_goes(name):
    assert not prune.is_wanted(name)


@pytest.mark.skipif(sys.platform != "linux", reason="about libraries of Linux")
@pytest.mark.parametrize("name", ["libstdc++.so.6", "libgcc_s.so.1", "libX11.so.6", "libvulkan.so.1", "libEGL.so.1"])
def test_libraries_of_the_building_machine_go(name, monkeypatch):
    assert not prune.is_wanted(name)
    monkeypatch.setenv(prune.BRINGS_HELPERS, "1")
    assert not prune.is_wanted(name)


@pytest.mark.skipif(sys.platform != "linux", reason="about libraries of Linux")
def test_an_appimage_brings_the_helpers_of_x11(monkeypatch):
    assert not prune.is_wanted("libxcb-cursor.so.0")
    monkeypatch.setenv(prune.BRINGS_HELPERS, "1")
    assert prune.is_wanted("libxcb-cursor.so.0")
    assert not prune.is_wanted("libxcb.so.1")


def test_a_library_of_qt_stays_only_where_something_asks_for_it(tmp_path):
    sources = {name: tmp_path / name for name in ("app.so", "libQt6Aaa.so.6", "libQt6Bbb.so.6", "libQt6Ccc.so.6")}
    for source in sources.values():
        source.write_bytes(b"")
    needs = {str(sources["app.so"]): ["libQt6Aaa.so.6"], str(sources["libQt6Aaa.so.6"]): ["libQt6Bbb.so.6"]}
    entries = [("app.so", str(sources["app.so"]), "EXTENSION")]
    entries += [(QT + name, str(sources[name]), "BINARY") for name in sources if name != "app.so"]
    kept = prune.reached(entries, lambda source: needs.get(source, []))
    assert [Path(name).name for name, _, _ in kept] == ["app.so", "libQt6Aaa.so.6", "libQt6Bbb.so.6"]


def test_a_framework_of_macos_stays_or_goes_as_a_whole(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    place = "PySide6/Qt/lib/{0}.framework/{1}"
    parts = ("Versions/A/{0}", "Versions/A/Resources/Info.plist", "Versions/Current", "Resources", "{0}")
    entries = [
        (place.format(name, part.format(name)), "x", "SYMLINK" if part in parts[2:] else "BINARY")
        for name in ("QtCore", "QtSvgWidgets") for part in parts
    ]  # fmt: skip
    beside = [("QtCore", "x", "SYMLINK"), ("QtSvgWidgets", "x", "SYMLINK")]
    kept = prune.pruned([*entries, *beside])
    assert kept == [*entries[: len(parts)], beside[0]]


def test_a_library_that_is_there_twice_becomes_a_link():
    twice = [("llama_cpp/lib/libggml.so", "/a", "BINARY"), ("llama_cpp/lib/libggml.so.0", "/b", "BINARY")]
    assert prune.linked(twice) == [("llama_cpp/lib/libggml.so", "libggml.so.0", "SYMLINK"), twice[1]]


def test_the_package_names_each_thing_it_depends_on_once():
    assert deb.depends_on({"libEGL.so.1", "libm.so.6", "libc.so.6", "libvulkan.so.1"}) == ["libc6 (>= 2.35)", "libegl1"]


def test_a_library_that_no_package_is_known_for_ends_the_build():
    with pytest.raises(SystemExit, match="libnew"):
        deb.depends_on({"libnew.so.1"})
