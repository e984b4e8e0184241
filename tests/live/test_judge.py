"""An answer in, whether it answers anything out."""

from types import SimpleNamespace

import pytest

from live.judge import is_empty
from live.script import Answer

QUESTION = SimpleNamespace(asks=True, endless=False, called=())


@pytest.mark.parametrize(
    "said",
    [
        "",
        " \n",
        "NAME   READY   STATUS\n",
        "\x1b[2J\x1b[HCONTAINER           NAME                CPU %               MEM\n",  # crictl stats clears the screen
    ],
)
def test_a_header_or_nothing_is_no_answer(said: str) -> None:
    assert is_empty(QUESTION, Answer(status=0, stdout=said, began=True))


def test_a_row_is_an_answer() -> None:
    assert not is_empty(QUESTION, Answer(status=0, stdout="NAME   READY\nweb    1/1\n", began=True))
