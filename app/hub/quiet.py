"""The hub's own library, silenced before it is imported."""

from __future__ import annotations

import os
from typing import Any

QUIET = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_VERBOSITY": "critical",
    # Its sockets are opened by native code, past the network guard.  Files kept there are also served over HTTP.
    "HF_HUB_DISABLE_XET": "1",
}
"""Read by the library when it is imported.  Without them it counts its users and sends along what lies in HF_HOME."""


def hub_library() -> Any:
    """``huggingface_hub``; the first call imports it, which takes a moment."""
    os.environ.update(QUIET)
    import huggingface_hub

    return huggingface_hub
