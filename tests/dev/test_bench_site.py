"""The trees that the bench builds: a stock site without what is ours, and one of many times the notes."""

from pathlib import Path

import pytest

from blockcheck.proof import record
from devtool import bench_site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bench_site.tree(tmp_path / "tree")
    return tmp_path / "tree"


def listed(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    return [path for item in (nav.values() if isinstance(nav, dict) else nav) for path in listed(item)]


def test_the_stock_site_has_the_written_pages_and_nothing_of_ours(folder: Path) -> None:
    before = bench_site._read(folder)
    bench_site.make_stock(folder)
    stock = bench_site._read(folder)
    made = {
        "reference/cheat-sheet.md",
        "reference/commands/index.md",
        "contributing/rules/index.md",
        "contributing/proof.md",
    }
    assert set(listed(before["nav"])) - set(listed(stock["nav"])) == made
    assert len(stock["markdown_extensions"]) == len(before["markdown_extensions"])
    assert stock["theme"]["name"] == "material"
    assert not {"hooks", "extra_css", "extra_javascript"} & set(stock)
    assert "custom_dir" not in stock["theme"]


def notes(place: Path) -> list[record.Proof]:
    every = record.read(place).values()
    return [proof for proof in every if proof.page.split("/")[0] not in bench_site.ALONE]


def test_copies_of_the_notes_stand_in_the_navigation_and_in_the_record(folder: Path) -> None:
    place = folder / "scripts/specs/proof.jsonl"
    before = notes(place)
    bench_site.multiply(folder, 2)
    pages = listed(bench_site._read(folder)["nav"])
    assert {"storage/volumes.md", "storage-2/volumes.md"} <= set(pages)
    assert all((folder / "docs" / path).exists() for path in pages if "-2/" in path)
    assert len(notes(place)) == 2 * len(before)
