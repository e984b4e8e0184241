"""A block is taken apart into statements with the lines of the page."""

import pytest

from blockcheck.page import Page
from blockcheck.text import session
from live.statements import Statement, statements


def of(text: str) -> list[Statement]:
    page = Page("page.md", text)
    block = next(block for block in page.markdown.blocks if block.language in ("bash", "console"))
    return [one for script in session.read(block).scripts for one in statements(script)]


def block(text: str) -> list[Statement]:
    return of(f"```bash\n{text}\n```\n")


def places(found: list[Statement]) -> list[tuple[int, int, int]]:
    return [(one.span.line, one.span.column, one.span.end_line) for one in found]


MANY = """\
# a comment
kubectl get pods \\
  -A
for n in a b
do
  echo $n
done

cat <<EOF > /tmp/x
a: <b>

# c
EOF
a=1; b=2 ; echo $a
f() {
  echo 'one
two'
}
ls | sort \\
  | uniq
[ -f x ] &&
  echo yes
cat <<'A' - <<B
$x
A
y
B
( cd /; ls )
x=$(ls |
  wc -l)
case "$x" in
  1) echo one ;;
esac > /tmp/y
if a; then b; fi && echo c
"""


def test_lines_of_many_kinds_of_statements():
    assert places(block(MANY)) == [
        (3, 1, 4), (5, 1, 8), (10, 1, 14), (15, 1, 15), (16, 1, 19), (20, 1, 21), (22, 1, 23), (24, 1, 28),
        (29, 1, 29), (30, 1, 31), (32, 1, 34), (35, 1, 35),
    ]  # fmt: skip


def test_text_is_kept_to_the_letter():
    without = MANY.rstrip("\n").partition("\n")[2].replace("done\n\ncat", "done\ncat")
    assert "\n".join(one.text for one in block(MANY)) == without
    assert "\n".join(one.text for one in block(MANY.replace(" - <<B", "").replace("y\nB\n", ""))) == without.replace(
        " - <<B", ""
    ).replace("y\nB\n", "")


def test_indented_block_and_console_session():
    text = "??? success\n\n    ```console\n    $ cd /tmp\n    $ ls \\\n    >   -l\n    total 0\n    $ pwd\n    /tmp\n    ```\n"
    assert places(of(text)) == [(4, 7, 4), (5, 7, 6), (8, 7, 8)]
    assert [one.text for one in of(text)] == ["cd /tmp", "ls \\\n  -l", "pwd"]


def test_a_heredoc_in_a_pipeline_where_tree_sitter_gives_up():
    found = block("cat <<A - <<B | sort\nx\nA\ny\nB\nls")
    assert places(found) == [(2, 1, 6), (7, 1, 7)]


def test_what_no_parser_knows_stays_in_one_piece():
    found = block("echo 1\nif then fi ((\necho 2")
    assert [one.text for one in found] == ["echo 1\nif then fi ((\necho 2"]
    assert places(found) == [(2, 1, 4)]


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("kubectl get pods -w", "timeout --signal=INT 4 kubectl get pods -w"),
        ("k get pods --watch", "timeout --signal=INT 4 kubectl get pods --watch"),
        ("kubectl get pods --watch=false", "kubectl get pods --watch=false"),
        ("kubectl logs -f web | head -1", "timeout --signal=INT 4 kubectl logs -f web | head -1"),
        ("sudo crictl logs -f abc", "sudo timeout --signal=INT 4 crictl logs -f abc"),
        ("etcdctl watch /registry --prefix", "timeout --signal=INT 4 etcdctl watch /registry --prefix"),
        (
            "kubectl exec etcd-cp1 -n kube-system -- etcdctl watch /a",
            "timeout --signal=INT 4 kubectl exec etcd-cp1 -n kube-system -- etcdctl watch /a",
        ),
        ("watch kubectl get pods", "timeout --signal=INT 4 watch kubectl get pods"),
        ("tail -f /var/log/x", "timeout --signal=INT 4 tail -f /var/log/x"),
        ("kubectl proxy &", "kubectl proxy &"),
        ("kubectl port-forward svc/web 8080:80", "timeout --signal=INT 4 kubectl port-forward svc/web 8080:80"),
        ("kubectl wait pod x --for=delete", "kubectl wait pod x --for=delete"),
    ],
)
def test_endless_commands_are_ended(written: str, given: str):
    assert [one.text for one in block(written)] == [given]


@pytest.mark.parametrize(
    ("written", "asks", "answer"),
    [
        ("kubectl get pods", True, ""),
        ("kubectl get pods > /tmp/a", True, "/tmp/a"),
        ("kubectl get pods 2>/dev/null", True, ""),
        ('kubectl get pods | sort >> "$d/a"', True, '"$d/a"'),
        ("kubectl get pods > /dev/null", False, None),
        ("kubectl get pods | sudo tee /tmp/a > /dev/null", True, "/tmp/a"),
        ("kubectl get pods -o name | grep -q web", False, None),
        ("id=$(sudo crictl ps -q)", True, "$id"),
        ('export ip="$(kubectl get pod web -o jsonpath={.status.podIP})"', True, "$ip"),
        ("while kubectl get pods | grep web; do sleep 1; done", False, None),
        ("kubectl create deployment web --image=nginx", False, ""),
        ("sudo crictl images | grep web", True, ""),
        ("etcdctl get /a", True, ""),
    ],
)
def test_questions_and_where_their_answers_go(written: str, asks: bool, answer: str | None):
    [one] = block(written)
    assert (one.asks, one.answer) == (asks, answer)


def test_stages_of_a_pipeline():
    assert block("sudo cat /x | LC_ALL=C sort | head -1 > /tmp/y")[0].stages == ("cat", "sort", "head")
    assert block("ls && ls")[0].stages == ()


def test_what_nodes_answer():
    simulated = ["kubectl logs web", "kubectl exec web -- ls", "kubectl top pods", "sudo kubectl cp a web:/b"]
    real = ["kubectl logs -n kube-system etcd-cp1", "kubectl get pods", "kubectl debug node/cp1 --image=busybox -- ls"]
    assert all(any(one.simulated for one in block(text)[0].called) for text in simulated)
    assert not any(any(one.simulated for one in block(text)[0].called) for text in real)
