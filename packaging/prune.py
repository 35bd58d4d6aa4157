"""What of Qt and of the building machine stays out of the folder that runs.

Pure functions over PyInstaller's lists of (name in the folder, source, kind), so that they are tested without freezing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]

HIDDEN = [
    "keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet",
    "keyring.backends.chainer", "keyring.backends.fail", "keyring.backends.null",
    *(["keyring.backends.Windows", "win32ctypes.core"] if sys.platform == "win32" else []),
    *(["keyring.backends.macOS"] if sys.platform == "darwin" else []),
    # Imported by their names, or only once they are needed.
    "app.ui.application", "app.diagnostics.bench", "app.engine.llama",
    "app.engine.llama_embedder", "app.engine.baseline", "app.models.calibration", "_cffi_backend",
    # The binding of QtQuick asks for the one of QtOpenGL.
    "PySide6.QtDBus", "PySide6.QtOpenGL", "PySide6.QtWidgets",
]  # fmt: skip
METADATA = ["huggingface_hub", "keyring", "apsw-sqlite3mc", "inglenook"]

QML_KEPT = (
    "QtQml", "QtCore", "QtQuick/Controls/Basic", "QtQuick/Controls/impl", "QtQuick/Layouts", "QtQuick/Templates",
    "QtQuick/Window", "QtQuick/Dialogs", "QtQuick/Shapes", "Qt/labs/folderlistmodel",
)  # fmt: skip
"""The QML modules that our pages, and Qt's own file dialogs, import."""
QML_ROOTS = ("QtQuick", "QtQuick/Controls")
"""Folders of which only the files right inside are kept."""
PLUGINS_KEPT = (
    "platforms", "platformthemes", "platforminputcontexts", "imageformats", "iconengines", "styles",
    "xcbglintegrations", "wayland-shell-integration", "wayland-decoration-client",
    "wayland-graphics-integration-client",
)  # fmt: skip
IMAGE_FORMATS = re.compile(r"q(?:svg|jpeg|webp|gif|ico)\.|libq(?:svg|jpeg|webp|gif|ico)\.")
PLATFORMS = re.compile(r"q(?:xcb|offscreen|wayland|windows|cocoa|minimal)")
HOST = re.compile(
    r"^(?:libstdc\+\+|libgcc_s|libX|libxcb\.|libxcb-|libxkb|libglib|libgio|libgobject|libgmodule|libgthread|libdbus"
    r"|libfontconfig|libfreetype|libexpat|libpng|libbrotli|libpulse|libsndfile|libGL|libEGL|libOpenGL|libdrm|libwayland"
    r"|libvulkan|libasound|libsystemd|libcap|libgcrypt|libgpg|liblz4|libselinux|libpcre|libmount|libblkid|libgssapi|libkrb"
    r"|libk5|libcom_err|libkeyutils|libgtk|libgdk|libatk|libcairo|libpango|libharfbuzz|libuuid|libbsd|libmd\.|libz\.|libdatrie|libthai|libfribidi"
    r"|libgraphite2|libpixman|libjpeg\.so)"
)
"""Libraries of the building machine: the package names them as what it depends on instead.

Shipping the host's libstdc++ makes newer systems' graphics drivers abort.
"""
HELPERS = re.compile(r"^libxcb-\w|^libxkbcommon")
"""Of those, what not every desktop has: an AppImage, which can name nothing that it depends on, brings them along."""
BRINGS_HELPERS = "INGLENOOK_BRING_XCB"
NEVER = re.compile(
    r"libllama-common|WebEngine|Qt6?3D|Charts|DataVis|Multimedia|Pdf|Sensors|Location|Positioning|SerialPort|Bluetooth"
    r"|Quick3D|VirtualKeyboard|RemoteObjects|Scxml|Sql|Test|Designer|Help|UiTools|(?:Svg|OpenGL|Quick|Quick3D)Widgets|PrintSupport|StateMachine"
    r"|TextToSpeech|WebSockets|WebChannel|WebView|HttpServer|SpatialAudio|Concurrent|QuickTimeline|Graphs|LabsAnimation"
    r"|LabsSharedImage|LabsWavefront|LabsSettings|QmlCompiler|QmlLocalStorage|QmlXmlListModel|FFmpeg|libavcodec|libavformat"
    r"|libavutil|libswscale|libswresample|Fusion|Imagine|Material|Universal|FluentWinUI3|opengl32sw"
)
STAYS = re.compile(
    r"XcbQpa|WaylandClient|WlShell|WaylandEglClient|EglFS|OpenGL|Svg|DBus|QuickDialogs2|QuickEffects|QuickShapes"
    r"|QuickControls2|QuickTemplates|QuickLayouts|LabsFolderListModel|QmlModels|QmlWorkerScript|QmlMeta|QmlCore|libpython"
)
"""Opened by their names when they are needed, so that nothing that links them shows it."""


OTHER_BINDINGS = re.compile(r"sherpa-onnx-(?:c|cxx)-api")
"""For programs in C and C++: Python's own binding does without them."""
NEEDS_AMX = re.compile(r"ggml-cpu-sapphirerapids\b")
"""Forms of the engine with AMX in them: virtual machines claim it and fault on it, and nobody's computer has it."""


