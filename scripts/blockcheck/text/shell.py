"""A script in, its commands out: words with their values and exact places. Nothing is run."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

import tree_sitter
import tree_sitter_bash

from blockcheck.finding import Span
from blockcheck.text import placeholders
from blockcheck.text.characters import MEANT, UNCLEAR
from blockcheck.text.fences import Line
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.session import Script

Node = tree_sitter.Node
EXPANSIONS = {"simple_expansion", "expansion", "command_substitution", "process_substitution", "arithmetic_expansion"}
WRITES = {">", ">>", ">|", "&>", "&>>", ">&"}
REDIRECTS = {"file_redirect", "heredoc_redirect", "herestring_redirect"}
WORDS = EXPANSIONS | {
    "word",
    "string",
    "raw_string",
    "ansi_c_string",
    "concatenation",
    "number",
    "translated_string",
    "brace_expression",
}
MOST_WORDS = 5_000  # of one command,
MOST_COMMANDS = 10_000  # of one script, and
LONGEST = 300_000  # characters of one: what goes on longer is an attack on the checker, and only its syntax is read
QUOTED = {"string", "raw_string", "ansi_c_string", "translated_string"}
RUN_OF_UNKNOWN = re.compile(f"{UNKNOWN}+")
GLOB = re.compile(r"(?<!\\)[*?\[]")


class Word(NamedTuple):
    """One word: as written, its value without quotes (`UNKNOWN` for expansions and placeholders), its place.

    `many`: an unquoted expansion or a glob, which may become any number of words.
    """

    raw: str
    value: str
    span: Span
    many: bool = False
    quoted: bool = False


class Redirect(NamedTuple):
    """`operator` such as `<`, the file it names, and whether the two stand together without a space."""

    operator: str
    target: Word
    joined: bool


class Command(NamedTuple):
    """A simple command: the program and its arguments, its assignments and redirections, and what takes its output: `|`,
    a file's name, nothing where a reader sees it."""

    words: tuple[Word, ...]
    assignments: tuple[str, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    output: str = ""


@cache
def _parser() -> tuple[tree_sitter.Parser, tree_sitter.Query]:
    language = tree_sitter.Language(tree_sitter_bash.language())
    return tree_sitter.Parser(language), tree_sitter.Query(language, "[(command) (declaration_command)] @command")


SPACED_BACKSLASH = re.compile(r"(?<!\\)\\([ \t]+)$", re.MULTILINE)
DASH_BEFORE_HEREDOC = re.compile(r"(?<=[ \t])-(?=[ \t]+<<)")
"""tree-sitter loses a lone dash there: `kubectl apply -f - <<EOF`."""
LETTERS = str.maketrans(dict.fromkeys(UNCLEAR, "x"))
MARKED = str.maketrans(dict.fromkeys(UNCLEAR, UNKNOWN))


def as_meant(text: str) -> str:
    """The text without its typographic slips, each character in its place: other rules report those."""
    return SPACED_BACKSLASH.sub(r"\1\\", text.translate(MEANT))


def ascii_mask(text: str) -> str:
    """The text with placeholders and odd characters as letters: what a shell parser may see of it."""
    masked = DASH_BEFORE_HEREDOC.sub("x", placeholders.mask(as_meant(text), "p").translate(LETTERS))
    return masked if masked.isascii() else "".join(c if c.isascii() else "x" for c in masked)


def commands(script: Script) -> list[Command]:
    """Every simple command of the script, those within substitutions included, in their order."""
    return _Reader(script).commands() if sum(len(line.text) for line in script) in range(1, LONGEST) else []


class _Reader:
    """One script while it is read: the text as written, and with unknown parts marked."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.text = "\n".join(line.text for line in script)
        self.known = placeholders.mask(as_meant(self.text), UNKNOWN).translate(MARKED)

    def commands(self) -> list[Command]:
        parser, query = _parser()
        tree = parser.parse(ascii_mask(self.text).encode("ascii"))
        nodes = tree_sitter.QueryCursor(query).captures(tree.root_node).get("command", [])
        nodes.sort(key=lambda node: node.start_byte)
        return [command for command in map(self._command, nodes[:MOST_COMMANDS]) if command.words]

    def _command(self, node: Node) -> Command:
        words: list[Word] = []
        assignments: list[str] = []
        redirects: list[Redirect] = []
        end = -1  # where the last word ended, as the parser sees it
        for child in islice(_parts(node), MOST_WORDS):
            kind = child.type
            if kind == "command_name" or kind in WORDS:
                word = self._word(child)
                broken = (
                    words and self.text[end : child.start_byte] == "\\\n"
                )  # no space: the word goes on in the next line
                words[-1:] = [_glued(words[-1], word)] if broken else [*words[-1:], word]
                end = child.end_byte
            elif kind == "variable_assignment" and not words:
                assignments.append(self.text[child.start_byte : child.end_byte])
            elif kind in REDIRECTS:
                operator, joined, targets = self._redirect(child)
                redirects += [Redirect(operator, target, joined) for target in targets[:1]]
                words += targets[1:]
            elif node.type == "declaration_command":
                words.append(self._word(child))
        return Command(tuple(words), tuple(assignments), tuple(redirects), self._output(node))

    def _output(self, node: Node) -> str:
        """What takes the output of a command, or of what it stands in: `|`, a file's name, nothing."""
        own = [child for child in node.children if child.type == "file_redirect"]
        while True:
            parent = node.parent
            if parent is not None and parent.type == "redirected_statement" and node == parent.children[0]:
                own += _taking(parent.children)
            files = [redirect for redirect in own if _takes_output(redirect)]
            if files:
                return self._redirect(files[-1])[2][0].value
            piped = parent is not None and parent.type == "pipeline" and node != parent.named_children[-1]
            if piped or any(redirect.type == "pipeline" for redirect in own):
                return "|"
            if (
                parent is None
                or "substitution" in parent.type
                or (parent.type == "list" and node != parent.children[-1])
            ):
                return ""
            node, own = parent, []

    def _redirect(self, node: Node) -> tuple[str, bool, list[Word]]:
        """The operator, whether a word follows it at once, and its words.

        The first is the target; the parser takes the arguments behind it for more of them.
        """
        targets: list[Word] = []
        for child in node.children:
            if child.type in WORDS or child.type == "heredoc_start":
                word = self._word(child)
                if targets and word.span[:2] == targets[-1].span[2:]:
                    continue  # no space between: the rest of the same word
                targets.append(word)
        operator = next((child for child in node.children if child.type[0] in "<>&"), None)
        joined = any(
            child.start_byte == operator.end_byte for child in node.children if operator and child.type in WORDS
        )
        return (operator.type if operator else ""), joined, targets

    def _word(self, node: Node) -> Word:
        if node.type == "command_name" and node.child_count == 1:
            node = node.children[0]
        value = self._value(node)
        if UNKNOWN in value:
            value = RUN_OF_UNKNOWN.sub(UNKNOWN, value)
        bare = [node] if node.type in ("word", "brace_expression") else [c for c in node.children if c.type == "word"]
        unquoted = (
            "".join(self.known[part.start_byte : part.end_byte] for part in bare) if node.type not in QUOTED else ""
        )
        many = node.type in EXPANSIONS or _may_be_many(unquoted)
        return Word(
            self.text[node.start_byte : node.end_byte], value, self._span(node), many, node.type.endswith("string")
        )

    def _value(self, node: Node) -> str:
        text = self.known[node.start_byte : node.end_byte]
        if node.type in EXPANSIONS:
            return UNKNOWN
        if node.type == "raw_string":
            return text[1:-1]
        if node.type in ("string", "translated_string"):
            return self._joined(node)[1:-1]
        if node.type == "ansi_c_string":
            return text[2:-1]
        if node.type == "concatenation":
            return self._joined(node)
        return re.sub(r"\\(?s:(.))", r"\1", text) if "\\" in text else text

    def _joined(self, node: Node) -> str:
        """The values of a node's parts, with what stands between them."""
        value, at = "", node.start_byte
        for child in node.children:
            value += self.known[at : child.start_byte]
            if child.type == "string_content":
                value += re.sub(r"\\([\"\\$`\n])", r"\1", self.known[child.start_byte : child.end_byte])
            else:
                value += self._value(child)
            at = child.end_byte
        return value + self.known[at : node.end_byte]

    def _span(self, node: Node) -> Span:
        (row, column), (end_row, end_column) = node.start_point, node.end_point
        first, last = self.script[row], self.script[min(end_row, len(self.script) - 1)]
        return Span(first.number, first.column + column, last.number, last.column + end_column)


def _parts(node: Node) -> Iterator[Node]:
    """A command's own parts, then those its redirections took."""
    yield from node.children
    parent = node.parent
    if parent is not None and parent.type == "redirected_statement":
        yield from (child for child in parent.children if child.type in REDIRECTS)


def _taking(redirects: list[Node]) -> Iterator[Node]:
    """The redirections, and what follows a here-document's first line, a pipe or more redirections."""
    for redirect in redirects:
        yield redirect
        if redirect.type == "heredoc_redirect":
            yield from redirect.children


def _takes_output(redirect: Node) -> bool:
    """Whether a redirection writes standard output into a file: not `2> file`, `>&2` or `< file`."""
    kinds = [child.type for child in redirect.children]
    if redirect.type != "file_redirect" or (kinds[0] == "file_descriptor" and redirect.children[0].text != b"1"):
        return False
    return not set(kinds).isdisjoint(WRITES) and kinds[-1] not in ("number", "file_descriptor")


def _glued(one: Word, two: Word) -> Word:
    """Two parts of a word with a backslash and a line's end between them."""
    span = Span(*one.span[:2], *two.span[2:])
    return Word(f"{one.raw}\\\n{two.raw}", one.value + two.value, span, one.many or two.many)


def _may_be_many(text: str) -> bool:
    """Whether an unquoted word is a glob or a brace expansion."""
    return bool(GLOB.search(text)) or ("{" in text and ("," in text or ".." in text))


def torn_placeholder(command: Command) -> Word | None:
    """The name behind a `<` that was to begin a placeholder: a file's name would have a dot or a slash."""
    reads = any(word.value.endswith(("=-", "-f-")) or word.value in ("-", "/dev/stdin") for word in command.words)
    interactive = any(re.fullmatch(r"-\w*i\w*|--stdin(?:=true)?", word.value) for word in command.words)
    targets = (redirect.target for redirect in command.redirects if redirect.operator == "<" and redirect.joined)
    return (
        None
        if reads or interactive
        else next((word for word in targets if re.fullmatch(r"[A-Za-z][\w-]*", word.value)), None)
    )


def inner_script(word: Word, script: Script) -> Script:
    """The script in a quoted word of a script (`sh -c '…'`), with its places; empty if its quoting hides them."""
    text = word.raw
    if len(text) < 2 or text[0] != text[-1] or text[0] not in "\"'" or (text[0] == '"' and "\\" in text):
        return ()
    rows = text[1:-1].split("\n")
    columns = {line.number: line.column for line in script}
    first = Line(rows[0], word.span.line, word.span.column + 1)
    later = (Line(row, word.span.line + n, columns.get(word.span.line + n, 1)) for n, row in enumerate(rows[1:], 1))
    return (first, *later)
