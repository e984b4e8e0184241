"""Inline code is checked as a fragment: what is wrong in it is found, what is missing or only a pattern is not."""

import pytest

from blockcheck.command import arity, flags, inline, subcommands, typed_arguments, values
from blockcheck.page import Page

ROOMS = (flags, subcommands, values, typed_arguments, arity)
WRONG = {
    "kubectl gte pods": "unknown-subcommand",
    "kubectl get podz": "unknown-resource",
    "kubectl get pods --all-namespace": "unknown-flag",
    "kubectl run web --replicas=2": "removed-flag",
    "kubectl drain --delete-local-data": "removed-flag",
    "kubectl create deployment -image=nginx": "long-flag-with-one-dash",
    "kubectl run web --restart=Alwyas": "unlisted-value",
    "kubectl scale deployment web --replicas=two": "wrong-type",
    "kubectl get pods -o jsonpath='{.items[*}'": "malformed-jsonpath",
    "sudo kubeadm upgrade aply": "unknown-subcommand",
    "sudo crictl imgaes": "unknown-subcommand",
    "etcdctl snapshot restore": "removed-command",
    "helm instal --wait": "unknown-subcommand",
    "kubectl get pods | xargs kubectl delte pod": "unknown-subcommand",
    "etcd --data-dri": "unknown-flag",
    "k gte nodes": "unknown-subcommand",
}
RIGHT = [
    "kubectl",
    "kubectl get",
    "kubectl get pods -n",
    "kubectl run --image",
    "kubectl create deployment",
    "kubectl create secret",
    "kubectl set image",
    "kubectl exec",
    "kubectl get pods -o custom-columns=NAME:.metadata.name,IP:.status.podIP",
    "kubectl scale --replicas=N",
    "kubectl get TYPE NAME",
    "kubectl logs --since=DURATION POD",
    "kubectl apply/patch",
    "kubectl get -n/--namespace",
    "kubectl create --dry-run=…",
    "kubectl get …",
    "kubectl get pod/",
    "kubectl [flags]",
    "kubectl create|run",
    "kubectl create ... --from-literal",
    "kubectl <verb> --overwrite",
    "kubectl COMMAND --overwrite",
    "kubectl -l 'app=x",
    "kubectl command",
    "helm install --flag VALUE",
    "helm 3",
    "etcd v3.6",
    "etcdctl snapshot save/restore",
    "kubelet --cert-*",
    "kubeadm init phase",
    "kubectl 1.35",
    "my kubectl gte",
    "kubectl-neat gte",
    "make kubectl",
]


def diagnoses(code: str) -> list:
    page = Page("docs/x.md", f"Text, `{code}`.\n")
    found = (diagnosis for call in inline.invocations(page) for room in ROOMS for diagnosis in room.diagnose(call))
    return list({found.rule: found for found in found if found.rule not in inline.WHOLE_ONLY}.values())


@pytest.mark.parametrize("code, rule", WRONG.items(), ids=list(WRONG))
def test_what_is_wrong_is_found(code, rule):
    assert [diagnosis.rule for diagnosis in diagnoses(code)] == [rule]


@pytest.mark.parametrize("code", RIGHT)
def test_what_may_be_right_is_left_alone(code):
    assert diagnoses(code) == []


def test_the_span_is_that_of_the_word_in_the_page():
    (found,) = diagnoses("kubectl gte pods")
    assert found.problem.span == (1, 16, 1, 19)
    assert found.problem.fix == "get"


def test_each_piece_of_inline_code_is_looked_at_and_blocks_are_not():
    page = Page("docs/x.md", "Use `kubectl get pods`, then ``sudo kubeadm reset``.\n\n```bash\nkubectl apply\n```\n")
    assert [call.invocations[0].name for call in inline.fragments(page)] == ["kubectl get", "kubeadm reset"]
    assert all(call.fragment for call in inline.invocations(page))