def pruned(entries: Iterable[Entry]) -> list[Entry]:
    """*entries* without what no page of ours uses, and without links to what is gone."""
    kept = [entry for entry in entries if is_wanted(entry[0])]
    if sys.platform == "linux":
        kept = linked(reached(kept, needed_by))
    if sys.platform == "darwin":
        # The links of a framework lead inside it, and it was kept or dropped as a whole; those beside it lead to it.
        return [entry for entry in kept if entry[2] != "SYMLINK" or "/" in entry[0] or not NEVER.search(entry[0])]
    names = {PurePosixPath(_plain(entry[0])).name for entry in kept if entry[2] != "SYMLINK"}
    return [entry for entry in kept if entry[2] != "SYMLINK" or PurePosixPath(_plain(entry[1])).name in names]


def is_wanted(name: str) -> bool:
    """Whether the file that would be called *name* stays."""
    path = _plain(name)
    last = PurePosixPath(path).name
    if "/" not in path and re.match(r"lib(?:ggml|llama|mtmd)", last):
        return False  # once more beside those in llama_cpp/lib
    if NEEDS_AMX.search(last) or OTHER_BINDINGS.search(last):
        return False
    # What a wheel brings of such libraries lies in a folder of its own, under names of its own.
    if sys.platform == "linux" and "/" not in path and HOST.match(last):
        return bool(os.environ.get(BRINGS_HELPERS) and HELPERS.match(last))
    if path.startswith("PySide6/"):
        return _is_of_qt(path, last)
    return not re.search(r"libllama-common|(?:^|/)tests?/|\.pyi$|py\.typed$", path)


def _is_of_qt(path: str, last: str) -> bool:
    inside = re.sub(r"^PySide6/(?:Qt/)?", "", path)
    if framework := re.search(r"/(\w+)\.framework(?:/|$)", path):
        return not NEVER.search(framework[1])
    if inside.startswith("translations/"):
        return bool(re.search(r"/qtbase_(?:en|de|fr|es|it|pt_BR|pl|ru|ja|zh_CN)\.qm$", path))
    if inside.startswith("qml/"):
        return _is_kept_qml(inside.removeprefix("qml/"))
    if inside.startswith("plugins/"):
        kind = inside.split("/")[1]
        if kind == "imageformats":
            return bool(IMAGE_FORMATS.search(last))
        if kind == "platforms":
            return bool(PLATFORMS.search(last))
        if kind == "platformthemes":
            return "gtk" not in last  # it would bring all of GTK along
        return kind in PLUGINS_KEPT
    if inside.startswith(("typesystems/", "include/", "glue/", "doc/", "support/", "scripts/", "metatypes/")):
        return False
    return not NEVER.search(last)


def _is_kept_qml(path: str) -> bool:
    folder = str(PurePosixPath(path).parent)
    if folder in QML_ROOTS:
        return not NEVER.search(PurePosixPath(path).name)
    if re.search(r"^QtQml/(?:XmlListModel|StateMachine)|DesignHelpers", path):
        return False
    # Dialogs draw themselves in the style of the window.
    if re.search(r"/\+?(?:Fusion|Imagine|Material|Universal|FluentWinUI3|macOS|iOS|Windows)(?:/|$)", folder):
        return False
    return folder.startswith(QML_KEPT)


def linked(entries: Iterable[Entry]) -> list[Entry]:
    """*entries* with a link in place of a library that is there under its longer name too.

    llama.cpp's wheel has each library twice or three times.  Opened under both names, ggml would be in the process
    twice.
    """
    kept = list(entries)
    names = {_plain(name) for name, _, _ in kept}
    return [
        (name, f"{PurePosixPath(_plain(name)).name}.0", "SYMLINK")
        if name.endswith(".so") and f"{_plain(name)}.0" in names
        else (name, source, kind)
        for name, source, kind in kept
    ]


def needed_by(source: str) -> list[str]:
    """The names of the libraries that a library asks for."""
    told = subprocess.run(["objdump", "-p", source], capture_output=True, text=True, check=False).stdout
    return re.findall(r"NEEDED\s+(\S+)", told)


def reached(entries: Sequence[Entry], needs: Callable[[str], list[str]]) -> list[Entry]:
    """*entries* without the libraries of Qt that nothing else here asks for."""
    links = [entry for entry in entries if entry[2] == "SYMLINK"]
    files = [entry for entry in entries if entry[2] != "SYMLINK"]
    qt = {PurePosixPath(_plain(entry[0])).name: entry for entry in files if _is_qt_library(entry[0])}
    wanted = [entry for entry in files if not _is_qt_library(entry[0]) or STAYS.search(entry[0])]
    queue = [source for _, source, kind in wanted if kind in ("BINARY", "EXTENSION") and Path(source).is_file()]
    found = {PurePosixPath(_plain(entry[0])).name for entry in wanted}
    while queue:
        for name in needs(queue.pop()):
            if name in qt and name not in found:
                found.add(name)
                wanted.append(qt[name])
                queue.append(qt[name][1])
    return [*wanted, *links]


def _is_qt_library(name: str) -> bool:
    last = PurePosixPath(_plain(name)).name
    return bool(re.match(r"lib(?:Qt6|icu|av|sw)\w*.*\.so", last)) and "/plugins/" not in name and "/qml/" not in name


def _plain(name: str) -> str:
    return name.replace("\\", "/")
