"""The files a V3 card names, and the addresses it names them by.

``embeded://`` is spelt so in the specification; ``embedded://`` and ``__asset:`` are seen as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from app.personas.cards.archive import is_plain_name
from app.personas.cards.card import Tree, text_of

SCHEMES = ("embeded://", "embedded://", "__asset:")
DEFAULT = "ccdefault:"
MAIN_ICON = "assets/icon/images/main.png"


def path_in(uri: object) -> str | None:
    """The path inside the card's file that *uri* names; None where it names something else."""
    told = text_of(uri)
    return next((told[len(scheme) :] for scheme in SCHEMES if told.startswith(scheme)), None)


def is_main_icon(asset: object) -> bool:
    """Whether *asset* is the portrait."""
    return isinstance(asset, dict) and asset.get("type") == "icon" and asset.get("name") == "main"


def default_icon() -> Tree:
    """The portrait as a card names it that holds it beside its files."""
    return {"type": "icon", "uri": DEFAULT, "name": "main", "ext": "png"}


def main_icon(assets: object) -> Tree | None:
    """The portrait among *assets*: the icon called ``main``, else the first icon."""
    every = [asset for asset in assets if isinstance(asset, dict)] if isinstance(assets, list) else []
    icons = [asset for asset in every if asset.get("type") == "icon"]
    return next((icon for icon in icons if is_main_icon(icon)), icons[0] if icons else None)


def readdressed(assets: object, to: Callable[[Tree, str], str]) -> object:
    """*assets* with the address of every file inside as *to* says, which is given the asset and its path."""
    if not isinstance(assets, list):
        return assets
    out: list[Any] = []
    for asset in assets:
        path = path_in(asset.get("uri")) if isinstance(asset, dict) else None
        out.append(asset if path is None else {**asset, "uri": to(asset, path)})
    return out


def plain_path(path: str) -> str:
    """*path* in letters that stand in any keyword and any archive; another path always becomes another name."""
    return path if is_plain_name(path) else quote(path, safe="/").replace("..", "%2E%2E").lstrip("/") or "file"


def archive_path(asset: Tree, path: str) -> str:
    """Where the file of *asset* at *path* goes in a CHARX archive: where it was, if that is a plain name."""
    if "/" in path and is_plain_name(path):
        return path
    kind, ext = text_of(asset.get("type")), text_of(asset.get("ext")).lower()
    folder = kind if kind in ("icon", "background", "emotion", "user_icon") else "other"
    name = plain_path(path).replace("/", "-").strip(".") or "file"
    if ext.isascii() and ext.isalnum() and ext != "unknown" and not name.endswith(f".{ext}"):
        name = f"{name}.{ext}"
    return f"assets/{folder}/images/{name}"
