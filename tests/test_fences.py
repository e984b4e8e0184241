"""Blocks and inline code with their places."""

from blockcheck.text import fences


def blocks(text: str) -> list[tuple[str, str, bool]]:
    return [(block.language, block.text, block.closed) for block in fences.parse(text.split("\n")).blocks]


def test_a_block_has_its_language_text_and_place():
    block = fences.parse(["Text", "", "```bash", "ls", "", "```"]).blocks[0]
    assert (block.language, block.text, block.closed) == ("bash", "ls\n", True)
    assert block.header == (3, 1, 3, 8)
    assert block.lines[0] == ("ls", 4, 1)


def test_indented_and_quoted_blocks_lose_their_prefix_and_keep_their_columns():
    assert blocks("- a\n\n    ```bash\n    ls\n      -l\n    ```") == [("bash", "ls\n  -l", True)]
    assert blocks("> ```bash\n> ls\n>\n> -l\n> ```") == [("bash", "ls\n\n-l", True)]
    assert fences.parse(["    ~~~text", "    a", "    ~~~"]).blocks[0].lines[0] == ("a", 2, 5)


def test_a_longer_fence_holds_shorter_ones():
    assert blocks("````markdown\n```bash\nls\n```\n````") == [("markdown", "```bash\nls\n```", True)]


def test_the_end_repeats_the_opening():
    assert blocks("```bash\nls\n````")[0][2] is False
    assert blocks("```bash\nls\n~~~")[0][2] is False
    assert blocks("    ```bash\n    ls\n  ```")[0][2] is False


def test_attributes():
    block = fences.parse(["```{ .text program=\"kube-apiserver\" title='a b' }", "```"]).blocks[0]
    assert (block.language, block.attributes) == ("text", {"program": "kube-apiserver", "title": "a b"})
    assert fences.parse(['``` bash title="x" hl_lines="1 2"', "```"]).blocks[0].broken is None
    assert fences.parse(['```bash live="no"', "```"]).blocks[0].broken


def test_backticks_in_a_line_of_prose_open_nothing():
    assert blocks("```bash``` is inline") == []


def test_inline_code_has_its_place_without_the_padding():
    found = fences.parse(["Use `kubectl get` or `` a `b` `` and `` `x` ``."]).inline
    assert [(code.text, code.span.column) for code in found] == [("kubectl get", 6), ("a `b`", 25), ("`x`", 41)]


def test_inline_code_that_does_not_end_is_left_alone():
    assert fences.parse(["a `b", "c` d"]).inline == ()
