"""A script ends by itself, at its limit, or when it prints too much; with all it started."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from live import terminal
from live.terminal import Terminal, stopping

LONG = f"61.{os.getpid()}7"  # seconds, of this test run alone


def alive(marker: str) -> bool:
    """Whether a process sleeps for just that long."""
    return any(marker in read(path) for path in Path("/proc").glob("[0-9]*/cmdline"))


def soon(sleeps: bool, marker: str) -> bool:
    """Whether it does, or does no more, within some seconds: a busy machine needs them to begin and to end one."""
    end = time.monotonic() + 5
    while alive(marker) != sleeps and time.monotonic() < end:
        time.sleep(0.05)
    return alive(marker) == sleeps


def read(path: Path) -> str:
    try:
        return path.read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def test_what_it_prints_and_its_status():
    ran = Terminal([]).run("echo out; echo err >&2; exit 3", 5)
    assert (ran.status, ran.stdout, ran.stderr) == (3, "out\n", "err\n")


def test_nothing_of_the_script_can_be_read_by_its_commands():
    assert Terminal([]).run("cat\necho still here", 5).stdout == "still here\n"


def test_killed_at_the_limit_with_what_left_its_group():
    began = time.monotonic()
    ran = Terminal([]).run(f"echo before; setsid sleep {LONG}31 & (sleep {LONG}32 &) ; sleep {LONG}33", 0.5)
    assert ran.status is None
    assert ran.stdout == "before\n"
    assert time.monotonic() - began < 5
    assert soon(False, f"sleep {LONG}3")


def test_a_child_in_the_background_does_not_hold_it_up():
    ran = Terminal([]).run(f"sleep {LONG}41 & echo done", 10)
    assert (ran.status, ran.stdout) == (0, "done\n")
    assert soon(True, f"sleep {LONG}41")


def test_end_all_ends_what_was_left():
    one, other = Terminal([]), Terminal([])
    one.run(f"setsid sleep {LONG}51 & echo", 5)
    other.run(f"setsid sleep {LONG}52 & echo", 5)
    one.end_all()
    assert soon(False, f"sleep {LONG}51")
    assert soon(True, f"sleep {LONG}52")
    other.end_all()
    assert soon(False, f"sleep {LONG}52")


def test_endless_output_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(terminal, "LARGEST", 100_000)
    ran = Terminal([]).run("yes", 10)
    assert ran.status is None
    assert len(ran.stdout) < 200_000


def test_a_closed_output_does_not_end_it():
    assert Terminal([]).run("exec >&- 2>&-; sleep 0.2; exit 7", 5).status == 7


def test_fork_bomb_is_ended():
    ran = Terminal([]).run(f"b() {{ [ $1 -gt 6 ] || {{ b $(($1+1)) & b $(($1+1)) & }}; sleep {LONG}61; }}; b 0", 1.5)
    assert ran.status is None
    assert soon(False, f"sleep {LONG}61")


def test_stopping_unwinds_the_thread():
    seen = []

    def work() -> None:
        try:
            Terminal([]).run(f"sleep {LONG}71", 30)
        except KeyboardInterrupt:
            seen.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.2)
    stopping.set()
    thread.join(5)
    stopping.clear()
    assert seen == ["stopped"]
    assert soon(False, f"sleep {LONG}71")


def test_a_prefix_stands_before_it():
    assert Terminal(["env", "COLOR=blue"]).run("echo $COLOR", 5).stdout == "blue\n"


@pytest.fixture(autouse=True)
def tidy():
    yield
    for path in Path("/proc").glob("[0-9]*"):
        if f"sleep {LONG}" in read(path / "cmdline"):
            os.kill(int(path.name), signal.SIGKILL)
