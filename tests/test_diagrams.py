"""Mermaid in, problems or SVG out: what is said of a broken diagram, and what a drawn one is made of."""

import gzip
import os
import re
from xml.etree import ElementTree as ET

import pytest

from blockcheck.diagram import diagrams

WITHOUT_MERMAN = "SKIPPED diagrams: merman has no wheel for this platform"  # in a pipeline they fail instead
pytestmark = pytest.mark.skipif(not diagrams.available() and "CI" not in os.environ, reason=WITHOUT_MERMAN)

TITLES = "accTitle: A title\n    accDescr: What it shows\n"
TEN = (
    "flowchart TB\n    "
    + TITLES
    + "".join(
        f'    n{i}["component {i}<br>:{i}000"] -->|"call {i}"| n{i + 1}["component {i + 1}"]\n' for i in range(10)
    )
)
FLOW = f"""flowchart LR
    {TITLES}
    subgraph cp["Control plane"]
        sched["kube-scheduler"] -.->|watch| api["kube-apiserver<br>:6443"]
        api ==> etcd[("etcd")]
    end
    user --> api
"""
SEQUENCE = f"""sequenceDiagram
    {TITLES}
    participant K as kubectl
    participant A as kube-apiserver
    K->>A: POST
    Note over A: authenticate
    alt refused
        A-->>K: 403 Forbidden
    end
"""
STATE = f"""stateDiagram-v2
    {TITLES}
    [*] --> Pending
    Pending --> Running: scheduled
    state Running {{
        [*] --> Ready
    }}
    Running --> [*]
"""
TIMELINE = f"""timeline
    {TITLES}
    2016 : CRI
    2022 : dockershim removed<br>in v1.24
"""
EVERY = [FLOW, SEQUENCE, STATE, TIMELINE]


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(picture).iter("text")]


@pytest.mark.parametrize("source", EVERY)
def test_a_drawn_diagram_is_one_line_with_title_description_and_caption(source: str) -> None:
    figure = diagrams.figure(source, "diagram-1")
    assert diagrams.problem(source) is None
    assert "\n" not in figure
    root = ET.fromstring(figure)
    picture = root.find("div/svg")
    assert picture is not None
    named = {element.attrib["id"]: element.text for element in picture if element.tag in {"title", "desc"}}
    assert named[picture.attrib["aria-labelledby"]] == root.findtext("figcaption") == "A title"
    assert named[picture.attrib["aria-describedby"]] == "What it shows"
    assert picture.attrib["role"] == "img"


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        (FLOW, {"Control plane", "kube-scheduler", "watch", "kube-apiserver", ":6443", "etcd", "user"}),
        (SEQUENCE, {"kubectl", "kube-apiserver", "POST", "authenticate", "alt", "[refused]", "403 Forbidden"}),
        (STATE, {"Pending", "Running", "scheduled", "Ready"}),
        (TIMELINE, {"2016", "CRI", "2022", "dockershim removed", "in v1.24"}),
    ],
)
def test_every_label_is_drawn_as_text(source: str, labels: set[str]) -> None:
    assert set(texts(diagrams.svg(source, "d"))) == labels


def test_ids_are_unique_among_the_diagrams_of_a_page_and_arrow_heads_exist() -> None:
    page = "".join(diagrams.svg(source, f"diagram-{n}") for n, source in enumerate(EVERY))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    used = set(re.findall(r"url\(#([^)]+)\)", page))
    assert used and used <= set(ids)


def test_a_watch_is_dashed_and_a_thick_edge_is_thick() -> None:
    classes = [path.attrib["class"] for path in ET.fromstring(diagrams.svg(FLOW, "d")).iter("path")]
    assert classes.count("line dashed") == 1
    assert classes.count("line thick") == 1


def test_ten_nodes_are_small() -> None:
    assert len(gzip.compress(diagrams.figure(TEN, "d").encode())) < 4096


def test_the_same_source_is_drawn_the_same() -> None:
    assert diagrams.svg(FLOW, "d") == diagrams.svg(FLOW, "d")


