"""The archive opens from a folder: links name files, scripts are no modules, the same site makes the same bytes."""

import zipfile
from pathlib import Path

import pytest

from publishing import archive
from publishing.archive import classic, local


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ('"../etcd/"', '"../etcd/index.html"'),
        ('"../etcd/#a-b"', '"../etcd/index.html#a-b"'),
        ('"."', '"./index.html"'),
        ('"../.."', '"../../index.html"'),
        ('"#here"', '"#here"'),
        ('"https://kubernetes.io/docs/"', '"https://kubernetes.io/docs/"'),
        ('"../assets/notes.css"', '"../assets/notes.css"'),
        ('"/absolute/"', '"/absolute/"'),
    ],
)
def test_links_name_files(link: str, there: str) -> None:
    assert local(f"<a href={link}>x</a>") == f"<a href={there}>x</a>"


def test_a_page_has_no_modules_and_no_policy() -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="a">'
    modules = '<script type="module" src="../a.mjs"></script><script src="b.mjs" type="module"></script>'
    html = f'{policy}{modules}<script src="c.js">'
    light = '<script defer src="../a.js"></script><script defer src="b.js"></script><script src="c.js">'
    assert local(html) == light


def test_what_needs_a_server_is_left_out() -> None:
    html = (
        '<link rel="manifest" href="a.webmanifest"><link href="a.webmanifest" rel="manifest"/>'
        '<p class="online"><button>Read offline</button>\n</p><p>b</p>'
        '<script src="../assets/offline.mjs" type="module"></script>'
    )
    assert local(html) == "<p>b</p>"


def test_a_page_holds_its_words_for_no_file_may_fetch_another() -> None:
    held = local("<body><p>a</p></body>", '{"says": ["</script>"]}')
    assert held == '<body><p>a</p><script type="application/json" id="words">{"says": ["<\\/script>"]}</script></body>'


def test_a_module_becomes_a_script() -> None:
    made = classic('import {a} from "./a.mjs"\nexport function b() {}\nawait b(import.meta.url)\n')
    assert "import" not in made and "export" not in made
    assert "await b(here)" in made


def test_the_same_site_makes_the_same_archive(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name, text in {
        "index.html": '<a href="x/">x</a>',
        "sw.js": "w",
        "a/index.html": "y",
        "assets/search/engine.mjs": "export const a = 1",
        "assets/search/results.mjs": 'import {a} from "./engine.mjs"\nexport const items = 1',
        "search/index.json": '{"texts": ["a.json"], "sections": [[0, "", "t", 1]]}',
        "search/a.json": '{"0": "text"}',
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    for name in ("one", "two"):
        archive.write(site, tmp_path / name, "notes")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    names = set(zipfile.ZipFile(tmp_path / "one").namelist())
    assert {
        "notes/index.html",
        "notes/a/index.html",
        f"notes/{archive.SEARCH}",
        "notes/assets/search/engine.js",
    } <= names
    assert not [name for name in names if "sw.js" in name or name.endswith("json")]
    assert '[0,"","t",1,"text"]' in zipfile.ZipFile(tmp_path / "one").read(f"notes/{archive.SEARCH}").decode()
