"""The chat format of a model file: what its template takes, and how it thinks."""

from __future__ import annotations

from pathlib import Path

from app.engine import read_header
from app.templates import Checked, check_template

TEMPLATE = "tokenizer.chat_template"


def template_in(path: Path) -> str | None:
    """The chat template of the GGUF file at *path*; None where it has none.

    Raises:
        ModelMissing, ModelUnreadable: there is no such file, or it is damaged.
    """
    found = read_header(path).metadata.get(TEMPLATE)
    return found if isinstance(found, str) and found else None


def check_model(name: str, path: Path) -> Checked:
    """What the template of the model at *path* loses, and how it is helped; see ``template.check_template``.

    Raises:
        ModelMissing, ModelUnreadable: there is no such file, or it is damaged.
    """
    return check_template(name, template_in(path))
