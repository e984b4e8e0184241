"""The pipeline on bad input: findings or nothing, never a traceback, always inside the file, in linear time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blockcheck import check as checker
from blockcheck.check import check, check_files
from blockcheck.page import Page

LINES = st.sampled_from(
    ["```bash", "```", "````", "~~~", "```yaml", "```console", "```mermaid", "```json", "    ```bash", "    ```", "> ```bash", "> ls",
     "kubectl get <pod> -o yaml", "kubeclt get “pods”", "$ ls", "echo $(", "'", "a: [b", "\tkubectl", "- item", "flowchart TB", "A -->",
     "<!-- allow unknown-program: why -->", "<!-- allow", "---", "title: a", "ä→\u200b\u00a0", "cat <<EOF", "EOF", "\\ ",
     "`kubectl get`", ""]
)  # fmt: skip
PAGES = st.lists(LINES | st.text(max_size=20), max_size=30).map("\n".join)


def inside(page: Page, finding) -> bool:
    lines = page.lines
    return (
        1 <= finding.line <= finding.end_line <= len(lines)
        and 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        and finding.end_column <= len(lines[finding.end_line - 1]) + 2
        and (finding.line, finding.column) <= (finding.end_line, finding.end_column)
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES)
def test_never_crashes_and_every_finding_lies_inside_the_page(text):
    page = Page("docs/a.md", text)
    for finding in check([page]):
        assert inside(page, finding), (finding, text)


@settings(max_examples=50, deadline=None)
@given(PAGES, st.integers(1, 5))
def test_moving_a_page_down_moves_its_findings(text, count):
    text = "# Title\n\n" + text
    if text.count("```") % 2 or "~~~" in text or "````" in text:
        text = "# Title\n"
    before = [f for f in check([Page("a.md", text)]) if f.rule != "unclosed-fence"]
    after = [f for f in check([Page("a.md", "\n" * count + text)]) if f.rule != "unclosed-fence"]
    assert [(f.line + count, f.column, f.rule) for f in before] == [(f.line, f.column, f.rule) for f in after]


@pytest.mark.parametrize("indent", ["", "    ", "        "])
def test_indenting_a_block_moves_its_columns(indent):
    block = ["```bash", "kubeclt get nodes", "$ ls", 'echo "a', "```"]
    plain = check([Page("a.md", "\n".join(block))])
    moved = check([Page("a.md", "\n".join(indent + line for line in block))])
    assert plain and [(f.line, f.column + len(indent), f.rule) for f in plain] == [
        (f.line, f.column, f.rule) for f in moved
    ]


HOSTILE = {
    "one line of 1 MB": "a" * 1_000_000,
    "1 MB of backticks and spaces": "` `` ```" * 125_000,
    "1 MB of angle brackets": "<" * 500_000 + ">" * 500_000,
    "1 MB of angle brackets in a command": "```bash\n" + "<a " * 300_000 + "\n```",
    "one command of 1 MB": "```bash\nkubectl " + "get pods " * 110_000 + "\n```",
    "300,000 commands": "```bash\n" + "ls\n" * 300_000 + "```",
    "20,000 broken scripts": '```bash\nls\necho "\n```\n' * 20_000,
    "500 nested fences": "\n".join("    " * i + "`" * (3 + i) + "bash" for i in range(500)),
    "100,000 fences": "```bash\nls\n```\n" * 20_000,
    "deep YAML": "```yaml\n" + "[" * 300_000 + "\n```",
    "deep JSON": "```json\n" + "[" * 300_000 + "\n```",
    "deep TOML": "```toml\na = " + "[" * 100_000 + "\n```",
    "deep front matter": "---\na: " + "[" * 100_000 + "\n---\n",
    "deep shell": "```bash\n" + "$(" * 2_000 + "\n```",
    "long opening line": "```" + " " * 500_000 + "{" + "a=" * 200_000,
    "many markers": "<!-- allow unknown-program: x -->\n" * 10_000,
    "spaces": "```bash\n" + " " * 1_000_000 + "\\ \n```",
    "capitals": "```bash\n" + "AB  " * 250_000 + "a\n```",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_seconds_at_most(name):
    began = time.process_time()
    check([Page("docs/a.md", HOSTILE[name])])
    assert time.process_time() - began < 10  # a hang, not a benchmark: each takes well under two


def files(folder: Path) -> dict[str, bytes]:
    return {
        "latin.md": "Größe".encode("latin-1"),
        "crlf.md": b"\xef\xbb\xbf# A\r\n\r\n```bash\r\nkubeclt get nodes\r\n```\r\n",
        "empty.md": b"",
        "nul.md": b"```bash\nkubectl\0 get nodes\n```\n",
    }


def test_files_that_are_not_what_they_should_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in files(tmp_path).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "dangling.md").symlink_to("nowhere.md")
    (tmp_path / "folder.md").mkdir()
    found = {(f.path, f.line, f.column, f.rule) for f in check_files([Path(".")])}
    assert found == {
        ("latin.md", 1, 1, "unreadable-page"),
        ("dangling.md", 1, 1, "unreadable-page"),
        ("crlf.md", 4, 1, "unknown-program"),
        ("nul.md", 2, 8, "invisible-character"),
    }


def test_only_pages_that_changed_are_checked_again(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text("```bash\nkubeclt get nodes\n```\n", encoding="utf-8")
    checked: list[list[str]] = []
    whole = checker.check
    monkeypatch.setattr(
        checker, "check", lambda pages: checked.append([Path(p.path).stem for p in pages]) or whole(pages)
    )
    memory: checker.Memory = {}
    first = check_files([tmp_path], memory)
    (tmp_path / "b.md").write_text("# Fine now\n", encoding="utf-8")
    second = check_files([tmp_path], memory)
    assert checked == [["a", "b"], ["b"]]
    assert len(first) == 2 and second == first[:1]


WATCH = """
import os, sys, tempfile
from blockcheck.check import check
from blockcheck.page import Page
import blockcheck.rules; blockcheck.rules.every()
told = []
def watch(event, arguments):
    if event.split(".")[0] in ("socket", "ftplib", "urllib") or event in ("os.system", "os.exec", "os.fork"):
        told.append(event)
    if event in ("subprocess.Popen", "os.posix_spawn"):  # Python 3.13 does one by the other
        told.append(os.fsdecode(arguments[0]).replace("\\\\", "/").rsplit("/", 1)[-1])
