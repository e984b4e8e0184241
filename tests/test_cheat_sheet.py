"""The cheat sheet's Markdown: what an entry copies, and what is said of one that names nothing."""

from pathlib import Path

import pytest

from blockcheck import cheat_sheet
from blockcheck.cheat_sheet import Entry
from blockcheck.page import Page

DOCS = Path(__file__).parents[1] / "docs"
PAGE = """\
---
title: Pods
---

# Pods

## Make one: run

Run a [Pod](deployments.md#pods) of `nginx`:

```bash
kubectl run web --image=nginx \\
  --port=80
```

Run it:

```bash
kubectl run web --image=nginx
```

Run it again:

```bash
kubectl run again --image=nginx
```

A Pod:

```{ .yaml title="pod.yaml" }
apiVersion: v1
kind: Pod
metadata:
  name: web
```

### Ports

Some words.

| Port | What |
|---|---|
| 80 | [web](services.md) |

More words.

## Exam tasks

### A task

??? success "Solution"

    Run one more:

    ```bash
    kubectl run more --image=nginx
    ```
"""
NOTES = {"workloads/pods.md": Page("docs/workloads/pods.md", PAGE)}


def sheet(begins: str, page: str = "workloads/pods.md", table: bool = False) -> tuple[str, list[str]]:
    content, problems = cheat_sheet.generated(NOTES, [Entry("Pods", page, begins, table)])
    return content.partition("## Pods \n\n<!-- search: off -->\n\n")[2], problems


def test_a_block_is_copied_whole_below_its_purpose_which_leads_to_where_it_stands() -> None:
    purpose = "[Run a Pod of `nginx`](../workloads/pods.md#make-one-run)"
    block = "```text\nkubectl run web --image=nginx \\\n  --port=80\n```\n"
    assert sheet("Run a Pod of") == (f"{purpose}\n\n{block}", [])


def test_a_manifest_is_copied_without_the_name_of_its_file() -> None:
    content, problems = sheet("A Pod")
    assert "```text\napiVersion: v1\n" in content and "title=" not in content and problems == []


def test_a_table_is_copied_without_its_links() -> None:
    rows = "| Port | What |\n|---|---|\n| 80 | web |\n"
    assert sheet("Ports", table=True) == (f"[Ports](../workloads/pods.md#ports)\n\n{rows}", [])


def test_the_whole_line_names_one_block_although_others_begin_so() -> None:
    content, problems = sheet("Run it")
    assert "kubectl run web --image=nginx\n" in content and problems == []


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("Run a Deployment", "no block has a line above it that begins “Run a Deployment”"),
        ("Run", "3 blocks have a line above them that begins “Run”"),
        ("Run one more", "no block has a line above it that begins “Run one more”"),  # of an exam task
        ("", "4 blocks"),
    ],
)
def test_an_entry_that_names_no_block_or_several_is_an_error(begins: str, said: str) -> None:
    content, [problem] = sheet(begins)
    assert problem.startswith(f"cheat_sheet.yml: Pods: docs/workloads/pods.md: {said}")
    assert content == ""


def test_an_entry_of_a_page_or_table_that_is_not_there_is_an_error() -> None:
    assert sheet("Run it", "nowhere.md")[1] == ["cheat_sheet.yml: Pods: docs/nowhere.md: there is no such page"]
    assert "no headings read “Doors”" in sheet("Doors", table=True)[1][0]
    assert "there is no table" in sheet("Exam tasks", table=True)[1][0]


def test_the_list_is_read_in_its_order_and_everything_is_text() -> None:
    text = "A:\n  x.md:\n    - 6443\n    - table: Ports\nB:\n  x.md:\n    - yes\n"
    assert cheat_sheet.entries(text) == [
        Entry("A", "x.md", "6443", False),
        Entry("A", "x.md", "Ports", True),
        Entry("B", "x.md", "yes", False),
    ]


@pytest.mark.parametrize(
    "text", ["", "A:\n", "A: x.md\n", "A:\n  x.md: Run\n", "A:\n  x.md:\n    - chair: x\n", "A: [\n"]
)
def test_a_list_of_another_form_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"cheat_sheet\.yml"):
        cheat_sheet.entries(text)


def test_every_entry_of_the_real_list_names_one_thing_and_none_stands_twice() -> None:
    listed = cheat_sheet.entries()
    notes = {path: Page(f"docs/{path}", (DOCS / path).read_text(encoding="utf-8")) for path in {e.page for e in listed}}
    content, problems = cheat_sheet.generated(notes, listed)
    assert problems == []
    blocks = content.split("```text\n")[1:]
    assert len(blocks) > 80 and len(set(blocks)) == len(blocks)
