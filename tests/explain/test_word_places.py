"""Which words of a block are explained, and where they stand."""

import itertools
import json

import pytest

from blockcheck.explain import cards, words
from blockcheck.page import Page

FRONT = "---\ntitle: T\n---\n\n# T\n\n"


def page(body: str) -> Page:
    return Page("docs/a.md", FRONT + body)


def told(script: str, language: str = "bash") -> list[tuple[str, str]]:
    """Each word of a block that has a card, as it is typed, and the names it is explained by."""
    found = page(f"Try:\n\n```{language}\n{script}\n```\n")
    (shown,) = json.loads(cards.of(found))["blocks"].values()
    says = json.loads(cards.of(found))["says"]
    return [(script[at : at + length], " + ".join(says[one][0] for one in about)) for at, length, about in shown]


def test_program_subcommand_options_and_types() -> None:
    assert told("kubectl get pods -n kube-system -o wide") == [
        ("kubectl", "kubectl"),
        ("get", "kubectl get"),
        ("pods", "pods"),
        ("-n", "kubectl get --namespace"),
        ("kube-system", "kubectl get --namespace=kube-system"),
        ("-o", "kubectl get --output"),
        ("wide", "kubectl get --output=wide"),
    ]


def test_a_value_behind_an_equals_sign_is_a_word_of_its_own() -> None:
    found = dict(told("kubectl drain <node> --ignore-daemonsets --dry-run=server"))
    assert found["--ignore-daemonsets"] == "kubectl drain --ignore-daemonsets"
    assert found["server"].endswith("--dry-run=server")


def test_aliases_sudo_pipes_and_lines_that_go_on() -> None:
    found = told("k get po | grep -v Running && sudo systemctl restart kubelet")
    assert [word for word, _ in found] == ["k", "get", "po", "grep", "-v", "sudo", "systemctl", "restart"]
    broken = told("kubectl get pods \\\n  --all-namespaces")
    assert broken[-1] == ("--all-namespaces", "kubectl get --all-namespaces")


def test_joined_short_options_are_all_told() -> None:
    assert ("-it", "kubectl exec --stdin + kubectl exec --tty") in told("kubectl exec -it <pod> -- sh")


def test_a_session_explains_its_commands_only() -> None:
    found = told("$ kubectl get nodes\nNAME   STATUS\ncp1    Ready", "console")
    assert [word for word, _ in found] == ["kubectl", "get", "nodes"]


def test_words_never_overlap_and_stand_in_order() -> None:
    found = page("Try:\n\n```bash\nkubectl get deploy,svc -A -o yaml; etcdctl --cacert=a.crt get / --prefix\n```\n")
    spans = [word.span for word in words.of(found)]
    assert spans == sorted(spans)
    assert all(one[2:] <= other[:2] for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("script", ["", "x=1", "# only a comment", "kubectl get <"])
def test_what_has_no_words_has_no_cards(script: str) -> None:
    assert isinstance(cards.of(page(f"```bash\n{script}\n```\n")), str)


def test_a_page_without_blocks_has_no_file() -> None:
    assert cards.of(page("Words.")) == ""
