"""Statements in, what each of them printed and how it ended out; the next block finds the same terminal."""

import base64
from collections.abc import Sequence
from typing import NamedTuple

from live.statements import Statement
from live.terminal import Terminal

KEPT = 200_000  # bytes of one stream of one statement
LARGEST_FILE = 256 * 1024  # KiB; whatever prints or writes more does so without end. etcd's own log has 64 MiB
TOO_LARGE = 153  # the exit status of what went beyond it: 128 + SIGXFSZ
END = "LIVE-END-OF-STATEMENT"

BEGIN = """\
__live_run=$LIVE_RUN; __live_at={folder}; __live_now=; shopt -s expand_aliases
mkdir -p $__live_at/run || exit 99
cd {home} || exit 99
__live_keep() {{
  {{ declare -p | grep -v '^declare -[-A-Za-z]* \\(LIVE_RUN\\|__live_\\)'; declare -f; alias -p
    printf 'cd %q\\n' "$PWD"; }} > $__live_at/state.new && mv $__live_at/state.new $__live_at/state
}}
__live_left() {{
  local __live_ended_with=$?
  [ -z "$__live_now" ] || echo $__live_ended_with > $__live_at/run/$__live_now.status
  __live_keep
}}
if [ -f $__live_at/state ]; then . $__live_at/state 2>/dev/null; fi
export LIVE_RUN=$__live_run
trap __live_left EXIT
ulimit -f {largest} 2>/dev/null
"""
ONE = """\
cat > $__live_at/run/{n}.sh <<'{end}'
{text}
__live_ended=("$?" "${{PIPESTATUS[@]}}")
{end}
__live_now={n}; __live_ended=(); : > $__live_at/run/{n}.began
. $__live_at/run/{n}.sh > $__live_at/run/{n}.out 2> $__live_at/run/{n}.err < /dev/null
__live_status=$?
{{ set +eux; }} 2>/dev/null
if [ "${{#__live_ended[@]}}" = 0 ]; then __live_ended=($__live_status); fi
echo "${{__live_ended[@]}}" > $__live_at/run/{n}.status
{asked}
__live_now=
"""
COLLECT = """
for __live_n in {numbers}; do
  for __live_part in began status out err asked; do
    __live_file={folder}/run/$__live_n.$__live_part
    if [ -f $__live_file ]; then echo "$__live_n $__live_part $(head -c {kept} $__live_file | base64 -w0)"; fi
  done
done
echo live-collected
rm -rf {folder}/run
"""


class Answer(NamedTuple):
    """What came of a statement. `status` is None if it was still running at the limit, or never began.

    `asked`: what is in the variable or the file that its answer went to; None if it went to stdout.
    """

    status: int | None = None
    stages: tuple[int, ...] = ()
    stdout: str = ""
    stderr: str = ""
    asked: str | None = None
    began: bool = False


class Lost(Exception):
    """The place where the blocks run does not answer any more."""


class Shell:
    """One terminal as a reader has it: variables, functions, aliases and the current folder carry over."""

    def __init__(self, terminal: Terminal, home: str = '"$HOME"') -> None:
        self.terminal = terminal
        self.folder = f"/tmp/.live-{terminal.token}"
        self.home = home

    def run(self, statements: Sequence[Statement], seconds: float) -> list[Answer]:
        """Run the statements in one bash, one after the other, whatever becomes of each."""
        begin = BEGIN.format(folder=self.folder, home=self.home, largest=LARGEST_FILE)
        parts = [self._one(number, statement) for number, statement in enumerate(statements)]
        collect = self._collect(len(statements))
        ran = self.terminal.run("".join([begin, *parts, "\n__live_left\ntrap - EXIT", collect]), seconds)
        printed = ran.stdout
        if ran.status is None or "live-collected" not in printed:  # killed, or a statement ended the shell
            printed = self.terminal.run(collect, 30).stdout
        if "live-collected" not in printed:
            raise Lost(ran.stderr.strip().rsplit("\n", 1)[-1])
        answers = _answers(printed, len(statements))
        return answers if ran.status is None else [_ended(answer, ran.status) for answer in answers]

    def close(self) -> None:
        """Leave nothing behind: no process, no file."""
        self.terminal.end_all()
        self.terminal.run(f"rm -rf {self.folder}", 10)

    def _one(self, number: int, statement: Statement) -> str:
        asked = ""
        if statement.answer:
            name = statement.answer
            is_variable = name.startswith("$") and name[1:].isidentifier()
            shown = f'printf %s "{name}"' if is_variable else f"head -c {KEPT} {name}"
            asked = f"{{ {shown}; }} > $__live_at/run/{number}.asked 2>/dev/null"
        return ONE.format(n=number, text=statement.text, end=f"{END}-{self.terminal.token}", asked=asked)

    def _collect(self, count: int) -> str:
        return COLLECT.format(folder=self.folder, numbers=" ".join(map(str, range(count))), kept=KEPT)


def _answers(printed: str, count: int) -> list[Answer]:
    """Read the lines `number part base64`."""
    parts: dict[tuple[int, str], str] = {}
    for line in printed.splitlines():
        number, _, rest = line.partition(" ")
        name, _, data = rest.partition(" ")
        if number.isdecimal():
            parts[int(number), name] = base64.b64decode(data).decode("utf-8", "replace")
    return [_answer({name: text for (n, name), text in parts.items() if n == number}) for number in range(count)]


def _ended(answer: Answer, status: int) -> Answer:
    """What took the shell with it ended as the shell did."""
    cut_off = answer.began and answer.status is None
    return answer._replace(status=abs(status) + 128 * (status < 0)) if cut_off else answer


def _answer(parts: dict[str, str]) -> Answer:
    status, *stages = [int(word) for word in parts.get("status", "").split()] or [None]
    return Answer(
        status, tuple(stages), parts.get("out", ""), parts.get("err", ""), parts.get("asked"), "began" in parts
    )
