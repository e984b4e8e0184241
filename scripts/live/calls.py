"""A script in, what its commands are about out: which ask, which never end by themselves, which a simulated node answers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.command import commands, programs
from blockcheck.command.commands import Call
from blockcheck.finding import Span
from blockcheck.page import Page
from blockcheck.text.session import Script

FENCE = "`" * 40
ASKING = {
    "kubectl": {
        "get", "describe", "top", "logs", "events", "api-resources", "api-versions", "explain", "version",
        "cluster-info", "config view", "config get-contexts", "config get-clusters", "config get-users",
        "config current-context", "auth whoami", "auth can-i", "rollout history", "rollout status",
    },
    "etcdctl": {"get", "member list", "endpoint health", "endpoint status", "endpoint hashkv", "user list", "role list"},
    "etcdutl": {"snapshot status", "hashkv"},
    "crictl": {"ps", "pods", "images", "inspect", "inspectp", "inspecti", "logs", "stats", "statsp", "info", "version"},
    "ctr": {"images list", "containers list", "tasks list", "namespaces list", "plugins list"},
    "nerdctl": {"ps", "images", "logs", "inspect", "info", "namespace ls"},
    "helm": {"list", "status", "history", "template", "search repo", "repo list", "get values", "get manifest", "show"},
    "kubeadm": {"certs check-expiration", "config print", "config images list", "token list", "version"},
    "kustomize": {"build"},
}  # fmt: skip
FOLLOWING = {("kubectl", "get"), ("kubectl", "events"), ("crictl", "stats")}
FOLLOWS = {("kubectl", "logs"), ("crictl", "logs"), ("nerdctl", "logs")}
ENDLESS = {
    "kubectl port-forward", "kubectl proxy", "kubectl attach", "etcdctl watch", "etcdctl lease keep-alive", "etcdctl elect",
    "etcdctl lock", "crictl events", "ctr events", "nerdctl events",
}  # fmt: skip
ENDLESS_WORDS = {
    "watch": r".*",
    "tail": r"-\w*[fF]\w*|--follow(?:=.*)?",
    "sleep": "inf(?:inity)?",
    "journalctl": "-f|--follow",
}
ON_NODES = {"logs", "exec", "attach", "cp", "top", "port-forward", "debug"}
CONTROL_PLANE = re.compile(r"(?<![\w-])cp1(?![\w-])|(?:etcd|kube-(?:apiserver|scheduler|controller-manager))-[\w-]+")


class Called(NamedTuple):
    """One command of a script: its program, its subcommand ("get"), its raw words, and where it begins."""

    program: str
    path: str
    words: tuple[str, ...]
    span: Span
    endless: bool

    @property
    def asks(self) -> bool:
        known = ASKING.get(self.program, ())
        return self.path in known or self.path.partition(" ")[0] in known

    @property
    def simulated(self) -> bool:
        """Whether kwok answers: what a container prints, on a node that does not exist."""
        return (
            self.program == "kubectl"
            and self.path.partition(" ")[0] in ON_NODES
            and not CONTROL_PLANE.search(" ".join(self.words))
        )


def called(script: Script) -> list[Called]:
    """Every command of the script, those behind `sudo` and their like included, with its place in the script's own lines."""
    text = "\n".join(line.text for line in script)
    page = Page("", f"{FENCE}bash\n{text}\n{FENCE}\n")
    known = list(_known(page))
    places = {one.span for one in known}
    return [*known, *(one for one in _others(page) if one.span not in places)]


def _known(page: Page) -> Iterator[Called]:
    """The programs whose command tree is recorded."""
    calls = commands.calls(page)
    behind = {word.span: call for call in calls for word in call.invocations[0].after_dashes}
    endless = {id(behind.get(call.command.words[0].span, call)) for call in calls if _endless(call)}
    for call in calls:
        invocation = call.invocations[0]
        words = tuple(word.raw for word in call.command.words)
        path = " ".join(invocation.command.path)
        span = _moved(call.command.words[0].span)
        yield Called(invocation.program.name, path, words, span, id(call) in endless)


def _endless(call: Call) -> bool:
    """Whether a command goes on until it is interrupted; behind `exec --` the outer command is what is interrupted."""
    invocation = call.invocations[0]
    name = (invocation.program.name, invocation.command.path[0] if invocation.command.path else "")
    watch = invocation.option("--watch", "-w", "--watch-only") if name in FOLLOWING else None
    follow = invocation.option("--follow", "-f") if name in FOLLOWS else None
    given = watch or follow
    return invocation.name in ENDLESS or (given is not None and given.value != "false")


def _others(page: Page) -> Iterator[Called]:
    for typed in page.typed:
        for command, _ in programs.calls(typed.commands, typed.script):
            words = tuple(word.raw for word in command.words)
            pattern = ENDLESS_WORDS.get(words[0], "(?!)")
            endless = any(re.fullmatch(pattern, word) for word in words[1:])
            yield Called(words[0].rsplit("/", 1)[-1], "", words, _moved(command.words[0].span), endless)


def _moved(span: Span) -> Span:
    """Lines count from 1 in the script again."""
    return Span(span.line - 1, span.column, span.end_line - 1, span.end_column)
