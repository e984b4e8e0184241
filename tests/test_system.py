"""System programs: places, cures and values that are missing; `rules/unknown-option.md` has the rest."""

import pytest

from blockcheck.command import system, system_specs
from blockcheck.page import Page


def found(line: str, rule: str = "unknown-option") -> list[tuple[str, str, str | None]]:
    """The message, the marked text and the fix of each problem of a line."""
    page = Page("docs/a.md", f"```bash\n{line}\n```\n")
    problems = list(system.diagnosed(page, rule))
    assert all(problem.span.line == problem.span.end_line == 2 for problem in problems)
    return [(p.message, line[p.span.column - 1 : p.span.end_column - 1], p.fix) for p in problems]


@pytest.mark.parametrize(
    "line, marked, fix",
    [
        ("sudo systemctl strat kubelet", "strat", "start"),
        ("apt-mark holdd kubelet", "holdd", "hold"),
        ("ip adr", "adr", "addr"),
        ("ip link hsow", "hsow", "show"),
        ("openssl x509 -in a --nooout", "--nooout", "-noout"),
        ("journalctl --sicne=today", "--sicne", "--since"),
        ("ssh node 'sudo sysctl --sytem'", "--sytem", "--system"),
        ("head -lines 3", "-lines", "--lines"),
        ("ss -lntpy", "y", None),
        ("sort -y", "-y", None),
        ("lsblk --nothing-like-it", "--nothing-like-it", None),
        ("iptables -t nat --destinatoin-port 80", "--destinatoin-port", "--destination-port"),
        ("curl '--slient' x", "'--slient'", "--silent"),
    ],
)
def test_place_and_cure(line, marked, fix):
    ((_, *rest),) = found(line)
    assert rest == [marked, fix]


def test_message_names_program_and_cure():
    assert found("apt-mark holdd a")[0][0] == "apt-mark has no command holdd; did you mean hold?"
    assert found("openssl req -nwe")[0][0] == "openssl req has no -nwe; did you mean -new?"


@pytest.mark.parametrize(
    "line, marked", [("journalctl -u", "-u"), ("openssl x509 -noout -in", "-in"), ("grep -nA", "-nA")]
)
def test_value_missing_at_the_end(line, marked):
    ((_, text, fix),) = found(line, "missing-value")
    assert (text, fix) == (marked, None)


@pytest.mark.parametrize(
    "line",
    [
        "journalctl -n",
        "journalctl -u <unit>",
        "journalctl -u $unit",
        "wget -q -O - 2>&1",
        "tail -n5 file",
        "xargs grep -e",
        "find . -exec ls --bogus {} ';' -name x",
        "iptables --made-up-by-a-module",
    ],
)
def test_what_may_be_right_is_left_alone(line):
    assert found(line) == found(line, "missing-value") == []


def test_lines_that_the_parser_runs_together_are_left_alone():
    page = Page(
        "docs/a.md", "```bash\nrun: `systemctl --user (start|stop) x`\nUse `a` to\nit does $A explicitly.\n```\n"
    )
    assert list(system.diagnosed(page, "unknown-option")) == []


def test_every_program_is_recorded_soundly():
    for name, spec in system_specs.known().items():
        assert spec.options or spec.commands, name
        assert all(option.startswith("-") for option in spec.options), name
        assert set(spec.options.values()) <= {"", "=", "[=]", "!", "..."}, name
        assert spec.style <= {"single", "stop"}, name


def test_a_word_that_goes_on_in_the_next_line_belongs_to_its_command():
    page = Page("docs/a.md", "```bash\ncurl http://localhost:8001/api/v1\\\n/namespaces --slient\n```\n")
    (problem,) = system.diagnosed(page, "unknown-option")
    assert (problem.span.line, problem.span.column, problem.fix) == (3, 13, "--silent")
