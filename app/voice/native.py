"""The one way to sherpa-onnx: imported where it is used, and told beforehand to report to nobody."""

from __future__ import annotations

import importlib
import os
from typing import Any


def sherpa_onnx() -> Any:
    """The library.  Some builds of the onnxruntime inside report to their makers unless this is set before."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    return importlib.import_module("sherpa_onnx")