@pytest.mark.parametrize(
    "label",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>tail",
        "<a href='javascript:alert(1)'>go</a>",
        "<svg onload=x>",
    ],
)
@pytest.mark.parametrize(
    "form", ['flowchart TB\n A["{}"] -->|"{}"| B', "sequenceDiagram\n A->>B: {}\n Note over A: {}"]
)
def test_markup_in_a_label_comes_out_harmless(label: str, form: str) -> None:
    root = ET.fromstring(diagrams.figure(form.replace("{}", label), "d"))
    for element in root.iter():
        assert element.tag not in {"script", "img", "a", "foreignObject", "style"}
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]


def test_a_title_cannot_break_out() -> None:
    source = 'flowchart TB\n accTitle: "><script>alert(1)</script>\n accDescr: </desc><b>\n A --> B'
    root = ET.fromstring(diagrams.figure(source, "d"))
    assert not list(root.iter("script")) and not list(root.iter("b"))


def test_a_link_in_a_diagram_is_not_kept() -> None:
    picture = diagrams.svg('flowchart TB\n A[one] --> B\n click A "javascript:alert(1)"', "d")
    assert "javascript" not in picture and texts(picture) == ["one", "B"]


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ("flowchart TB\n  A --> --> B", 2, 9, "unexpected edge operator"),
        ('flowchart TB\n  é["ééé"] --> A[open\n', 2, 17, "Unterminated node label"),
        ("sequenceDiagram\n  A->>", 2, 7, "unexpected end"),
        ("nonsense\n  x", 1, 1, "no Mermaid diagram"),
        ("", 1, 1, "no Mermaid diagram"),
    ],
)
def test_a_problem_has_its_place_and_the_parsers_words(source: str, line: int, column: int, words: str) -> None:
    found = diagrams.problem(source)
    assert found is not None
    assert found[:2] == (line, column)
    assert words in found[2]
    with pytest.raises(diagrams.CannotDraw):
        diagrams.svg(source, "d")


@pytest.mark.parametrize("source", ['pie\n  "a" : 1', "gantt\n  section A\n  task: 2020-01-01, 1d", "mindmap\n  root"])
def test_a_type_the_site_has_no_colours_for_is_a_problem(source: str) -> None:
    found = diagrams.problem(source)
    assert found is not None
    assert "use flowchart" in found[2]


def test_text_that_would_be_lost_is_a_problem() -> None:
    found = diagrams.problem('flowchart TB\n A@{img: "https://host.invalid/z.png", label: "Queue"} --> B')
    assert found is not None
    assert "foreignObject" in found[2]


def test_arrows_end_upright_on_the_border() -> None:
    """merman leads some edges along the border of a box; the head would point sideways."""
    source = """flowchart TB
    s["a wide box with words"] -.-> api
    api["kube-apiserver"] --> etcd
    k[kubelet] -.-> api
    p[kube-proxy] -.-> api
    api --> k
    """
    for path in ET.fromstring(diagrams.svg(source, "d")).iter("path"):
        if path.attrib["class"].startswith("line"):
            points = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path.attrib["d"])]
            assert points[-1][0] == pytest.approx(points[-2][0], abs=0.2), path.attrib["d"]
            assert points[0][0] == pytest.approx(points[1][0], abs=0.2), path.attrib["d"]


def test_without_merman_nothing_is_judged_and_nothing_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "_merman", lambda: None)
    assert not diagrams.available()
    assert diagrams.problem("flowchart TB\n A --> --> B") is None
    with pytest.raises(diagrams.CannotDraw, match="no wheel"):
        diagrams.figure(FLOW, "d")


@pytest.mark.parametrize(
    "source", ["flowchart TB\n" + "A-->B\n" * 3000, "flowchart TB\nA[" + "x" * 200_000, "\0", "﻿flowchart"]
)
def test_strange_input_is_a_problem_or_nothing_but_no_crash(source: str) -> None:
    diagrams.problem(source)
