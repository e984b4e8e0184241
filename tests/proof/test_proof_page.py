"""The page that accounts for every block: counts, reasons, links that lead somewhere, nothing taken for markup."""

import re

import markdown

from blockcheck.page import Page
from blockcheck.proof import blocks, proof_page
from blockcheck.proof.record import Proof

ODD = "a `b` [c](d) <e> | *f* _g_ {h} #i"
TEXT = f"""\
---
title: "{ODD}"
---

# One

## The `same` heading

```bash
kubectl get pods
```

## The same heading

```bash
ls
sudo systemctl status '<b>' | grep -c "*a*" | tee `date` [x](y) # and so on and so forth and on and on
```

<!-- live: no, needs a terminal: <script> | *and* more -->
```yaml
apiVersion: v1
kind: Namespace
```
"""


def page() -> tuple[Page, str]:
    note = Page("docs/a/b.md", TEXT)
    first = blocks.of(note)[0]
    proofs = {first.key: Proof("a/b.md", first.key, "run", "", "Kubernetes v1.35.4, etcd 3.6.16")}
    return note, proof_page.generated({"a/b.md": note, "c.md": Page("docs/c.md", "# c")}, {"a/b.md": proofs})


def html(text: str) -> str:
    return markdown.markdown(text.partition("\n---\n")[2], extensions=["attr_list", "tables", "toc"])


def test_it_counts_by_page_and_by_reason():
    shown = re.sub(r"<[^>]+>", " ", html(page()[1]))
    assert re.search(r";i\s+1\s+0\s+0\s+2\s+0\s", shown)
    assert re.search(r"All\s+1\s+0\s+0\s+2\s+0\s", shown)
    assert "2 blocks: needs a real node: 1; needs a terminal: 1." in shown
    assert "Proven on Kubernetes v1.35.4, etcd 3.6.16." in shown
    assert "c.md" not in shown


def test_every_static_block_is_listed_with_the_command_that_says_why():
    shown = html(page()[1])
    assert 'href="../a/b.md#the-same-heading_1"' in shown and 'id="a-b"' in shown
    assert "<code>sudo systemctl status &#39;&#60;b&#62;&#39; &#124;" in shown
    assert "<code>kind&#58; Namespace</code>" in shown


def test_nothing_is_taken_for_markup():
    shown = html(page()[1])
    assert not re.search(r"<script|<b>|<e>|<em>|href=\"[dy]\"", shown)


def test_anchors_are_those_of_the_built_page():
    note = page()[0]
    body = markdown.markdown("\n".join(note.lines[note.front.end :]), extensions=["attr_list", "toc"])
    assert list(proof_page.anchors(note).values()) == re.findall(r'<h\d id="([^"]+)"', body)


def test_without_notes_or_a_record_it_still_is_a_page():
    assert "Nothing is recorded yet." in proof_page.generated({}, {})


def test_fifty_pages_stay_below_4000_nodes():
    static = "".join(f"## Heading {n}\n\n```bash\nssh node-{n}\n```\n\n" for n in range(8))
    notes = {f"section/page-{n}.md": Page("", f"---\ntitle: Page {n}\n---\n\n# Page\n\n{static}") for n in range(50)}
    assert len(re.findall(r"<\w", html(proof_page.generated(notes, {})))) < 2_600  # the frame of a page has some 400
