"""A finished site in, the same as a ZIP that works from a folder out: no server, and links that name their files."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from publishing.policy import META

LINK = re.compile(r'(?<=\shref=")[^"]*')
MODULE = re.compile(r'<script (?=[^>]*type="module")[^>]*src="([^"]+)\.mjs"[^>]*></script>')
ONLINE = re.compile(  # what only a server can give: a copy in the browser, this archive
    r'<p class="online">.*?</p>\s*|<link (?=[^>]*rel="manifest")[^>]*>\s*|<script [^>]*/offline\.mjs"[^>]*></script>',
    re.DOTALL,
)
IMPORT = re.compile(r'^import \{.*?\} from ".*?"\n', re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
SEARCH = "assets/search/here.js"
LEFT_OUT = (
    ".md",
    ".gz",
    ".xml",
    ".zip",
    "sw.js",
    "site.webmanifest",
    "offline.mjs",
    "worker.mjs",
    "llms.txt",
    "words.json",
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive


def write(site: Path, archive: Path, folder: str) -> None:
    """The pages with all they need, below one folder; scripts as a browser runs them from a file."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in sorted(_files(site)):
            made.writestr(zipfile.ZipInfo(f"{folder}/{name}", LONG_AGO), content, zipfile.ZIP_DEFLATED)


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or name.endswith(LEFT_OUT) or name.startswith("search/") or name == "404.html":
            continue
        if path.suffix == ".html":
            words = path.with_name("words.json")
            inside = words.read_text(encoding="utf-8") if words.exists() else ""
            yield name, local(path.read_text(encoding="utf-8"), inside).encode()
        elif path.suffix == ".mjs":
            yield name.replace(".mjs", ".js"), classic(path.read_text(encoding="utf-8")).encode()
        else:
            yield name, path.read_bytes()
    yield SEARCH, _search(site).encode()


def local(html: str, words: str = "") -> str:
    """A page whose links lead to files, without the policy that no file fits, and with what it would fetch inside."""
    html = MODULE.sub(r'<script defer src="\1.js"></script>', ONLINE.sub("", META.sub("", html)))
    html = LINK.sub(lambda link: _file(link[0]), html)
    if words:
        safe = words.replace("</", r"<\/")
        html = html.replace("</body>", f'<script type="application/json" id="words">{safe}</script></body>')
    return html


def _file(link: str) -> str:
    path, mark, anchor = link.partition("#")
    inside = path and "://" not in path and not path.startswith(("/", "mailto:"))
    if inside and (path.endswith("/") or path.rsplit("/", 1)[-1] in (".", "..")):
        path = f"{path.rstrip('/')}/index.html"
    return f"{path}{mark}{anchor}"


def classic(module: str) -> str:
    """A module as a script of its own: browsers load no module from a file."""
    body = _body(module).replace("import.meta.url", "here")
    return f"(async () => {{ const here = document.currentScript.src\n{body}}})()\n"


def _search(site: Path) -> str:
    """The engine with its index, as `window.search(query)`."""
    index = json.loads((site / "search/index.json").read_text(encoding="utf-8"))
    for name in index.pop("texts"):
        for number, text in json.loads((site / "search" / name).read_text(encoding="utf-8")).items():
            index["sections"][int(number)].append(text)
    engine, results = (
        _body((site / f"assets/search/{name}.mjs").read_text(encoding="utf-8")) for name in ("engine", "results")
    )
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return (
        f"window.search = (() => {{\nconst {{Engine, words}} = (() => {{\n{engine}\nreturn {{Engine, words}}\n}})()\n"
        f"{results}\nconst engine = new Engine({data})\n"
        "const files = item => ({...item, location: item.location.replace(/(#|$)/, 'index.html$1')})\n"
        "return query => items(engine, query).map(group => group.map(files))\n})()\n"
    )


def _body(module: str) -> str:
    return EXPORT.sub("", IMPORT.sub("", module))
