"""The record: what is written is read again, sorted, at once or not at all; what is broken is named."""

import os
from pathlib import Path

import pytest

from blockcheck.__main__ import main
from blockcheck.check import DOCS, check_files
from blockcheck.proof import record
from blockcheck.proof.blocks import proof_blocks
from blockcheck.proof.record import Proof

ONE = Proof("b.md", "0123456789abcdef", "run", "0123456789ab", "Kubernetes v1.35.4, etcd 3.6.16")
OTHER = ONE._replace(page="a/ä.md", block="0123456789abcdef#2", outcome="simulated")


def test_what_is_written_is_read_again_sorted_by_page_and_block(tmp_path: Path):
    file = tmp_path / "proof.jsonl"
    record.write([ONE, OTHER, ONE], file)
    assert (
        file.read_text(encoding="utf-8").splitlines()[0].startswith('{"page": "a/ä.md", "block": "0123456789abcdef#2"')
    )
    assert len(file.read_bytes().splitlines()) == 2
    assert record.read(file) == {("b.md", ONE.block): ONE, ("a/ä.md", OTHER.block): OTHER}
    assert record.by_page(record.read(file))["b.md"] == {ONE.block: ONE}
    assert os.listdir(tmp_path) == ["proof.jsonl"]


def test_without_a_record_nothing_is_proven(tmp_path: Path):
    assert record.read(tmp_path / "none.jsonl") == {}


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "[]", '{"page": "a.md"}', '{"page": "a.md", "why": 1}', "{"])
def test_a_broken_line_is_named_with_its_cure(tmp_path: Path, line: str):
    file = tmp_path / "proof.jsonl"
    record.write([ONE], file)
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(OSError, match=r"proof\.jsonl:2: .* python3 scripts/dev.py live"):
        record.read(file)


def test_a_failed_write_leaves_the_former_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "proof.jsonl"
    record.write([ONE], file)

    def full(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError):
        record.write([OTHER], file)
    assert list(record.read(file).values()) == [ONE]
    assert os.listdir(tmp_path) == ["proof.jsonl"]


def unproven(monkeypatch: pytest.MonkeyPatch, proofs: list[Proof]) -> set[int]:
    monkeypatch.setattr(record, "read", lambda: {(proof.page, proof.block): proof for proof in proofs})
    page = DOCS / "reference" / "paths-ports.md"
    return {finding.line for finding in check_files([page]) if finding.rule == "unproven-command"}


def test_a_page_of_the_site_is_judged_by_its_own_lines(monkeypatch: pytest.MonkeyPatch):
    name = "reference/paths-ports.md"
    blocks = [b for b in proof_blocks((DOCS / name).read_text(encoding="utf-8")) if not b.reason]
    proofs = [ONE._replace(page=name, block=block.key) for block in blocks]
    assert unproven(monkeypatch, []) == {block.block.header.line for block in blocks} != set()
    assert unproven(monkeypatch, proofs) == set()
    assert unproven(monkeypatch, proofs[1:]) == {blocks[0].block.header.line}
    assert unproven(monkeypatch, [proof._replace(page="other.md") for proof in proofs]) != set()


def test_a_page_elsewhere_is_not_judged(tmp_path: Path):
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("Show:\n\n```bash\nkubectl get pods\n```\n", encoding="utf-8")
    assert [f for f in check_files([page]) if f.rule == "unproven-command"] == []


def test_unproven_is_an_advice_and_an_error_where_proof_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(record, "read", dict)
    page = str(DOCS / "reference" / "index.md"), str(DOCS / "contributing" / "index.md")
    assert main([*page]) == 0
    assert "advice: unproven-command: " in capsys.readouterr().out
    assert main(["--proven", *page]) == 1
    said = capsys.readouterr().out
    assert "prove it: python3 scripts/dev.py live docs/contributing/index.md" in said and "advice: " not in said
