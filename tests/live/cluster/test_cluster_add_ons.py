"""What a cluster has because a page asks for it: it is found, it is built at the version it is installed in, and it works."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from blockcheck.proof.live_matter import ADD_ONS
from live import clusters
from live.cluster import add_ons, cluster, programs
from live.cluster.node import ClusterError
from live.cluster.programs import Programs
from live.cluster.registry import made
from live.result import NoAddOn
from live.terminal import Terminal

BUILD = Path(__file__).parents[3] / "tools/programs/build.sh"
POD = """apiVersion: v1
kind: Pod
metadata: {name: NAME}
spec:
  terminationGracePeriodSeconds: 1
  containers: [{name: main, image: busybox:1.37, command: [sleep, 1d], volumeMounts: [{name: data, mountPath: /data}]}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: grown}}]
"""


def test_pages_may_ask_for_what_there_is():
    assert add_ons.names() == ADD_ONS


def test_each_is_installed_in_the_version_that_the_script_builds():
    script = BUILD.read_text(encoding="utf-8")
    for name in ADD_ONS:
        for image in add_ons.find_images(name):
            program, version = image.rpartition("/")[2].split(":")
            [built] = re.findall(rf"^    {program}\).*?;;$", script, re.M | re.S)
            variables = dict(re.findall(r"^([A-Z]+)=(v\S+)", script, re.M))
            assert version in built or version in variables.get(program.upper(), ""), image


def test_what_each_needs_is_built_for_a_cluster():
    cluster_s = re.search(r"^CLUSTER=\((.*?)^\)", BUILD.read_text(encoding="utf-8"), re.M | re.S)[1].split()
    packages = {*programs.HOST, *programs.PACKAGES}
    assert {program for name in ADD_ONS for program in add_ons.needed(name)} - packages <= set(cluster_s)


def test_one_that_lacks_a_program_says_so_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(programs, "CACHE", tmp_path)
    monkeypatch.setattr(programs.shutil, "which", lambda name, path=None: f"/usr/bin/{name}" if name == "go" else None)
    with pytest.raises(ClusterError) as failure:
        add_ons.find(["network-policy"])
    assert str(failure.value).splitlines() == [
        "the add-on network-policy lacks something, missing programs: ipset, iptables, kube-router",
        f"build from their Go modules: bash tools/programs/build.sh {tmp_path}/programs kube-router",
        "install: apt-get install ipset iptables",
    ]
    with pytest.raises(ClusterError, match="no add-on nosuch; there are csi-hostpath, network-policy, traefik"):
        add_ons.find(["nosuch"])


def test_an_image_with_tools_holds_them_and_what_they_load(tmp_path: Path):
    router, table, tool = (tmp_path / name for name in ("kube-router-v2.1.0", "xtables-nft-multi", "ipset"))
    router.write_bytes(b"router")
    for file in (table, tool):
        file.write_bytes(Path("/bin/sh").read_bytes())
    image = made(f"docker.io/cloudnativelabs/kube-router:v2.1.0={router},{table},{tool}")
    assert image.config["Entrypoint"] == ["/usr/local/bin/kube-router"]
    assert image.files["usr/local/bin/kube-router"] == b"router"
    assert image.files["usr/sbin/iptables-restore"] == "xtables-nft-multi"
    assert image.files["usr/sbin/ipset"] == tool.read_bytes()
    assert any("libc.so" in name for name in image.files)


def test_one_that_does_not_get_ready_is_the_page_s_affair(monkeypatch: pytest.MonkeyPatch):
    tries = []

    @contextmanager
    def started(*_: object) -> Iterator[list[object]]:
        tries.append(1)
        raise add_ons.NotReady("traefik: no answer")
        yield []

    monkeypatch.setattr(clusters.os, "geteuid", lambda: 0)
    monkeypatch.setattr(clusters.programs, "find", lambda *_: Programs({}))
    monkeypatch.setattr(clusters.cluster, "record", lambda *_: None)
    monkeypatch.setattr(clusters.cluster, "started", started)
    with pytest.raises(NoAddOn, match="traefik: no answer"), clusters.own(None)(()):
        pass
    assert len(tries) == 2


@contextmanager
def begun(found: Programs, name: str) -> Iterator[Terminal]:
    """A shell in a cluster that has the add-on."""
    cluster.record(found, programs.CACHE)
    with cluster.started(found, programs.CACHE, add_ons.find([name])) as nodes:
        yield Terminal(nodes[0].prefix())


def said(terminal: Terminal, script: str, seconds: float = 120) -> str:
    ran = terminal.run(script, seconds)
    assert ran.status == 0, ran.stderr
    return ran.stdout


def until(terminal: Terminal, script: str, answer: str) -> None:
    """Waits for a command to print something; the cluster follows what it is told within seconds."""
    end = time.monotonic() + 30
    while (ran := terminal.run(script, 30)).stdout != answer:
        assert time.monotonic() < end, ran
        time.sleep(0.5)


def test_network_policies_block_and_allow(cluster_programs: Programs):
    with begun(cluster_programs, "network-policy") as terminal:
        said(
            terminal,
            "for name in shop friend stranger; do kubectl run $name --image=nginx:1.28 --labels=app=$name; done\n"
            "kubectl wait pod --all --for=condition=Ready --timeout=100s",
        )
        ip = said(terminal, "kubectl get pod shop -o jsonpath={.status.podIP}")
        ask = f"kubectl exec NAME -- timeout 5 wget -qO- http://{ip} >/dev/null 2>&1 && echo open || echo blocked"
        for name in ("friend", "stranger"):
            until(terminal, ask.replace("NAME", name), "open\n")
        said(terminal, f"kubectl apply -f - <<'END'\n{POLICY}END")
        until(terminal, ask.replace("NAME", "stranger"), "blocked\n")
        until(terminal, ask.replace("NAME", "friend"), "open\n")
        said(terminal, "kubectl delete networkpolicy shop")
        until(terminal, ask.replace("NAME", "stranger"), "open\n")


POLICY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: shop}
spec:
  podSelector: {matchLabels: {app: shop}}
  policyTypes: [Ingress]
  ingress: [{from: [{podSelector: {matchLabels: {app: friend}}}]}]
"""


