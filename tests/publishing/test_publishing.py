"""What is written beside the pages: the worker and its size, plain texts, pictures."""

import json
import os
import re
from pathlib import Path

import pytest

from publishing import offline, picture, texts
from publishing.texts import Note


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def release(site: Path) -> dict:
    return json.loads(re.match(r"const RELEASE = (.*)\n", (site / offline.WORKER).read_text(encoding="utf-8"))[1])


def test_the_worker_knows_each_file_by_its_content(tmp_path: Path) -> None:
    offline.add(written(tmp_path, index_html=f"<p>{offline.SIZE}</p>", a_js="1", llms_txt="x", b_map="y"))
    assert set(release(tmp_path)["files"]) == {"index.html", "a.js"}
    assert (tmp_path / "index.html").read_text() == "<p>0.1 MB</p>"


def test_another_content_is_another_version_and_the_same_is_the_same(tmp_path: Path) -> None:
    versions = []
    for text in ("1", "1", "2"):
        offline.add(written(tmp_path, index_html="p", a_js=text))
        versions.append(release(tmp_path)["version"])
    assert versions[0] == versions[1] != versions[2]


def test_too_large_a_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(os.urandom(offline.LARGEST + 1))
    with pytest.raises(ValueError, match="leave files out"):
        offline.add(tmp_path)


def test_texts_have_neither_front_matter_nor_comments() -> None:
    matter = "---\ntitle: T\nlive:\n  setup: secret\n---\n\n"
    markdown = f"{matter}# T\n\n<!-- live: no, needs a terminal -->\n```bash\nls # <!-- stays -->\n```\n"
    made = texts.files("Notes", "About", [Note("a/", "T", "D", "S", markdown), Note("b/", "U", "E", "S", "u")])
    assert made["a/index.md"] == "# T\n\n```bash\nls # <!-- stays -->\n```\n"
    assert made["llms.txt"] == "# Notes\n\n> About\n\n## S\n\n- [T](a/index.md): D\n- [U](b/index.md): E\n"


def test_pictures_are_the_same_each_time() -> None:
    assert picture.drawn("A", "b " * 40) == picture.drawn("A", "b " * 40)
    assert picture.drawn("A", "b")[:8] == b"\x89PNG\r\n\x1a\n" == picture.icon(192)[:8]
    assert len(picture.drawn("CKA Notes", "words " * 30)) < 60_000
