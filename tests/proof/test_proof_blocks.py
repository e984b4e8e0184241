"""Which blocks count, what belongs to each, and what its key follows."""

from blockcheck.proof.blocks import LiveMarker, ProofBlock, proof_blocks


def fence(text: str, header: str = "bash", indent: str = "") -> str:
    return "".join(f"{indent}{line}\n" for line in (f"```{header}", *text.split("\n"), "```", ""))


def key(text: str) -> str:
    return proof_blocks(text)[0].key


POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: []"
TASK = """\
## Exam tasks

### Count the Pods { #count }

Time: 1 minute.

```bash
kubectl run web --image=nginx
```

??? success "Solution"

    Count:

    ```bash
    kubectl get pods | wc -l > /tmp/pods
    ```

    <!-- live: within 300s -->
    Verify after a minute, must print `1`, then
    `a: b (c)` (the Pods, `2` of them):

    <!-- live: run sleep 1 -->

    ```bash
    cat /tmp/pods
    ```

    ```{ .text title="Output" }
    1
    ```

After it.

```bash
kubectl delete pod web
```

## Pitfalls

Verify:

```bash
true
```
"""


def test_commands_and_manifests_count_in_page_order():
    page = fence("ls") + fence("$ ls\na", "console") + fence(POD, "yaml") + fence(POD, '{ .yaml title="pod.yaml" }')
    assert [found.kind for found in proof_blocks(page)] == ["commands", "commands", "manifest", "manifest"]


def test_what_neither_runs_nor_is_an_object_does_not_count():
    files = [
        "kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration",
        "audit.k8s.io/v1\nkind: Policy",
        "v1\nkind: Config",
    ]
    page = "".join(fence(f"apiVersion: {file}", "yaml") for file in files)
    page += fence(f"{POD}\n---\na: b", "yaml") + fence(f"# patch.yaml\n{POD}", "yaml") + fence("a: [", "yaml")
    page += fence("NAME", "text") + fence("# only a comment\n") + fence("output", "console") + fence("")
    assert proof_blocks(page) == []


def test_a_block_that_is_not_closed_does_not_count():
    assert proof_blocks("```bash\nls\n") == []


def test_every_block_of_a_task_knows_its_place():
    setup, solution, verify, after, last = proof_blocks(TASK)
    assert [(b.task, b.solution, b.verify) for b in (setup, solution, verify, after, last)] == [
        ("Count the Pods", False, False),
        ("Count the Pods", True, False),
        ("Count the Pods", True, True),
        ("Count the Pods", False, False),
        ("", False, True),
    ]
    assert verify.expected == ("1", "a: b (c)")
    assert verify.markers == (LiveMarker("run", "sleep 1", 23),)
    assert verify.output is not None and verify.output.text == "1"
    assert [b.output for b in (setup, solution, after)] == [None] * 3


def test_markers_are_read_and_stand_before_their_block():
    page = "<!-- live: no, needs a terminal: an editor: vi -->\n\n<!-- live: exit 3 -->\n" + fence("make")
    (found,) = proof_blocks(page)
    assert found.markers == (LiveMarker("no", "needs a terminal: an editor: vi", 1), LiveMarker("exit", "3", 3))
    assert found.reason == "needs a terminal"


def test_output_belongs_to_the_commands_right_above_it():
    page = fence("ls") + "Words.\n\n" + fence("a", '{ .text title="Output" }') + fence("ls -l") + fence("b", "text")
    one, other = proof_blocks(page)
    assert one.output and one.output.text == "a"
    assert other.output is None


def test_the_key_follows_what_decides_the_outcome_and_nothing_else():
    page = "Show:\n\n" + fence("kubectl get pods")
    keys = {
        key(page),
        key("---\nlive:\n  setup: ls\n---\n" + page),
        key("---\nlive:\n  values:\n    pod: web\n---\n" + page),
        key(page.replace("```bash", "<!-- live: empty -->\n```bash")),
        key(page.replace("get pods", "get nodes")),
        key(page + fence("NAME", '{ .text title="Output" }')),
        key(page.replace("Show", "Verify, must print `a`")),
        key(page.replace("Show", "Verify, must print `b`")),
        key(fence("$ kubectl get pods", "console")),
    }
    assert len(keys) == 9
    moved = "---\ntitle: A page\n---\n\n# Title\n\n" + page.replace("Show", "List") + fence("ls")
    assert key(moved) == key(page)
    assert key(page.replace("\n", "\r\n")) == key(page)
    assert key(fence("kubectl get pods", '{ .bash title="x" }', "    ")) == key(page)


def test_twins_are_numbered():
    first, other, second, third = (b.key for b in proof_blocks(fence("ls") + fence("id") + fence("ls") + fence("ls")))
    assert (second, third) == (f"{first}#2", f"{first}#3")
    assert len(first) == 16 and other != first


def test_static_blocks_keep_their_key_and_say_why():
    found: ProofBlock
    (found,) = proof_blocks(fence("ssh <node>"))
    assert found.reason == "needs a second machine" and len(found.key) == 16


SOLVED = """\
??? success "Solution"

    Do:

    ```bash
    {}
    ```

    Verify, must print `1`:

    ```bash
    echo 1
    ```

    Or:

    ```bash
    ssh other
    ```
"""


def test_a_verify_of_a_solution_that_cannot_run_is_static_for_its_reason():
    page = "# P\n\n## Exam tasks\n\n### A\n\nTime.\n\n{}\n### B\n\nTime.\n\n{}"
    solved = page.format(SOLVED.format("systemctl restart kubelet"), SOLVED.format("date"))
    _, first, _, _, second, _ = proof_blocks(solved)
    assert (first.verify, first.reason) == (True, "needs a real node")
    assert (second.verify, second.reason) == (True, "")