def test_ingress_and_httproute_lead_to_the_service_of_the_host(cluster_programs: Programs):
    with begun(cluster_programs, "traefik") as terminal:
        said(
            terminal,
            "for name in nginx httpd; do kubectl run $name --image=$name --expose --port=80; done >/dev/null\n"
            "kubectl wait pod --all --for=condition=Ready --timeout=100s\n"
            "kubectl create ingress web --class=traefik --rule='a.example.com/*=nginx:80'\n"
            f"kubectl apply -f - <<'END'\n{GATEWAY}END\n"
            "kubectl wait gateway front --for=condition=Programmed --timeout=60s",
        )
        for place in (add_ons.ADDRESS, "10.0.0.21:30080"):
            ask = f"curl -s -m 5 -H 'Host: HOST' http://{place}/"
            until(terminal, ask.replace("HOST", "a.example.com"), "Welcome to nginx!\n")
            until(terminal, ask.replace("HOST", "b.example.com"), "Welcome to httpd!\n")
            until(terminal, ask.replace("HOST", "c.example.com"), "404 page not found\n")
        said(terminal, "kubectl get gateway front -o jsonpath={.status.addresses[0].value} | grep -x 10.0.0.100")


GATEWAY = """apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front}
spec:
  gatewayClassName: traefik
  listeners: [{name: http, protocol: HTTP, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web}
spec:
  parentRefs: [{name: front}]
  hostnames: [b.example.com]
  rules: [{backendRefs: [{name: httpd, port: 80}]}]
"""


def test_a_claim_gets_a_volume_that_grows_and_keeps_its_data(cluster_programs: Programs):
    with begun(cluster_programs, "csi-hostpath") as terminal:
        said(
            terminal,
            f"kubectl apply -f - <<'END'\n{CLAIM}---\n{POD.replace('NAME', 'first')}END\n"
            "kubectl wait pod first --for=condition=Ready --timeout=100s\n"
            "kubectl exec first -- sh -c 'echo kept > /data/file'\n"
            'kubectl patch pvc grown -p \'{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}\'\n'
            "kubectl wait pvc grown --for=jsonpath={.status.capacity.storage}=2Gi --timeout=100s\n"
            "kubectl delete pod first\n"
            f"kubectl apply -f - <<'END'\n{POD.replace('NAME', 'second')}END\n"
            "kubectl wait pod second --for=condition=Ready --timeout=100s",
            300,
        )
        assert said(terminal, "kubectl exec second -- cat /data/file") == "kept\n"
        assert said(terminal, "kubectl get pvc grown -o jsonpath={.spec.storageClassName}") == "csi-hostpath"
        said(terminal, "kubectl delete pod second && kubectl delete pvc grown")
        until(terminal, "kubectl get pv -o name", "")
        at_once = CLAIM.replace("spec:", "spec:\n  storageClassName: at-once").replace("grown", "ready")
        said(
            terminal,
            "kubectl get sc csi-hostpath -o yaml | sed 's/WaitForFirstConsumer/Immediate/; s/name: .*/name: at-once/; /uid/d'"
            f" | kubectl create -f -\nkubectl apply -f - <<'END'\n{at_once}END\n"
            "kubectl wait pvc ready --for=jsonpath={.status.phase}=Bound --timeout=60s",
        )


CLAIM = """apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: grown}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
"""
