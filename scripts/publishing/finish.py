"""A built site in, the site as it is published out: light, readable offline and by machines, with its picture."""

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from publishing import archive, offline, picture, scripts, styles, texts
from publishing.texts import Note

ARCHIVE = "notes.zip"
PICTURE, MANIFEST = "assets/picture.png", "site.webmanifest"
ICONS = {192: "assets/icon-192.png", 512: "assets/icon-512.png"}


def finish(site: Path, name: str, about: str, notes: Iterable[Note], index: Mapping[str, str]) -> None:
    """Write what no page is: the search's index in the place of Material's, pictures, texts, and the worker last of all."""
    without_materials_search(site, index)
    (site / PICTURE).write_bytes(picture.drawn(name, about))
    for size, path in ICONS.items():
        (site / path).write_bytes(picture.icon(size))
    (site / MANIFEST).write_text(_manifest(name, about), encoding="utf-8")
    for path, text in texts.files(name, about, notes).items():
        (site / path).write_text(text, encoding="utf-8")
    for left in site.rglob("*.map"):
        left.unlink()
    styles.lighten(site)
    scripts.lighten(site)
    offline.add(site)
    archive.write(site, site / ARCHIVE, name.lower().replace(" ", "-"))


def without_materials_search(site: Path, index: Mapping[str, str]) -> None:
    """Put the search's own index in the place of Material's, which is empty, with the worker and languages it would need."""
    (site / "search/search_index.json").unlink(missing_ok=True)
    for folder in ("workers", "lunr"):
        shutil.rmtree(site / "assets/javascripts" / folder, ignore_errors=True)
    for path, content in index.items():
        (site / path).write_text(content, encoding="utf-8")


def _manifest(name: str, about: str) -> str:
    icons = [{"src": path, "sizes": f"{size}x{size}", "type": "image/png"} for size, path in ICONS.items()]
    colours = {"background_color": picture.GROUND, "theme_color": picture.GROUND}
    known = {
        "name": name,
        "short_name": name,
        "description": about,
        "start_url": ".",
        "scope": ".",
        "display": "standalone",
    }
    return json.dumps(known | colours | {"icons": icons}, indent=2) + "\n"
