"""The hook, by what MkDocs makes of small sites: what stops a build, what only warns while serving."""

import json
import logging
import os
import re
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import hook
from blockcheck import cheat_sheet, pages, versions
from blockcheck.diagram import diagrams
from blockcheck.proof import record
from blockcheck.proof.blocks import proof_blocks
from blockcheck.proof.record import Proof
from small_site import ROOT, Site

GENERATED = pages.generated()
INDEX = "contributing/rules/index.md"
WITHOUT_MERMAN = "SKIPPED diagrams: merman has no wheel for this platform"  # in a pipeline they fail instead
TITLES = "    accTitle: A title\n    accDescr: What it shows\n"
FLOW = f"flowchart TB\n{TITLES}    A --> B"
PIE = f'pie\n{TITLES}    "a" : 1'


def fence(source: str, language: str = "mermaid", indent: str = "") -> str:
    return "".join(f"{indent}{line}\n" for line in (f"```{language}", *source.split("\n"), "```")) + "\n"


@pytest.fixture(autouse=True)
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """One generated page instead of one a rule: each test builds a site."""
    monkeypatch.setattr(pages, "generated", lambda: {INDEX: "# Rules\n"})


@pytest.mark.skipif(not diagrams.available() and "CI" not in os.environ, reason=WITHOUT_MERMAN)
def test_diagrams_are_drawn_wherever_a_fence_may_stand(tmp_path: Path) -> None:
    body = (
        fence(FLOW)
        + "- in a list\n\n"
        + fence(FLOW, indent="    ")
        + '!!! note "In a box"\n\n'
        + fence(FLOW, indent="    ")
    )
    page = Site(tmp_path, body + '??? note "Folded"\n\n' + fence(FLOW, indent="    ")).build()
    assert page.count("<figure") == 4
    assert all(page.count(f'"diagram-{n}-title"') == 2 for n in (1, 2, 3, 4))
    assert "mermaid" not in page
    assert not (tmp_path / "site" / "assets" / "preview.mjs").exists()


def test_a_diagram_of_a_type_not_drawn_stops_the_build_with_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = Site(tmp_path, fence(PIE))
    with pytest.raises(Abort):
        site.build()
    assert re.search(r"page\.md:13:1: .*pie is not drawn here", caplog.text)
    assert not site.out.exists()


def test_while_serving_it_falls_through_to_mermaid2_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        page = Site(tmp_path, fence(PIE) + fence(FLOW), serving=True).build()
    assert 'class="mermaid"><code>pie' in page
    assert "window.mermaidConfig" in page and "assets/preview.mjs" in page
    assert (tmp_path / "site" / "assets" / "preview.mjs").exists()
    place = f"{os.path.relpath(tmp_path / 'docs' / 'page.md')}:12: this diagram cannot be drawn"
    assert [m for m in caplog.messages if m.startswith(place) and "mermaid2" in m]
    assert ("<figure" in page) == diagrams.available()


def test_without_merman_serve_goes_on_and_build_refuses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagrams, "_merman", lambda: None)
    with caplog.at_level(logging.WARNING):
        page = Site(tmp_path, fence(FLOW), serving=True).build()
    assert 'class="mermaid"><code>flowchart' in page and "<figure" not in page
    assert any("page.md:12" in message and "no wheel" in message for message in caplog.messages)
    refusing = tmp_path / "again"
    refusing.mkdir()
    caplog.clear()
    with pytest.raises(Abort):
        Site(refusing, fence(FLOW)).build()
    assert "no wheel for this platform" in caplog.text


