"""Statements run one by one in what feels like one terminal."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blockcheck.text.fences import Line
from live.script import TOO_LARGE, Answer, Lost, Shell
from live.statements import statements
from live.terminal import Terminal

Run = Callable[..., list[Answer]]


@pytest.fixture
def shell(place: Path) -> Iterator[Shell]:
    found = Shell(Terminal([]), str(place))
    yield found
    found.close()
    assert not Path(found.folder).exists()


@pytest.fixture
def run(shell: Shell) -> Run:
    def block(text: str, seconds: float = 10) -> list[Answer]:
        return shell.run(statements(tuple(Line(one, n, 1) for n, one in enumerate(text.split("\n"), 1))), seconds)

    return block


def test_each_statement_has_its_own_output_and_status(run: Run):
    one, two, three = run("echo a; echo b >&2\nfalse\nls /nosuch | cat")
    assert (one.status, one.stdout, one.stderr) == (0, "a\n", "b\n")
    assert (two.status, two.stdout, two.stderr) == (1, "", "")
    assert (three.status, three.stages) == (0, (2, 0))


def test_the_next_block_finds_the_same_terminal(run: Run, place: Path):
    run('export A="two words" B=$\'a\\nb\'\nc=3\nmkdir d\ncd d\nf() { echo "f $1"; }\nalias k=echo\nset -u\nl=(1 2)')
    [one, two, three, four] = run('echo "$A" "$B" $c "${l[1]}" $none\npwd\nf x\nk y')
    assert one.stdout == "two words a\nb 3 2\n"
    assert two.stdout == f"{place}/d\n"
    assert three.stdout == "f x\n"
    assert four.stdout == "y\n"


def test_heredocs_loops_and_pipes_survive(run: Run, place: Path):
    answers = run("cat <<EOF > file\na: $((1 + 1))\n\n  b\nEOF\nfor x in 1 2\ndo\n  echo $x\ndone | tac\ncat file")
    assert [one.status for one in answers] == [0, 0, 0]
    assert answers[1].stdout == "2\n1\n"
    assert (place / "file").read_text() == answers[2].stdout == "a: 2\n\n  b\n"


def test_nothing_can_be_typed(run: Run):
    assert run("read x")[0].status == 1


def test_a_hung_block_says_which_statement_and_what_was_printed_before(run: Run):
    began = time.monotonic()
    one, two, three = run("echo before\necho half; sleep 300\necho never", 0.7)
    assert time.monotonic() - began < 5
    assert (one.status, one.stdout) == (0, "before\n")
    assert (two.began, two.status, two.stdout) == (True, None, "half\n")
    assert not three.began
    assert run("echo on")[0].stdout == "on\n"


def test_exit_ends_the_block_but_not_the_terminal(run: Run):
    one, two = run("export A=1; exit 4\necho never")
    assert (one.status, two.began) == (4, False)
    assert run("echo $A")[0].stdout == "1\n"


def test_set_e_does_not_end_the_block(run: Run):
    assert [one.status for one in run("set -euo pipefail\nfalse\necho $none\necho on")] == [0, 1, 0, 0]


def test_output_without_end_is_ended(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("live.script.LARGEST_FILE", 1024)
    one, two, three = run("yes\nyes > file\necho on")
    assert one.status == TOO_LARGE
    assert len(one.stdout) == 200_000
    assert two.status == TOO_LARGE
    assert three.stdout == "on\n"


def test_children_in_the_background_live_on_until_the_end(shell: Shell, run: Run):
    [one] = run("(while :; do sleep 0.1; echo x >> ticks; done) &")
    assert one.status == 0
    [before] = run("sleep 0.3; wc -l < ticks")
    assert int(before.stdout) > 0
    shell.terminal.end_all()
    first, second = run("wc -l < ticks\nsleep 0.3; wc -l < ticks")
    assert first.stdout == second.stdout


def test_answers_that_went_to_a_file_or_a_variable(run: Run):
    one, two, three = run("kubectl get pods > 'a file'\nx=$(kubectl get nothing)\nkubectl get x")
    assert one.asked and one.asked.startswith("NAME")
    assert two.asked == ""
    assert three.asked is None


def test_syntax_error_is_an_answer(run: Run):
    [one] = run("if true; then echo x")
    assert one.status and "syntax error" in one.stderr


def test_binary_output_and_odd_text(run: Run):
    one, two = run("printf '\\000\\377x'\necho '\u00fc LIVE-END $x `y`'")
    assert one.stdout == "\0\ufffdx"
    assert two.stdout == "\u00fc LIVE-END $x `y`\n"


def test_a_place_that_does_not_answer():
    with pytest.raises(Lost):
        Shell(Terminal(["false"])).run(statements((Line("ls", 1, 1),)), 5)
