"""Pages with one thing wrong each, run on a real cluster: it is found, at its line; what dies is not recorded."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from blockcheck.proof import record
from live.cluster.programs import Programs

SCRIPTS = Path(__file__).parents[3] / "scripts"
ELSEWHERE = """
import sys
from pathlib import Path
from blockcheck.proof import record
from live import __main__
__main__.DOCS = Path(sys.argv[1])
record.RECORD = Path(sys.argv[1]).parent / "proof.jsonl"
sys.stdout.reconfigure(encoding="utf-8")
sys.exit(__main__.main(sys.argv[2:]))
"""
ETCD = (
    "--endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt "
    "--cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key"
)
# A line that ends in `# fault: RULE` has that fault; the words are taken off before the page is run. So has the line
# below `<!-- fault: RULE -->`.
FAULTS = f"""# Faults

Make something to ask for:

```bash
kubectl create deployment web --image=nginx
kubectl wait --for=condition=Available deployment/web --timeout=100s
```

A label that nothing has:

```bash
kubectl get deployment web
kubectl get pods -l app=wbe  # fault: empty-answer
```

A field that the object does not have:

```bash
kubectl get deployment web -o jsonpath='{{.status.podIP}}'  # fault: empty-answer
```

A name that nothing has:

```bash
kubectl delete pod nosuch  # fault: failing-command
```

A Namespace that takes restricted Pods only, and one that is not:

```bash
kubectl create namespace locked
kubectl label namespace locked pod-security.kubernetes.io/enforce=restricted
```

```yaml
apiVersion: v1  # fault: refused-manifest
kind: Pod
metadata:
  name: shell
  namespace: locked
spec:
  containers:
    - name: shell
      image: busybox
      securityContext:
        privileged: true
```

An Output of another day:

```bash
kubectl get deployment web -o jsonpath='{{.spec.replicas}}{{"\\n"}}'
```

<!-- fault: stale-output -->
```{{ .text title="Output" }}
2
```

## Exam tasks

### Scale it

Time: 1 minute. Run one replica of `web`.

??? success "Solution"

    Scale the Deployment:

    ```bash
    kubectl scale deployment web --replicas=1
    ```

    Verify, must print `1`:

    <!-- fault: toothless-verify -->
    ```bash
    kubectl get deployment web -o jsonpath='{{.spec.replicas}}'
    ```

### Restore etcd

Time: 8 minutes. The ConfigMap `kept` was deleted; restore etcd from `/root/snapshot.db`.

```bash
kubectl create configmap kept
etcdctl {ETCD} snapshot save /root/snapshot.db
kubectl delete configmap kept
```

??? success "Solution"

    Restore into another folder than the one that the manifest of etcd names, and start etcd again:

    ```bash
    etcdutl snapshot restore /root/snapshot.db --data-dir /var/lib/etcd-restored
    crictl stop $(crictl ps -q --name etcd)
    until kubectl get --raw /readyz; do sleep 1; done
    ```

    Verify, must print `configmap/kept`:

    <!-- fault: failing-verify -->
    ```bash
    kubectl get configmap kept -o name
    ```
"""
KILLED = """# The control plane dies

Look around:

```bash
kubectl get nodes
```

End the API server:

```bash
mv /etc/kubernetes/manifests/kube-apiserver.yaml /root
crictl stop $(crictl ps -q --name kube-apiserver)
sleep 3
```

Look again:

<!-- fault: dead-cluster -->
```bash
kubectl get nodes
```

And again:

```bash
kubectl get pods --all-namespaces
```
"""


class Run(NamedTuple):
    """What a run of the pages came to, and where the faults were planted."""

    status: int
    found: dict[str, list[tuple[int, str]]]
    messages: dict[tuple[str, str], str]
    said: str
    planted: dict[str, list[tuple[int, str]]]
    recorded: set[str]


def plant(path: Path, text: str) -> list[tuple[int, str]]:
    """Write the page without the words about its faults; tell where they are."""
    lines: list[str] = []
    faults = []
    for line in text.split("\n"):
        shown, _, rule = line.partition("  # fault: ")
        if line.strip().startswith("<!-- fault: "):
            faults.append((len(lines) + 1, line.split()[2]))
            continue
        lines.append(shown)
        faults += [(len(lines), rule)] if rule else []
    path.write_text("\n".join(lines))
    return faults


@pytest.fixture(scope="module")
def run(cluster_programs: Programs, tmp_path_factory: pytest.TempPathFactory) -> Run:
    docs = tmp_path_factory.mktemp("project") / "docs"
    docs.mkdir()
    pages = {"faults.md": FAULTS, "killed.md": KILLED}
    planted = {name: plant(docs / name, text) for name, text in pages.items()}
    command = [sys.executable, "-c", ELSEWHERE, str(docs), "--format", "json", "--jobs", "2"]
    env = {**os.environ, "PYTHONPATH": str(SCRIPTS), "NO_COLOR": "1"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=900)
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in pages}
    messages = {}
    for finding in json.loads(done.stdout):
        name = Path(finding["path"]).name
        found[name].append((finding["line"], finding["rule"]))
        messages[name, finding["rule"]] = finding["message"]
    recorded = {proof.page for proof in record.read(docs.parent / "proof.jsonl").values()}
    return Run(done.returncode, found, messages, done.stderr, planted, recorded)


def test_every_fault_is_found_where_it_is_and_nothing_else(run: Run):
    assert run.found["faults.md"] == run.planted["faults.md"], run.messages
    assert run.status == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("failing-command", 'pods "nosuch" not found'),
        ("refused-manifest", "violates PodSecurity"),
        ("stale-output", "-2\n+1"),
        ("toothless-verify", "says yes before the solution is run"),
        ("failing-verify", 'configmaps "kept" not found'),
    ],
)
def test_a_fault_is_told_in_the_cluster_s_own_words(run: Run, rule: str, words: str):
    assert words in run.messages["faults.md", rule]


def test_a_control_plane_that_dies_is_one_message_and_nothing_is_recorded(run: Run):
    assert run.found["killed.md"] == run.planted["killed.md"]
    assert "the API server does not answer any more since this block" in run.messages["killed.md", "dead-cluster"]
    assert "nothing is recorded for killed.md: the cluster died" in run.said
    assert "Traceback" not in run.said
    assert run.recorded == {"faults.md"}
