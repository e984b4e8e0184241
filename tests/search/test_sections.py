"""HTML of a page in, its sections out."""

import pytest

from blockcheck.search import sections
from blockcheck.search.sections import Section

HEAD = '<h1 id="t">Title<a class="headerlink" href="#t">&para;</a></h1>'


def test_sections_begin_at_headings_and_have_lines() -> None:
    html = (
        f'{HEAD}<p>One <b>two</b>\n three.</p><h2 id="a">A &amp; <code>b</code></h2>'
        "<ul><li>x</li><li>y</li></ul><table><tr><td>1</td><td>2</td></tr></table>"
    )
    assert sections.of(html) == [Section("", "Title", "One two three."), Section("a", "A & b", "x\ny\n1 2")]


def test_code_is_marked_line_by_line() -> None:
    code = '<pre><span></span><code>ls <span class="o">\\</span>\n  -l\n\nid\n</code></pre>'
    html = f'<h2 id="a">A</h2><p>Do:</p><div>{code}</div><p>Done.</p>'
    assert sections.of(html)[-1].text == "Do:\n\tls \\\n\t-l\n\tid\nDone."


def test_solutions_drawings_and_buttons_are_left_out() -> None:
    html = (
        '<h2 id="a">A</h2><p>Task.</p><details class="success"><summary>Solution</summary><p>Secret <i>one</i>.</p></details>'
        "<figure><svg><text>drawn</text></svg><figcaption>What it shows</figcaption></figure><button>Press</button><br>End."
    )
    assert sections.of(html) == [Section("a", "A", "Task.\nWhat it shows\nEnd.")]


def test_a_comment_switches_off_up_to_the_next_heading() -> None:
    html = '<h2 id="a">A</h2>in<!-- search: off --><p>out</p><h2 id="b">B</h2><p>in again</p>'
    assert sections.of(html) == [Section("a", "A", "in"), Section("b", "B", "in again")]


def test_tasks_are_told_apart() -> None:
    html = (
        '<h2 id="e">Exam tasks</h2><h3 id="x">X</h3><p>x</p><h3 id="y">Y</h3><h2 id="p">Pitfalls</h2><h3 id="z">Z</h3>'
    )
    assert {one.anchor: one.task for one in sections.of(html)} == {
        "e": False,
        "x": True,
        "y": True,
        "p": False,
        "z": False,
    }


@pytest.mark.parametrize(
    "html", ["", "</p></div>", "<p>open", "<h2>no id</h2>text", "<h2 id>empty</h2>", "a < b & c", "<pre><code>"]
)
def test_broken_html_is_read_as_far_as_it_goes(html: str) -> None:
    assert all(isinstance(one, Section) for one in sections.of(html))