def test_an_error_stops_the_build_and_only_warns_while_serving(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    body = "Get the pods:\n\n" + fence("kubectl get pods |", "bash")
    broken = tmp_path / "broken"
    broken.mkdir()
    site = Site(broken, body)
    with pytest.raises(Abort):
        site.build()
    assert "page.md:15:" in caplog.text
    assert not site.out.exists()
    served = tmp_path / "served"
    served.mkdir()
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        page = Site(served, body, serving=True).build()
    assert "kubectl" in page
    assert [r for r in caplog.records if "page.md:15:" in r.getMessage() and r.levelname == "WARNING"]


BROKEN = {
    "bash": "kubectl gte pods",
    "console": "$ kubectl gte pods",
    "yaml": "a: [b",
    "json": "{a}",
    "toml": "[a",
    "mermaid": "flowchart TB\n    A[",
    '{ .text program="etcd" }': "--data-dri=/var/lib/etcd",
}


@pytest.mark.parametrize("language", BROKEN)
def test_one_broken_block_of_each_kind_stops_the_build_with_its_place(
    language: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        Site(tmp_path, "Try:\n\n" + fence(BROKEN[language], language)).build()
    place = re.search(r"page\.md:(\d+):\d+: [a-z-]+: ", caplog.text)
    assert place and int(place[1]) in range(14, 18), caplog.text


def test_while_serving_a_finding_stands_at_its_block_until_it_is_mended(tmp_path: Path) -> None:
    wrong = "Drain it:\n\n" + fence("kubectl drain node-1 --ignore-deamonsets", "bash")
    site = Site(tmp_path, "Use `kubectl get pod --al`.\n\n" + wrong + "Words after.\n", serving=True)
    page = site.build()
    boxes = re.findall(r'<div class="finding error".*?</div>', page)
    assert len(boxes) == 2
    assert page.index("</h1>") < page.index(boxes[0]) < page.index("Use <code>")  # inline code has no box of its own
    assert page.index("kubectl") < page.index(boxes[1]) < page.index("Words after.")
    assert "Line 17" in boxes[1] and "Write <code>--ignore-daemonsets</code>." in boxes[1]
    assert 'href="../contributing/rules/unknown-flag/"' in boxes[1]
    site.page.write_text(site.page.read_text().replace("deamon", "daemon").replace("--al`", "-A`"))
    assert "finding" not in site.build()


def test_markup_in_a_fence_that_falls_through_is_shown_and_not_run(tmp_path: Path) -> None:
    source = PIE + '\n    "<img src=x onerror=alert(1)>" : 2'
    page = Site(tmp_path, fence(source), serving=True).build()
    assert "<img" not in page and "&lt;img" in page


def test_aliases_count_for_the_whole_page_and_are_not_shown(tmp_path: Path) -> None:
    site = Site(tmp_path, "## A heading\n\nMore words.\n")
    assert "etdc" not in site.build()
    (entry,) = (one for one in site.read("search/index.json")["pages"] if one["url"] == "page/")
    assert entry == {"url": "page/", "title": "A page", "aliases": ["etdc", "<b>", "6443"], "boost": 1.0}


def test_the_search_reads_sections_and_no_solutions(tmp_path: Path) -> None:
    site = Site(tmp_path, '## A heading\n\nMore words.\n\n??? success "Solution"\n\n    Secret.\n')
    site.build()
    index = site.read("search/index.json")
    here = [number for number, (page, *_) in enumerate(index["sections"]) if index["pages"][page]["url"] == "page/"]
    assert [index["sections"][number][1:] for number in here] == [["", "A page", 1], ["a-heading", "A heading", 1]]
    texts = site.read("search/pages.json")
    assert [texts[str(number)] for number in here] == ["Words.", "More words."]


def test_nothing_of_materials_search_is_published(tmp_path: Path) -> None:
    site = Site(tmp_path, "")
    assert 'name="search"' not in site.build()
    assert {file.name for file in (site.out / "search").iterdir()} >= {"index.json", "pages.json"}
    assert not (site.out / "search" / "search_index.json").exists()
    assert not list((site.out / "assets" / "javascripts").glob("workers/*"))


def test_placeholders_of_blocks_are_elements_and_those_of_output_are_not(tmp_path: Path) -> None:
    body = fence("kubectl drain <node> -n '<ns>'", "bash") + fence("IP <none>", '{ .text title="Output" }')
    page = Site(tmp_path, body).build()
    assert re.findall("<var>(.*?)</var>", page) == ["&lt;node&gt;", "&lt;ns&gt;"]
    assert 'title="Fill in &lt;node&gt;, &lt;ns&gt;"' in page
    assert re.search('class="highlight no-copy"[^>]*><span class="filename">Output', page)


def test_blanks_in_blocks_are_no_elements(tmp_path: Path) -> None:
    page = Site(tmp_path, fence("kubectl get pods \\\n  -n kube-system", "bash")).build()
    assert 'class="w"' not in page
    assert "kubectl get pods " in re.sub("<[^>]*>", "", page)
    assert "\n  -n kube-system" in re.sub("<[^>]*>", "", page)


def test_a_competency_without_a_page_stops_the_build(tmp_path: Path) -> None:
    site = Site(tmp_path, "")
    site.config.extra["competencies_to_come"].remove("S3")
    with pytest.raises(Abort):
        site.build()


def test_a_competency_without_a_page_does_not_stop_serving(tmp_path: Path) -> None:
    site = Site(tmp_path, "<!-- competencies: S -->\n", serving=True)
    site.config.extra["competencies_to_come"].remove("S3")
    assert "no page yet" in site.build()


def test_a_cheat_sheet_whose_list_names_nothing_stops_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path, "List the Pods:\n\n" + fence("kubectl get pods", "bash"))
    site.config.nav.append(cheat_sheet.PATH)
    entry = cheat_sheet.Entry("Pods", "page.md", "List the Pods", table=False)
    monkeypatch.setattr(cheat_sheet, "entries", lambda: [entry])
    site.build()
    sheet = (site.out / "reference" / "cheat-sheet" / "index.html").read_text(encoding="utf-8")
    assert "assets/cheat-sheet.css" in sheet and '<a href="../../page/#a-page">List the Pods</a>' in sheet
    monkeypatch.setattr(cheat_sheet, "entries", lambda: [entry._replace(begins="List the Jobs")])
    with pytest.raises(Abort):
        site.build()
    assert "no block has a line above it that begins “List the Jobs”" in caplog.text


def test_versions_and_competencies_stand_on_every_page(tmp_path: Path) -> None:
    site = Site(tmp_path, "")
    site.build()
    valid = f"Valid for Kubernetes v{versions.of('kubernetes')}, etcd 3.6, containerd 2.x"
    for page in site.out.rglob("*.html"):
        assert valid in page.read_text(encoding="utf-8"), page
    assert "C5 Highly available control plane" in (site.out / "page" / "index.html").read_text(encoding="utf-8")


def test_the_edit_link_follows_the_repository_and_generated_pages_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPOSITORY_URL", "https://host.invalid/someone/notes/")
    site = Site(tmp_path, "")
    assert 'href="https://host.invalid/someone/notes/edit/main/docs/page.md"' in site.build()
    assert 'rel="edit"' not in (site.out / "contributing" / "rules" / "index.html").read_text(encoding="utf-8")


def test_without_a_repository_there_is_no_edit_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPOSITORY_URL", raising=False)
    assert 'rel="edit"' not in Site(tmp_path, "").build()


def test_every_rule_has_its_place_in_the_navigation() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    hook.place_in_navigation(config.nav, GENERATED)
    listed = json.dumps(config.nav)
    assert [path for path in GENERATED if f'"{path}"' not in listed] == []


ON = "Kubernetes v1.35.4, etcd 3.6.16"
PROVEN = (
    fence("kubectl get pods", '{ .bash title="a" }')
    + '!!! note "In a box"\n\n'
    + fence("kubectl get nodes", "bash", "    ")
    + fence("ssh <node>", "bash")
    + fence("kubectl get services", "bash")
    + "````markdown\n```bash\nls\n```\n````\n"
)


def proven(site: Site, monkeypatch: pytest.MonkeyPatch, *outcomes: str) -> None:
    """Let the record say this of the page's first blocks."""
    found = zip(proof_blocks(site.page.read_text(encoding="utf-8")), outcomes, strict=False)
    proofs = [Proof("page.md", block.key, outcome, "", ON) for block, outcome in found]
    monkeypatch.setattr(record, "read", lambda: {(proof.page, proof.block): proof for proof in proofs})


def test_each_block_and_the_page_carry_their_stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, PROVEN)
    proven(site, monkeypatch, "run", "simulated")
    page = site.build()
    assert re.findall(r'data-proof="([^"]*)"', page) == [
        "run on v1.35.4",
        "run against simulated nodes, v1.35.4",
        "not run: needs a second machine",
        "not proven yet",
    ]
    assert 'title="a"' not in page and '<span class="filename">a</span>' in page
    sentence = "2 blocks run on v1.35.4, 1 of them against simulated nodes; 1 not proven yet; 1 not run."
    assert f'<a href="../contributing/proof/#page">Proven</a>: {sentence}' in page
    listed = (site.out / "contributing" / "proof" / "index.html").read_text(encoding="utf-8")
    assert 'id="page"' in listed and "ssh &#60;node&#62;" in listed


def test_a_page_without_blocks_says_nothing_of_proof(tmp_path: Path) -> None:
    page = Site(tmp_path, "Words.\n").build()
    assert "data-proof" not in page and "show-proof" not in page


def test_a_broken_record_stops_the_build_with_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("proof.jsonl:1: this is no line of the record")

    monkeypatch.setattr(record, "read", broken)
    with pytest.raises(Abort):
        Site(tmp_path, "Words.\n").build()
    assert "proof.jsonl:1: this is no line" in caplog.text
