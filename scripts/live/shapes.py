"""A statement's syntax tree in, what can be known of it before it runs out: where its answer goes, its pipeline's programs."""

import re

import tree_sitter

Node = tree_sitter.Node
SILENT = {"if_statement", "while_statement", "case_statement", "function_definition", "test_command", "negated_command"}
LAST_WORD = re.compile(r"(?:^|\s)tee(?:\s+-\S+)*\s+(\S+)\s*$")


def answer(node: Node, text: str) -> str | None:
    """Where the answer of a statement goes: see `Statement.answer`."""
    body, target = node, ""
    if node.type == "redirected_statement":
        body = node.children[0]
        for redirect in node.children[1:]:
            target = _file(redirect, text) or target
    if body.type in SILENT or _is_quiet(body, text):
        return None
    if body.type in ("variable_assignment", "declaration_command"):
        name = re.search(r"([A-Za-z_]\w*)=\"?\$\(", text[body.start_byte : body.end_byte])
        return f"${name[1]}" if name else None
    if target == "/dev/null":
        tee = LAST_WORD.search(text[body.start_byte : body.end_byte])
        return tee[1] if tee else None
    return target


def _file(redirect: Node, text: str) -> str:
    """The file that stdout goes to; empty for another stream or a copy of one."""
    parts = {child.type: text[child.start_byte : child.end_byte] for child in redirect.children}
    operators = {">", ">>", ">|", "&>", "&>>"} & parts.keys()
    if redirect.type != "file_redirect" or not operators or parts.get("file_descriptor", "1") != "1":
        return ""
    return text[redirect.children[-1].start_byte : redirect.children[-1].end_byte]


def _is_quiet(body: Node, text: str) -> bool:
    """Whether the last program of a pipeline prints nothing on purpose: `grep -q`."""
    return bool(re.search(r"grep(?:\s+\S+)*?\s+-\w*q", text[body.start_byte : body.end_byte]))


def stages(node: Node) -> tuple[str, ...]:
    """The program of each stage of a pipeline; nothing for other statements."""
    body = node.children[0] if node.type == "redirected_statement" else node
    if body.type != "pipeline":
        return ()
    return tuple(_program(child) for child in body.children if child.is_named)


def _program(node: Node) -> str:
    while node.type == "redirected_statement":
        node = node.children[0]
    words = [child.text.decode() for child in node.children if child.is_named] if node.type == "command" else []
    while len(words) > 1 and (words[0] in ("sudo", "env") or "=" in words[0]):
        words = words[1:]
    return words[0] if words else ""
