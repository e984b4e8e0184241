"""A site of one page, for tests of what MkDocs makes of it."""

import json
import shutil
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[1]
FRONT = "---\ntitle: A page\ndescription: What stands on it.\ncompetencies: [C5]\naliases: [etdc, <b>, 6443]\n---\n\n# A page\n\nWords.\n\n"


class Site:
    """A site of one page, with the project's own configuration but for the navigation."""

    def __init__(self, folder: Path, body: str, serving: bool = False, front: str = FRONT) -> None:
        self.page = folder / "docs" / "page.md"
        self.page.parent.mkdir()
        self.page.write_text(front + body, encoding="utf-8")
        shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
        self.out = folder / "site"
        places = {"docs_dir": str(folder / "docs"), "site_dir": str(self.out)}
        self.config = load_config(str(ROOT / "mkdocs.yml"), nav=["page.md"], **places)
        others = [one for one in self.config.extra["competencies"] if one != "C5"]  # the one page serves C5
        self.config.extra["competencies_to_come"] = others
        self.config.plugins.on_startup(command="serve" if serving else "build", dirty=False)

    def build(self) -> str:
        build(self.config)
        return (self.out / "page" / "index.html").read_text(encoding="utf-8")

    def read(self, path: str) -> Any:
        return json.loads((self.out / path).read_text(encoding="utf-8"))
