"""Which titled blocks become files of the live run."""

from blockcheck.proof.files import files
from blockcheck.proof.live_markers import LiveMarker
from blockcheck.proof.live_matter import LiveMatter, live_matter


def titled(title: str, language: str = "yaml", marker: str = "") -> str:
    return f'{marker}\n```{{ .{language} title="{title}" }}\na: <b>\n```\n'


def test_yaml_with_the_name_of_a_file_is_written():
    assert [(f.path, f.text, f.line) for f in files(titled("pod.yaml"))] == [("pod.yaml", "a: <b>\n", 2)]
    assert [f.path for f in files(titled("overlays/dev/kustomization.yml"))] == ["overlays/dev/kustomization.yml"]


def test_other_titles_are_no_files():
    for title in ("A Pod that waits", "../pod.yaml", "/etc/pod.yaml", "a/../../b.yaml", "$HOME/a.yaml"):
        assert files(titled(title)) == []
    assert files(titled("Output", "text")) == []
    assert files(titled("install.sh", "bash")) == []


def test_a_marker_writes_any_path():
    (found,) = files(titled("/etc/crictl.yaml", "text", "<!-- live: write -->"))
    assert (found.path, found.markers) == ("/etc/crictl.yaml", (LiveMarker("write", "", 1),))
    assert files(titled("two words", "text", "<!-- live: write -->")) == []


def test_front_matter_names_set_up_and_values():
    text = "---\nlive:\n  setup: |\n    a\n    b\n  values:\n    pod: $(c)\n    count: 3\n---\n"
    assert live_matter(text) == LiveMatter("a\nb\n", {"pod": "$(c)", "count": "3"})


def test_front_matter_names_add_ons():
    assert live_matter("---\nlive:\n  add-ons: [traefik, nosuch, network-policy]\n---\n").add_ons == (
        "network-policy",
        "traefik",
    )


def test_front_matter_of_the_wrong_shape_says_nothing():
    wrongs = ("live: a", "live: [a]", "live:\n  setup: [a]\n  values: b\n  add-ons: c", "title: [", "live:")
    for wrong in wrongs:
        assert live_matter(f"---\n{wrong}\n---\n") == LiveMatter("", {})
