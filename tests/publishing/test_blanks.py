"""Blanks that nobody sees are not sent; those in code are."""

from publishing.blanks import without_blanks


def test_a_run_of_blanks_is_one() -> None:
    assert without_blanks("<p>a  b\n\n  <b>c</b> \n</p>") == "<p>a b\n<b>c</b>\n</p>"


def test_code_scripts_and_what_is_typed_stay_as_they_are() -> None:
    kept = "<pre><code>a  b\n\n\n  c</code></pre><script>let a  = 1\n\n</script><textarea>\n\n</textarea>"
    assert without_blanks(f"{kept}\n\n  {kept}") == f"{kept}\n{kept}"


def test_a_preface_is_not_a_pre() -> None:
    assert without_blanks("<preface>a\n\n\nb</preface><pre>c\n\n</pre>") == "<preface>a\nb</preface><pre>c\n\n</pre>"
