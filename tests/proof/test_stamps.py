"""What a reader is told of blocks: stamps, sentences, and the fence headers that carry them."""

import pytest

from blockcheck.page import Page
from blockcheck.proof import blocks, stamps
from blockcheck.proof.record import Proof
from blockcheck.proof.stamped import stamped
from blockcheck.proof.stamps import Counts

ON = "Kubernetes v1.35.4, etcd 3.6.16"
V = "v1.35.4"
SENTENCES = {
    Counts(23, 5, 0, 4, 0, V): "Proven: 23 blocks run on v1.35.4, 5 of them against simulated nodes; 4 not run",
    Counts(1, 0, 0, 0, 0, V): "Proven: 1 block run on v1.35.4",
    Counts(1, 1, 0, 0, 0, V): "Proven: 1 block run on v1.35.4, against simulated nodes",
    Counts(2, 2, 0, 0, 0, V): "Proven: 2 blocks run on v1.35.4, all against simulated nodes",
    Counts(2, 0, 1, 0, 3, V): "Proven: 2 blocks run on v1.35.4; 1 manifest admitted; 3 not proven yet",
    Counts(0, 0, 2, 1, 0, V): "Proven: 2 manifests admitted by v1.35.4; 1 not run",
    Counts(0, 0, 0, 1, 3, ""): "Not proven yet: 3 blocks; 1 not run",
    Counts(0, 0, 0, 1, 0, ""): "Not run: 1 block",
}


@pytest.mark.parametrize("found", SENTENCES, ids=str)
def test_the_sentence_of_a_page(found: Counts):
    assert ": ".join(stamps.summary(found)) == SENTENCES[found]


def page_of(*fences: str) -> Page:
    return Page("docs/a.md", "---\ntitle: a\n---\n\n\n" + "\n".join(fences))


def proofs(page: Page, *outcomes: str) -> dict[str, Proof]:
    found = zip(blocks.of(page), outcomes, strict=False)
    return {block.key: Proof("a.md", block.key, outcome, "", ON) for block, outcome in found}


def test_each_outcome_has_its_stamp_and_counts_once():
    page = page_of(*(f"```bash\n{command}\n```" for command in ("a", "b", "c", "d", "ssh <node>")))
    known = proofs(page, "run", "simulated", "admitted")
    assert [stamps.stamp(block, known) for block in blocks.of(page)] == [
        "run on v1.35.4",
        "run against simulated nodes, v1.35.4",
        "admitted by v1.35.4",
        "not proven yet",
        "not run: needs a second machine",
    ]
    assert stamps.counts(blocks.of(page), known) == Counts(2, 1, 1, 1, 1, V)


def test_what_the_record_does_not_explain_is_not_proven():
    page = page_of("```bash\na\n```")
    assert stamps.stamp(blocks.of(page)[0], proofs(page, "dreamt")) == "not proven yet"


HEADERS = {
    "```bash": '```{ .bash #run-title data-proof="run on v1.35.4" }',
    "    ``` bash": '    ```{ .bash #run-title data-proof="run on v1.35.4" }',
    "~~~~ .console": '~~~~{ .console #run-title data-proof="run on v1.35.4" }',
    '```{ .bash title="a b" }': '```{ .bash title="a b" #run-title data-proof="run on v1.35.4" }',
    '```bash { title="a" hl_lines="1" }': '```bash { title="a" hl_lines="1" #run-title data-proof="run on v1.35.4" }',
    '```bash title="a" linenums="1"': '```{ .bash title="a" linenums="1" #run-title data-proof="run on v1.35.4" }',
}


@pytest.mark.parametrize("header", HEADERS)
def test_the_stamp_goes_into_the_header_and_changes_no_other_line(header: str):
    indent = header[: len(header) - len(header.lstrip())]
    end = header.strip()[: 4 if header.startswith("~") else 3]
    lines = ["# Title", "", header, f"{indent}$ ls", indent + end, "", "```text", "bash", "```", ""]
    page = page_of("\n".join(lines))
    written = stamped("\n".join(lines), page, proofs(page, "run")).split("\n")
    assert written[2] == HEADERS[header]
    assert written[:2] + written[3:] == lines[:2] + lines[3:]


def test_a_record_cannot_write_markup():
    page = page_of("```bash\nls\n```")
    (block,) = blocks.of(page)
    proof = Proof("a.md", block.key, "run", "", 'Kubernetes v1"><script>')
    assert "<script>" not in stamped("```bash\nls\n```", page, {block.key: proof})
