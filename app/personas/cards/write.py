"""Writing a card so that any program reads it: PNG with both forms, JSON, CHARX."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.errors import PictureUnreadable
from app.personas.cards import picture as pictures
from app.personas.cards.archive import is_plain_name, packed
from app.personas.cards.assets import DEFAULT, MAIN_ICON, archive_path, path_in, plain_path, readdressed
from app.personas.cards.card import Card, Tree, as_v2, as_v3
from app.personas.cards.json_text import write_json
from app.personas.cards.png import with_card
from app.vision import kind_of


def as_json_file(card: Card, *, v2: bool = False) -> bytes:
    """*card* as JSON, of V3 or V2."""
    return write_json(as_v2(card) if v2 else as_v3(card), indent=2)


def as_png_file(card: Card, picture: bytes, files: Mapping[str, bytes]) -> bytes:
    """*card* in its picture, as V3 and, for older programs, as V2; what else the picture held stays."""
    tree = as_v3(card)
    names = {path: plain_path(path) for path in files}
    assets = readdressed(tree["data"].get("assets"), lambda _, path: f"__asset:{names.get(path, path)}")
    here = _with_assets(tree, assets)
    kept = [(names[path], content) for path, content in files.items()]
    told = {"chara": write_json(as_v2(Card(here))), "ccv3": write_json(here)}
    return with_card(_png_of(picture, card.name), told, kept)


def as_charx_file(card: Card, picture: bytes, files: Mapping[str, bytes]) -> bytes:
    """*card* as an archive with its picture and files."""
    tree, out, placed = as_v3(card), dict[str, bytes](), set[str]()

    def place(asset: Tree, path: str) -> str:
        if path not in files:
            return f"embeded://{path}"
        name = _free(archive_path(asset, path), files[path], out)
        out[name] = files[path]
        placed.add(path)
        return f"embeded://{name}"

    assets = _with_portrait(readdressed(tree["data"].get("assets"), place), picture, out)
    for path, content in files.items():
        if path not in placed and is_plain_name(path):
            out[_free(path, content, out)] = content
    return packed({"card.json": write_json(_with_assets(tree, assets), indent=2), **out})


def _free(name: str, content: bytes, out: Mapping[str, bytes]) -> str:
    """*name*, or one beside it where another file has it already."""
    if out.get(name, content) == content:
        return name
    stem, dot, ending = name.rpartition(".")
    number = 2
    while out.get(f"{stem}-{number}{dot}{ending}", content) != content:
        number += 1
    return f"{stem}-{number}{dot}{ending}"


def _with_portrait(assets: object, picture: bytes, out: dict[str, bytes]) -> object:
    """*assets* among which the portrait has a file: what was said to be the picture itself lies beside the card."""
    listed = assets if isinstance(assets, list) else []
    icons = [each for each in listed if isinstance(each, dict) and each.get("type") == "icon"]
    inside = [out.get(path) for each in icons if (path := path_in(each.get("uri"))) is not None]
    if not picture or picture in inside:
        return assets
    ext = kind_of(picture) or "png"
    where = _free(MAIN_ICON.removesuffix("png") + ext, picture, out)
    out[where] = picture
    address = {"uri": f"embeded://{where}", "ext": ext}
    if any(each.get("uri") == DEFAULT for each in icons):
        first = next(each for each in icons if each.get("uri") == DEFAULT)
        return [{**each, **address} if each is first else each for each in listed]
    name = "main" if not icons else "portrait"
    return [*listed, {"type": "icon", "name": name, **address}]


def _with_assets(tree: Tree, assets: object) -> Tree:
    if "assets" not in tree["data"] and not assets:
        return tree
    return {**tree, "data": {**tree["data"], "assets": assets}}


def _png_of(picture: bytes, name: str) -> bytes:
    if kind_of(picture) == "png":
        return picture
    try:
        return pictures.as_png(picture)
    except PictureUnreadable:
        return pictures.generated_avatar(name)
