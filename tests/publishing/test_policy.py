"""The policy of a page allows its own scripts, by hash, and nothing else."""

import base64
import hashlib
import re

import pytest

from publishing.policy import with_policy

PAGE = (
    '<!doctype html><html><head>\n  <meta charset="utf-8"><title>T</title><script>one()</script></head><body>'
    '<script id="c" type="application/json">{}</script>'
    '<script src="a.js"></script><script>\n two("</b>")\n</script><p onclick="three()">x</p></body></html>'
)


def policy(html: str) -> dict[str, list[str]]:
    found = re.search(
        r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">', with_policy(html)
    )
    assert found, "the policy has to stand before all that it is for"
    return {name: values for name, *values in (part.split() for part in found[1].split("; "))}


def test_each_inline_script_has_its_hash_and_no_other_script_has_one() -> None:
    hashes = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in ("one()", '\n two("</b>")\n')
    ]
    assert set(policy(PAGE)["script-src"]) == {"'self'", *(f"'sha256-{one}'" for one in hashes)}


def test_nothing_comes_from_elsewhere_and_no_script_is_unsafe() -> None:
    found = policy(PAGE)
    assert found["default-src"] == ["'self'"]
    assert not [value for value in found["script-src"] if "unsafe" in value]
    assert not [value for values in found.values() for value in values if "http" in value or value == "*"]


def test_the_rest_of_the_page_stays_as_it_is() -> None:
    made = with_policy(PAGE)
    assert re.sub(r"<meta (?:http-equiv|name)[^>]*>", "", made) == PAGE
    assert 'name="referrer"' in made


def test_a_page_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match="<head>"):
        with_policy("<p>x")


def test_scripts_of_the_text_have_no_hash_and_one_that_does_not_end_is_refused() -> None:
    allowed = with_policy(PAGE.replace("<p", "<script>three()</script><p"), "<script>three()</script>")
    assert re.findall(r"'sha256-[^']*'", allowed) == re.findall(r"'sha256-[^']*'", with_policy(PAGE))
    with pytest.raises(ValueError, match="does not end"):
        with_policy(PAGE.replace("<p", "<script>three()<p"), "<script>three()")
