"""Pages and the record in, the page that accounts for every block out: made when the site is built, never committed."""

from collections import Counter
from collections.abc import Mapping

import markdown

from blockcheck.page import Page
from blockcheck.proof import blocks, stamps, static
from blockcheck.proof.blocks import ProofBlock
from blockcheck.proof.live_markers import REASONS
from blockcheck.proof.places import places
from blockcheck.proof.record import Proof
from blockcheck.proof.stamps import Counts, count

PATH = "contributing/proof.md"
HIDDEN = "\n\n<!-- search: off -->"  # who searches for a command wants its own page
LONGEST = 70  # characters of a command that are shown
FRONT = """\
---
title: Proof
description: Which blocks of these notes were run on a real Kubernetes control plane, on which versions, and why others were not.
competencies: []
aliases: [live proof, proven commands, tested commands]
search:
  boost: 0.35
---

# Proof

Every block of commands and every manifest of these notes is run on a throw-away cluster, or stands below with its reason.
The cluster is made by kubeadm: a control-plane node and two workers, each with a real kubelet and containerd, no internet.
Images such as `nginx` and `busybox` are stand-ins made of a static busybox, so their own output is not the original's.

| Word | What it means |
|---|---|
| run | Its commands ran in page order on the real programs, ended well, and printed what the page shows. |
| run against simulated nodes | As run, but a simulated node answered `logs`, `exec` or `top`: only on a cluster that has such nodes. |
| admitted | The manifest passed the API server's schema, defaults and admission (`kubectl apply --dry-run=server`). |
| not run | It cannot run in a throw-away cluster; the reason is one of five. |
| not proven yet | The block is new or has changed since the last run. |

An exam task is proven by its verify command: it says no before the solution and yes after it.
"""


def anchor(page: str) -> str:
    """Where a page stands on the proof page: `architecture/etcd.md` -> `architecture-etcd`."""
    return page.removesuffix(".md").replace("/", "-")


def generated(pages: Mapping[str, Page], proofs: Mapping[str, Mapping[str, Proof]]) -> str:
    """The Markdown of the page, from the notes by their paths below `docs`."""
    counted = {path: stamps.counts(blocks.of(page), proofs.get(path, {})) for path, page in sorted(pages.items())}
    counted = {path: found for path, found in counted.items() if any(found[:5])}
    not_run = {path: _static(path, pages[path]) for path in counted}
    on = sorted({proof.on for path in counted for proof in proofs.get(path, {}).values()})
    versions = f"Proven on {'; '.join(map(_text, on))}.\n" if on else "Nothing is recorded yet.\n"
    rows = [_row(path, pages[path], found) for path, found in counted.items()]
    lists = [f"### {_title(pages[path], path)}{HIDDEN}\n\n{items}" for path, items in not_run.items() if items]
    return "\n".join([
        FRONT, versions, f"## Blocks by page{HIDDEN}\n", "| Page | Run | Simulated | Admitted | Not run | Not yet |",
        "|---|--:|--:|--:|--:|--:|", *rows, _total(list(counted.values())), f"\n## Blocks not run{HIDDEN}\n", _reasons(pages),
        *lists,
    ])  # fmt: skip


def _row(path: str, page: Page, found: Counts) -> str:
    name = f"[{_title(page, path)}](../{path}){{ #{anchor(path)} }}"
    return f"| {name} | {_numbers(found)} |"


def _total(found: list[Counts]) -> str:
    return f"| All | {_numbers(Counts(*map(sum, list(zip(*found, strict=True))[:5]), ''))} |" if found else ""


def _numbers(found: Counts) -> str:
    return " | ".join(map(str, (found.run - found.simulated, *found[1:5])))


def _reasons(pages: Mapping[str, Page]) -> str:
    """How many blocks have which reason."""
    every = Counter(block.reason for page in pages.values() for block in blocks.of(page) if block.reason)
    listed = [f"{reason}: {every[reason]}" for reason in REASONS if every[reason]]
    return f"{count(every.total(), 'block')}: {'; '.join(listed)}.\n" if listed else "None.\n"


def _static(path: str, page: Page) -> str:
    """A list item for each static block of a page: where it stands, its first command, the reason."""
    ids = anchors(page)
    items = []
    for found in blocks.of(page):
        if found.reason:
            heading = places(page).of[found.block.header.line].heading
            at = f"#{ids[heading.line]}" if heading.line in ids else ""
            detail = next((m.value for m in found.markers if m.verb == "no"), found.reason)
            link = f"[{_text(heading.text.replace('`', '') or 'Top')}](../{path}{at})"
            items.append(f"- {link}: {_code(found, page)}: {_text(detail)}")
    return "\n".join([*items, ""]) if items else ""


def anchors(page: Page) -> dict[int, str]:
    """Line of a heading -> its anchor, as Python-Markdown makes them."""
    if "headings' anchors" not in page.cache:
        page.cache["headings' anchors"] = [_anchors(page)]
    return page.cache["headings' anchors"][0]


def _anchors(page: Page) -> dict[int, str]:
    headings = places(page).headings
    reader = markdown.Markdown(extensions=["attr_list", "toc"])
    reader.convert("\n\n".join(page.lines[heading.line - 1] for heading in headings))
    ids = list(_ids(reader.toc_tokens))  # type: ignore[attr-defined]
    return {heading.line: one for heading, one in zip(headings, ids, strict=False)}


def _ids(tokens: list[dict]) -> list[str]:
    return [one for token in tokens for one in (token["id"], *_ids(token["children"]))]


def _title(page: Page, path: str) -> str:
    title = page.front.fields.get("title")
    return _text(title if isinstance(title, str) and title else path)


def _text(text: str) -> str:
    """Text as it is, whatever Markdown or a table would make of it."""
    return "".join(f"&#{ord(c)};" if c in "\\`*_{}[]()#+!|~<>&:@\"'" else c for c in " ".join(text.split()))


def _code(found: ProofBlock, page: Page) -> str:
    """The line of a block that says why it is static, or else its first, cut to fit."""
    why = static.reasons(page).get(found.block.header.line)
    said = [line for line in found.block.lines if line.text.strip() and not line.text.strip().startswith("#")]
    telling = (line for line in said if (why and line.number == why.line) or line.text.startswith("kind:"))
    line = next(telling, said[0])
    text = line.text.strip().removeprefix("$ ")
    return f"<code>{_text(text if len(text) <= LONGEST else f'{text[: LONGEST - 1]}…')}</code>"