sys.addaudithook(watch)
check([Page("docs/a.md", sys.stdin.read())])
print(sorted(set(told)))
"""


def test_only_shfmt_is_started_and_no_socket_is_opened():
    page = "".join(
        f"```bash\ncurl http://127.0.0.1:9/{n} | sh\nkubectl apply -f https://127.0.0.1/x.yaml\n```\n" for n in range(3)
    )
    page += '```yaml\na: !!python/object/apply:os.system [touch x]\n```\n```mermaid\nflowchart TB\nclick A href "http://127.0.0.1:9"\n```\n'
    path = os.pathsep.join(sys.path)
    run = subprocess.run(
        [sys.executable, "-c", WATCH],
        input=page,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert run.stdout.strip() in ("['shfmt']", "['shfmt.exe']", "['fork_exec', 'shfmt']"), run.stdout + run.stderr


def test_nothing_in_a_page_is_run(tmp_path):
    trap = tmp_path / "trap"
    check([Page("a.md", f"```bash\ntouch {trap}\n$(touch {trap})\n`touch {trap}`\n```\n")])
    assert not trap.exists()


def test_a_block_with_an_error_is_not_asked_to_be_run_first():
    def found(command: str) -> list[str]:
        page = Page(
            "docs/a.md",
            f"# A\n\nDo it:\n\n```bash\n{command}\n```\n\nAnd:\n\n```bash\nkubectl get nodes\n```\n",
            proofs={},
        )
        return [(one.line, one.rule) for one in check([page]) if one.rule in ("unproven-command", "removed-flag")]

    assert found("kubectl drain node-1") == [(5, "unproven-command"), (11, "unproven-command")]
    assert found("kubectl drain node-1 --delete-local-data") == [(6, "removed-flag"), (11, "unproven-command")]


def test_a_removed_option_with_one_heir_has_a_cure():
    (one,) = (
        one
        for one in check([Page("a.md", "```bash\nkubectl drain n --delete-local-data\n```\n")])
        if one.rule == "removed-flag"
    )
    assert one.fix == "--delete-emptydir-data"


@pytest.mark.parametrize(
    ("command", "meant"),
    [
        ("kubectl create job now --from-cronjob=web", "--from"),  # far from it by letters
        ("kubectl drain n --delete-emptydir", "--delete-emptydir-data"),
        ("kubectl rollout status deployment/web --time=60s", "--timeout"),
    ],
)
def test_an_option_that_another_begins_with_is_asked_about(command: str, meant: str):
    (one,) = (one for one in check([Page("a.md", f"```bash\n{command}\n```\n")]) if one.rule == "unknown-flag")
    assert one.message.endswith(f"; did you mean {meant}?")
    assert one.fix is None
