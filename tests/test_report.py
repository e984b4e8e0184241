"""The four reports of one page that breaks several rules, compared with what is recorded in `golden/`."""

import json
from pathlib import Path

import pytest

from blockcheck import fix, report
from blockcheck.check import check_files
from blockcheck.finding import Finding

GOLDEN = Path(__file__).parent / "golden"
PAGE = """\
# A page: 100 % broken, ünïcode too

```bash
kubeclt get nodes
\tkubectl get pods —watch
echo "ä→" "
```

```yaml
a: [b
```

```bash
kubectl get pod <Pod Name>
```
"""


@pytest.fixture
def findings(tmp_path, monkeypatch) -> list[Finding]:
    monkeypatch.chdir(tmp_path)
    Path("a page, one.md").write_text(PAGE, encoding="utf-8")
    return check_files([Path("a page, one.md")])


@pytest.mark.parametrize("kind", report.FORMATS)
def test_report(kind, findings, request):
    golden = GOLDEN / f"report.{kind}"
    told = report.FORMATS[kind](findings)
    if request.config.getoption("--golden"):
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert told == golden.read_text(encoding="utf-8"), (
        "renew with: python3 scripts/dev.py test tests/test_report.py --golden"
    )


def test_colour_changes_nothing_but_the_colour(findings):
    coloured = report.as_text(findings, colour=True)
    for code in report.COLOURS.values():
        coloured = coloured.replace(code, "")
    assert coloured == report.as_text(findings)


def test_what_a_terminal_would_act_on_is_made_visible():
    hostile = Finding("a.md", 1, 1, 1, 2, "unknown-program", "error", "\033]0;title\a is not known\n::error::x", None)
    assert "\033" not in report.as_text([hostile]) and "\a" not in report.as_text([hostile])
    assert report.as_github([hostile]).splitlines()[0].count("::") == 2 + 2  # its own, and two that are text


def test_github_properties_are_escaped():
    finding = Finding("a,b:c%.md", 1, 1, 1, 2, "unknown-program", "error", "50 %\r\nmore", None)
    first = report.as_github([finding]).splitlines()[0]
    assert (
        first
        == "::error file=a%2Cb%3Ac%25.md,line=1,col=1,endLine=1,endColumn=2,title=unknown-program::50 %25%0D%0Amore"
    )


def test_errors_are_annotated_before_advice(findings):
    levels = [line.split(" ")[0] for line in report.as_github(findings).splitlines() if line.startswith("::")]
    assert levels == sorted(levels) and {"::error", "::warning"} == set(levels)


def test_no_findings():
    assert report.as_text([]) == "No findings.\n"
    assert json.loads(report.as_json([])) == [] and json.loads(report.as_sarif([]))["runs"][0]["results"] == []


def test_fix_writes_the_cures_and_nothing_else(tmp_path):
    page = tmp_path / "a.md"
    before = b"\xef\xbb\xbf# T\xc3\xa4\r\n\r\n```bash\r\nkubeclt get \xe2\x80\x9ca\xe2\x80\x9d   \r\n"
    before += b"kubectl get nodes --sohw-labels=true\r\n```\r\n\r\nend"
    page.write_bytes(before)
    assert fix.apply(check_files([page])) == 4
    after = before.replace(b"kubeclt", b"kubectl").replace(b"--sohw", b"--show")
    assert page.read_bytes() == after.replace(b"\xe2\x80\x9c", b'"').replace(b"\xe2\x80\x9d", b'"')


def test_fix_takes_the_first_of_two_cures_that_overlap():
    def found(column: int, end: int, cure: str) -> Finding:
        return Finding("a.md", 1, column, 1, end, "x", "error", "", cure)

    assert fix.mend("abcdef", [found(2, 4, "X"), found(3, 5, "Y"), found(5, 6, "Z")]) == ("aXdZf", 2)


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path, monkeypatch):
    page = tmp_path / "a.md"
    page.write_text("```bash\nkubeclt get nodes\n```\n")
    monkeypatch.setattr(fix.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError):
        fix.apply(check_files([page]))
    assert page.read_text().startswith("```bash\nkubeclt") and list(tmp_path.iterdir()) == [page]


def test_ten_annotations_say_as_much_as_they_can():
    many = [Finding("a.md", n, 1, n, 2, "unknown-flag", "error", "wrong", None) for n in range(1, 15)]
    other = Finding("a.md", 20, 1, 20, 2, "curly-quote", "error", "wrong", None)
    advice = Finding("a.md", 21, 1, 21, 2, "outdated-version", "advice", "old", None)
    lines = report.as_github([advice, *many, other]).splitlines()
    assert [line.split("title=")[1].split("::")[0] for line in lines[:3]] == [
        "unknown-flag",
        "curly-quote",
        "unknown-flag",
    ]
    assert lines[15].startswith("::warning")


def test_a_summary_lists_all_and_nothing_in_it_is_markup():
    finding = Finding("a|b.md", 3, 1, 3, 2, "unknown-flag", "error", "no <b>*--x*</b> | [a](b) @all", "a `b` | c")
    row = report.as_summary([finding]).splitlines()[4]
    assert row == (
        r"| `a\|b.md:3` | error | `unknown-flag` | no \<b\>\*--x\*\</b\> \| \[a\](b) \@all | `` a `b` \| c `` |"
    )
    assert report.as_summary([]).endswith("No findings.\n")
