"""Commands of a script: words, values, places."""

import pytest

from blockcheck.command import programs
from blockcheck.text import shell
from blockcheck.text.fences import Line
from blockcheck.text.placeholders import UNKNOWN


def script(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, number, 1) for number, line in enumerate(text.split("\n"), 1))


def values(text: str) -> list[list[str]]:
    return [[word.value for word in command.words] for command in shell.commands(script(text))]


def called(text: str) -> list[str]:
    typed = script(text)
    return [word.value for word in programs.called(shell.commands(typed), typed)]


def test_quotes_are_taken_off_and_expansions_are_unknown():
    assert values("""a 'b c' "d e" f\\ g "h$i" j"k"'l'""") == [["a", "b c", "d e", "f g", f"h{UNKNOWN}", "jkl"]]
    assert values("a $b ${c} $(d) `e`")[0] == ["a", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]


def test_words_of_a_continued_command_have_their_own_lines():
    words = shell.commands(script("kubectl get pod web \\\n  --namespace default"))[0].words
    assert [(word.value, word.span[:2]) for word in words[3:]] == [
        ("web", (1, 17)),
        ("--namespace", (2, 3)),
        ("default", (2, 15)),
    ]


def test_placeholders_are_words_and_not_redirections():
    assert values("kubectl get <pod> -o yaml") == [["kubectl", "get", UNKNOWN, "-o", "yaml"]]
    assert values("kubectl get pod <pod>") == [["kubectl", "get", "pod", UNKNOWN]]
    assert values("kubectl cp <pod>:/a <Some Name>") == [["kubectl", "cp", f"{UNKNOWN}:/a", UNKNOWN]]


def test_columns_count_characters_not_bytes():
    words = shell.commands(script('echo "ä→" b'))[0].words
    assert [word.span.column for word in words] == [1, 6, 11]


def test_arguments_behind_a_redirection_belong_to_the_command():
    assert values("kubectl get pods > out.txt -n default") == [["kubectl", "get", "pods", "-n", "default"]]
    assert values("cat <<EOF | kubectl apply -f -\na\nEOF") == [["cat"], ["kubectl", "apply", "-f", "-"]]


def test_what_may_become_several_words_is_marked():
    words = shell.commands(script('ls *.yaml {a,b} $do "$do" web-1'))[0].words
    assert [word.many for word in words] == [False, True, True, True, False, False]


def test_programs_behind_wrappers():
    assert called("sudo -u root env A=b kubectl get pods") == ["sudo", "env", "kubectl"]
    assert called("""sh -c 'cd /tmp && kubectl get pods'""") == ["sh", "cd", "kubectl"]
    assert called("ssh node-1 'sudo crictl ps'") == ["ssh", "sudo", "crictl"]
    assert called("ssh node-1 sudo crictl ps") == ["ssh", "sudo", "crictl"]
    assert called("watch -n 2 kubectl get pods") == ["watch", "kubectl"]
    assert called("A=b; for i in 1 2; do kubectl get $(cat x); done | xargs -I{} echo {}") == [
        "kubectl",
        "cat",
        "xargs",
        "echo",
    ]
    assert called("sudo -i") == ["sudo"] and called("ssh node-1") == ["ssh"]


def test_an_inner_script_keeps_its_places():
    typed = script("sh -c 'true &&\nkubctl get'")
    inner = [word for word in programs.called(shell.commands(typed), typed) if word.value == "kubctl"]
    assert inner[0].span[:2] == (2, 1)


def test_a_dash_before_a_here_document_is_a_word():
    words = shell.commands(script("kubectl apply -f - <<EOF\nkind: Pod\nEOF"))[0].words
    assert [(word.value, word.span.column) for word in words[2:]] == [("-f", 15), ("-", 18)]


def test_only_a_bracket_joined_to_a_word_may_be_a_torn_placeholder():
    texts = ("kubectl logs <pod", "kubectl logs < \\\npod", "wc -l < pod")
    torn = [shell.torn_placeholder(shell.commands(script(text))[0]) for text in texts]
    assert [word and word.value for word in torn] == ["pod", None, None]


@pytest.mark.parametrize(
    ("text", "outputs"),
    [
        ("a", [""]),
        ("a | b", ["|", ""]),
        ("a > f", ["f"]),
        ("a >> f 2>&1", ["f"]),
        ("a &> f", ["f"]),
        ("> f a", ["f"]),
        ("a 2> f", [""]),
        ("a >&2 < f", [""]),
        ("a 2>&1 | b > f", ["|", "f"]),
        ("{ a; b; } | c", ["|", "|", ""]),
        ("a && b > f", ["", "f"]),
        ("x=$(a) | b", ["", ""]),
        ("a <<E | b\ntext\nE", ["|", ""]),
        ("a <<E > f\ntext\nE", ["f"]),
        ("sudo a | b", ["|", ""]),
    ],
)
def test_what_takes_the_output(text, outputs):
    assert [command.output for command in shell.commands(script(text))] == outputs
