"""A page from its first block to its last: planted faults are found at their line, the rest is proven."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from live.result import NoAddOn, PageResult, Settings
from live.terminal import Terminal

Prove = Callable[..., PageResult]
Found = Callable[..., list[tuple[int, int, str]]]


def bash(*lines: str, before: str = "") -> str:
    return f"{before}```bash\n" + "\n".join(lines) + "\n```\n\n"


def test_a_page_without_fault(prove: Prove):
    result = prove(bash("export A=1", "kubectl get pods") + bash("echo $A > a", "cat a"))
    assert not result.findings
    assert result.counts == {"run": 2}
    assert [(one.page, one.outcome, one.on) for one in result.proofs] == [("page.md", "run", "Kubernetes v1.35.4")] * 2
    assert all(len(one.output) == 12 for one in result.proofs)
    assert result.proofs[0].output != result.proofs[1].output


def test_the_same_again_gives_the_same_digests(prove: Prove):
    text = bash("kubectl get pods", "date +%FT%TZ")
    assert prove(text).proofs == prove(text).proofs


def test_wrong_status_at_its_line(found: Found):
    assert found("# Title\n\n" + bash("echo a", "  ls \\", "    /nosuch", "false")) == [
        (5, 3, "failing-command"),
        (7, 1, "failing-command"),
    ]


def test_message_says_what_went_wrong_and_what_to_do(prove: Prove):
    [one] = prove(bash("kubectl get pod nosuch")).findings
    assert one.message == (
        'ends with status 1: Error from server (NotFound): pods "nosuch" not found; '
        "mend it, or write <!-- live: exit 1 --> above the block if this is what it shows"
    )


def test_failing_stage_of_a_pipeline(prove: Prove):
    [one] = prove(bash("kubectl get pod nosuch | wc -l", "kubectl get pods | grep no | wc -l")).findings
    assert (one.line, one.message[:35]) == (2, "its kubectl ends with status 1: Err")


def test_exit_on_purpose(found: Found):
    assert found(bash("kubectl get pod nosuch", before="<!-- live: exit 1 -->\n")) == []
    assert found(bash("false", "kubectl get pod nosuch", before="<!-- live: exit 1 -->\n")) == [
        (3, 1, "failing-command")
    ]
    assert found(bash("(exit 2)", before="<!-- live: exit 1 -->\n")) == [(1, 1, "unneeded-marker")]
    assert found(bash("true", before="\n<!-- live: exit 1 -->\n\n")) == [(2, 1, "unneeded-marker")]


def test_wrong_selector(found: Found):
    assert found(bash("echo", "kubectl get pods -l app=nothing")) == [(3, 1, "empty-answer")]
    assert found(bash("kubectl get pods -l app=nothing | wc -l")) == [(2, 1, "empty-answer")]


def test_empty_jsonpath_json_file_and_variable(found: Found):
    lines = (
        "kubectl get pod nothing -o jsonpath='{.x}'",
        "kubectl get pod nothing -o json",
        "kubectl get pods -l a=nothing > list",
        "id=$(kubectl get pod nothing -o jsonpath='{.x}')",
        "kubectl get pod nothing -o jsonpath='{.x}' | tee list > /dev/null",
    )
    assert found(bash(*lines)) == [(line, 1, "empty-answer") for line in range(2, 7)]


def test_what_a_container_wrote_to_stderr_is_its_log(found: Found):
    assert found(bash("crictl() { echo said >&2; }", "crictl logs abc")) == []
    assert found(bash("crictl() { :; }", "crictl logs abc")) == [(3, 1, "empty-answer")]
    assert found(bash("crictl() { echo said >&2; }", "crictl ps abc")) == [(3, 1, "empty-answer")]


def test_empty_on_purpose(found: Found):
    assert found(bash("kubectl get pods -l app=nothing", before="<!-- live: empty -->\n")) == []
    assert found(bash("kubectl get pods", before="<!-- live: empty -->\n")) == [(1, 1, "unneeded-marker")]


def test_hanging_command(prove: Prove):
    [one] = prove(bash("echo before", "sleep 300", "false"), limit=0.5).findings
    assert (one.line, one.rule) == (3, "hanging-command")
    assert "still runs after 0.5 s (the block's last line so far: before)" in one.message


def test_a_longer_limit_of_its_own(found: Found):
    assert found(bash("sleep 1", before="<!-- live: within 9s -->\n"), limit=0.5) == []


def test_endless_commands_count_as_run(prove: Prove):
    result = prove(bash("kubectl get pods -w"))
    assert (result.findings, result.counts) == ([], {"run": 1})


def test_output_without_end(found: Found, monkeypatch):
    monkeypatch.setattr("live.script.LARGEST_FILE", 1024)
    assert found(bash("yes", "yes > file")) == [(2, 1, "endless-output"), (3, 1, "endless-output")]


def test_children_in_the_background_are_ended_with_the_page(found: Found, place: Path):
    assert found(bash("(while :; do echo x >> ticks; sleep 0.1; done) &", "sleep 0.3")) == []
    before = (place / "ticks").read_text()
    assert before == (place / "ticks").read_text()


def test_placeholders(found: Found, prove: Prove):
    front = "---\nlive:\n  values:\n    pod: $(kubectl get pods -o name | cut -d/ -f2)\n    word: a\n---\n"
    text = bash("kubectl create pod web") + bash("test <pod> = web", "test <word> = a", "test <ns> = default")
    assert found(front + text) == []
    assert found(front + bash("  echo <nobody> <word>", "echo <nobody>")) == [(8, 8, "missing-value")]
    [one] = prove(front + bash("echo <wrod>")).findings
    assert "did you mean word?" in one.message
    [one] = prove(front + bash("echo <pod>")).findings  # there is none
    assert (one.line, one.rule) == (8, "missing-value")
    assert "prints nothing" in one.message


def test_set_up_and_hidden_commands(found: Found):
    front = "---\nlive:\n  setup: |\n    kubectl create pod web\n    export A=1\n---\n"
    assert found(front + bash("kubectl delete pod web", "test $A = 1")) == []
    assert found(front.replace("export A=1", "false") + bash("true")) == [(3, 3, "failing-setup")]
    run = "<!-- live: run B=2; touch <word> -->\n\n<!-- live: run false -->\n"
    values = "---\nlive:\n  values:\n    word: x\n---\n"
    assert found(values + bash("ls x", "test $B = 2", before=run)) == [(8, 1, "failing-setup")]


def test_static_blocks(prove: Prove):
    text = bash("ssh worker-1") + bash("false", before="<!-- live: no, needs a real node: kernel -->\n") + bash("true")
    result = prove(text)
    assert (result.findings, result.counts) == ([], {"static": 2, "run": 1})
    assert result.static == {"needs a second machine": 1, "needs a real node": 1}
    assert len(result.proofs) == 1


def test_a_page_with_static_blocks_alone_needs_no_cluster(prove: Prove):
    def start(_):
        raise AssertionError

    assert prove(bash("ssh worker-1"), start=start).counts == {"static": 1}


def test_simulated_nodes(prove: Prove, monkeypatch):
    text = bash("kubectl logs web") + bash("kubectl logs -n kube-system etcd-cp1")
    assert [one.outcome for one in prove(text).proofs] == ["run", "run"]
    monkeypatch.setenv("PRETENDED_KWOK", "fake")
    assert [one.outcome for one in prove(text).proofs] == ["simulated", "run"]


POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n"


def test_manifests_are_admitted_or_refused(prove: Prove):
    good, bad = POD + "spec: {}\n", POD + "spec:\n  bad: true\n"
    result = prove(
        f"```yaml\n{good}```\n\n- list\n\n    ```yaml\n    "
        + f"# c\n{good}---\n{bad}".replace("\n", "\n    ")
        + "```\n"
    )
    assert result.counts == {"admitted": 1, "failing": 1}
    assert [one.outcome for one in result.proofs] == ["admitted"]
    [one] = result.findings
    assert (one.line, one.column, one.rule) == (19, 5, "refused-manifest")
    assert 'refuses this: Error from server (Invalid): Pod "x" is invalid: spec.bad: no' in one.message


def test_files_that_blocks_show(found: Found, place: Path):
    text = f'```{{ .yaml title="pods/x.yaml" }}\n{POD}  namespace: <ns>\n```\n\n' + bash("grep default pods/x.yaml")
    assert found(text) == []
    path = place / "etc/x.conf"
    assert found(f'<!-- live: write -->\n```{{ .text title="{path}" }}\na\n```\n\n' + bash(f"grep a {path}")) == []


def test_stale_output(prove: Prove, found: Found):
    good = bash("kubectl get pods") + '```{ .text title="Output" }\nNAME  READY  AGE\nweb-5d4f8c7b9-x2x4z 1/1 3d\n```\n'
    assert found(good) == []
    [one] = prove("\n" + good.replace("1/1", "0/1")).findings
    assert (one.line, one.column, one.rule) == (6, 1, "stale-output")
    assert one.message.endswith("dev.py live --update\n-web-<name> 0/1 <age>\n+web-<name> 1/1 <age>")
    assert found(good.replace("web-5d4f8c7b9-x2x4z 1/1 3d", "...")) == []


def test_output_of_a_command_that_fails_on_purpose(found: Found):
    text = bash("kubectl get pod nosuch", before="<!-- live: exit 1 -->\n")
    assert (
        found(text + '```{ .text title="Output" }\nError from server (NotFound): pods "nosuch" not found\n```\n') == []
    )


def test_new_cluster(found: Found):
    text = bash("kubectl create pod web") + bash("kubectl delete pod web", before="<!-- live: new -->\n")
    assert found(text) == [(7, 1, "failing-command")]


def test_console_session_in_an_admonition(found: Found):
    assert found("!!! note\n\n    ```console\n    $ echo a\n    a\n    $ ls /nosuch\n    b\n    ```\n") == [
        (6, 7, "failing-command")
    ]


def test_the_cluster_dies(prove: Prove):
    text = bash("kubectl get pods") + bash("echo", "touch $PRETENDED/down") + bash("kubectl get pods") + bash("false")
    result = prove(text)
    [one] = result.findings
    assert (one.line, one.rule) == (10, "dead-cluster")
    assert "nothing of this page is recorded" in one.message and "connection to the server was refused" in one.message
    assert (result.died, result.proofs) == (True, [])


def test_the_place_itself_goes(prove: Prove):
    result = prove(bash("kill -9 $$") + bash("true"))
    assert not result.died  # only that block's shell
    assert [(one.line, one.rule) for one in result.findings] == [(2, "failing-command")]


ADDED = "---\nlive:\n  add-ons: [traefik, network-policy]\n---\n\n"


def test_a_page_s_cluster_has_the_add_ons_it_asks_for(prove: Prove, settings: Settings):
    asked = []
    start = settings.start

    def noted(add_ons: Sequence[str]) -> AbstractContextManager[Terminal]:
        asked.append(tuple(add_ons))
        return start(add_ons)

    assert not prove(ADDED + bash("kubectl get pods"), start=noted).findings
    assert not prove(bash("kubectl get pods"), start=noted).findings
    assert asked == [("network-policy", "traefik"), ()]


def test_a_page_without_its_add_on_is_one_finding_and_not_recorded(prove: Prove):
    def lacking(_: Sequence[str]) -> AbstractContextManager[Terminal]:
        raise NoAddOn("the add-on traefik lacks something")

    result = prove(ADDED + bash("kubectl get pods"), start=lacking)
    [one] = result.findings
    assert (one.line, one.rule, one.message) == (3, "failing-setup", "the add-on traefik lacks something")
    assert result.died
    assert not result.proofs
