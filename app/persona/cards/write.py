"""Writing a card so that any program reads it: PNG with both forms, JSON, CHARX."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.errors import PictureUnreadable
from app.persona.cards import picture as pictures
from app.persona.cards.archive import is_plain_name, packed
from app.persona.cards.assets import DEFAULT, MAIN_ICON, archive_path, is_main_icon, path_in, readdressed
from app.persona.cards.card import Card, Tree, as_v2, as_v3
from app.persona.cards.json_text import write_json
from app.persona.cards.png import with_card


def as_json_file(card: Card, *, v2: bool = False) -> bytes:
    """*card* as JSON, of V3 or V2."""
    return write_json(as_v2(card) if v2 else as_v3(card), indent=2)


def as_png_file(card: Card, picture: bytes, files: Mapping[str, bytes]) -> bytes:
    """*card* in its picture, as V3 and, for older programs, as V2; what else the picture held stays."""
    tree = as_v3(card)
    assets = readdressed(_at_default(tree["data"].get("assets")), lambda _, path: f"__asset:{path}")
    here = _with_assets(tree, assets)
    shown = {path_in(asset.get("uri")) for asset in Card(tree).assets if is_main_icon(asset)}
    kept = [(path, content) for path, content in files.items() if path not in shown]
    told = {"chara": write_json(as_v2(Card(here))), "ccv3": write_json(here)}
    return with_card(_png_of(picture, card.name), told, kept)


def as_charx_file(card: Card, picture: bytes, files: Mapping[str, bytes]) -> bytes:
    """*card* as an archive with its picture and files."""
    tree, out = as_v3(card), dict[str, bytes]()
    old = {path_in(asset.get("uri")) for asset in Card(tree).assets if is_main_icon(asset)}

    def place(asset: Tree, path: str) -> str:
        name = archive_path(asset, path)
        content = picture if is_main_icon(asset) else files.get(path, b"")
        if content:
            out[name] = content
        return f"embeded://{name}"

    assets = readdressed(tree["data"].get("assets"), place)
    if not any(is_main_icon(asset) and path_in(asset.get("uri")) for asset in _listed(assets)):
        # What was said to be the picture itself lies beside the card here.
        ext = pictures.kind_of(picture) or "png"
        where = MAIN_ICON.removesuffix("png") + ext
        out[where] = picture
        icon = {"type": "icon", "uri": f"embeded://{where}", "name": "main", "ext": ext}
        assets = [icon, *(asset for asset in _listed(assets) if not is_main_icon(asset))]
    for path, content in files.items():
        if path not in old and is_plain_name(path) and path not in out and content not in out.values():
            out[path] = content
    return packed({"card.json": write_json(_with_assets(tree, assets), indent=2), **out})


def _listed(assets: object) -> list[Tree]:
    return [asset for asset in assets if isinstance(asset, dict)] if isinstance(assets, list) else []


def _at_default(assets: object) -> object:
    """*assets*, where the portrait, if it lies among the files, is the picture that carries the card."""
    if not isinstance(assets, list):
        return assets
    return [
        {**asset, "uri": DEFAULT, "ext": "png"} if is_main_icon(asset) and path_in(asset.get("uri")) else asset
        for asset in assets
    ]


def _with_assets(tree: Tree, assets: object) -> Tree:
    if "assets" not in tree["data"] and not assets:
        return tree
    return {**tree, "data": {**tree["data"], "assets": assets}}


def _png_of(picture: bytes, name: str) -> bytes:
    if pictures.kind_of(picture) == "png":
        return picture
    try:
        return pictures.as_png(picture)
    except PictureUnreadable:
        return pictures.drawn(name)
