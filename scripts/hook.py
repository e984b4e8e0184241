"""The one file that knows MkDocs: checks the notes, draws their diagrams, stamps blocks, adds generated pages and links."""

import html
import logging
import os
import re
from collections.abc import Callable, Iterable
from functools import partial, wraps
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_relative_url

from blockcheck import cheat_sheet, competencies, pages, versions
from blockcheck.beside import with_findings
from blockcheck.check import Memory, check_files
from blockcheck.competencies import Topic
from blockcheck.diagram import diagrams
from blockcheck.explain import cards, command_pages
from blockcheck.finding import Finding
from blockcheck.page import Page as Note
from blockcheck.proof import blocks, proof_page, record, stamps
from blockcheck.proof.record import Proof
from blockcheck.proof.stamped import stamped
from blockcheck.report import as_text
from blockcheck.search import index, sections
from blockcheck.search.index import Entry
from blockcheck.text import fences
from publishing.blanks import without_blanks
from publishing.finish import MANIFEST, PICTURE, finish, without_materials_search
from publishing.first_paint import waited_for
from publishing.offline import SIZE
from publishing.policy import with_policy
from publishing.scripts import fetched_ahead
from publishing.texts import Note as Text

log = logging.getLogger("mkdocs.hooks.notes")
PLAIN = re.compile(r'<span class="(?:w|o|p|p-Indicator)">([^<]*)</span>|(?<=<pre>)<span></span>')
BLOCK = re.compile(r'<div id="(?:run|file)-[^>]*>.*?</pre></div>', re.DOTALL)
BLOCK_ID = re.compile(r'<div id="((?:run|file)-[^"]*)"')
PLACEHOLDER = re.compile(r"&lt;([a-z][a-z0-9-]*)&gt;")
OUTPUT = re.compile(r'(<div [^>]*class="highlight)("[^>]*><span class="filename">Output</span>)')
RULES = "contributing/rules/"
TEXTS = {"title", "description"}
PREVIEW = "assets/preview.mjs"
PROGRAMS = {"kubernetes": "Kubernetes v", "etcd": "etcd ", "containerd": "containerd ", "crictl": "crictl v"}
PROGRAMS |= {"nerdctl": "nerdctl ", "helm": "Helm ", "kustomize": "Kustomize "}


class Run:
    """What lasts from one event to the next: the verb, the page at hand, and how many diagrams it has shown."""

    serving = False
    page: Page | None = None
    drawn = 0
    refused: str | None = None
    memory: Memory = {}  # noqa: RUF012 - one run, one memory: a save has only its own page checked
    notes: dict[str, Note] = {}  # noqa: RUF012 - by path below docs
    proofs: dict[str, dict[str, Proof]] = {}  # noqa: RUF012 - of each note, by block
    entries: list[Entry] = []  # noqa: RUF012 - of the search's index
    texts: dict[str, Text] = {}  # noqa: RUF012 - of the notes, for machines, by path below docs
    topics: list[Topic] = []  # noqa: RUF012 - in the navigation's order
    settled: object = None  # what `rendered` holds for: the configuration's text and the site's files
    rendered: dict[str, tuple[str, dict[str, Any]]] = {}  # noqa: RUF012 - while serving: a page's Markdown, what it became


def on_startup(command: str, dirty: bool) -> None:
    Run.serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    config.extra["valid_for"] = valid_for(versions.every())
    config.extra |= {"picture": PICTURE, "manifest": MANIFEST, "offline_size": SIZE}
    if address := os.environ.get("REPOSITORY_URL", "").rstrip("/"):
        config.edit_uri_template = f"{address}/edit/main/docs/{{path}}"
    for fence in config.mdx_configs["pymdownx.superfences"]["custom_fences"]:
        if fence["name"] == "mermaid":
            fence["format"] = drawing(fence["format"])


def on_pre_build(config: MkDocsConfig) -> None:
    """Check the notes. While serving, findings are warnings; otherwise one error stops the build."""
    if not Run.serving and not diagrams.available():
        raise PluginError("diagrams cannot be drawn: merman has no wheel for this platform; build on Linux x86-64")
    try:
        findings = check_files([Path(config.docs_dir)], Run.memory)
        Run.proofs = record.by_page(record.read())
    except OSError as error:
        raise PluginError(str(error)) from error
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors and not Run.serving:
        raise PluginError(f"the notes have errors, nothing was built\n\n{as_text(findings)}")
    if findings:
        log.log(logging.WARNING if errors else logging.INFO, "the checker says:\n\n%s", as_text(findings))


def on_files(files: Files, config: MkDocsConfig) -> None:
    Run.entries, Run.texts = [], {}
    pages_by_path = {os.path.abspath(name): note for name, (note, _) in Run.memory.items()}
    written = {file.src_uri: os.path.abspath(file.abs_src_path or "") for file in files.documentation_pages()}
    Run.notes = {uri: pages_by_path[path] for uri, path in written.items() if path in pages_by_path}
    Run.topics = topics(Run.notes, config)
    uncovered = list(
        competencies.problems(config.extra["competencies"], config.extra["competencies_to_come"], Run.topics)
    )
    if uncovered and refuse("\n".join(uncovered)):
        raise PluginError("\n".join(uncovered))
    generate(files, config)
    settled = Path(config.config_file_path).read_bytes(), set(files.src_uris)
    if Run.settled != settled:
        Run.settled, Run.rendered = settled, {}
    preview = files.get_file_from_path(PREVIEW)
    if preview and not Run.serving:
        files.remove(preview)


def generate(files: Files, config: MkDocsConfig) -> None:
    """Add the pages that are made and not written, with their places in the navigation, and what the cards say."""
    listed = [path for path in in_order(config.nav) if path in Run.notes and not path.startswith("contributing/")]
    taught = {path: Run.notes[path] for path in listed}
    made = pages.generated() | command_pages.generated(taught)
    place_in_navigation(config.nav, made)
    made[proof_page.PATH] = proof_page.generated(Run.notes, Run.proofs)
    if cheat_sheet.PATH in in_order(config.nav):
        made[cheat_sheet.PATH] = sheet()
    for path, note in Run.notes.items():
        if said := cards.of(note):
            made[(Path(path).with_suffix("") / cards.PLACE).as_posix().replace("index/", "")] = said
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    Run.page, Run.drawn, Run.refused = page, 0, None
    if Run.serving:
        page.render = partial(rendered, page, page.render)
    for name in ("aliases", "competencies"):  # YAML makes a number of 6443, and a person may forget the brackets
        value = page.meta.get(name) or []
        page.meta[name] = [str(word) for word in (value if isinstance(value, list) else [value])]
    for name in TEXTS.intersection(page.meta):  # Material prints them as they are
        page.meta[name] = escape(str(page.meta[name]))
    names = config.extra["competencies"]
    return competencies.filled(stamp(markdown, page), page.file.src_uri, names, Run.topics)


def sheet() -> str:
    """The cheat sheet; an entry of its list that names nothing stops the build."""
    try:
        content, problems = cheat_sheet.generated(Run.notes, cheat_sheet.entries())
    except ValueError as error:
        content, problems = "", [str(error)]
    if problems and refuse("\n".join(problems)):
        raise PluginError("\n".join(problems))
    return content


def topics(notes: dict[str, Note], config: MkDocsConfig) -> list[Topic]:
    """What each note in the navigation serves, in the navigation's order."""
    found = []
    for uri in in_order(config.nav):
        fields = notes[uri].front.fields if uri in notes else {}
        serves = fields.get("competencies")
        found.append(Topic(uri, str(fields.get("title", uri)), tuple(serves) if isinstance(serves, list) else ()))
    return [topic for topic in found if topic.serves]


def in_order(nav: Any) -> list[str]:
    """The paths in a navigation, from top to bottom."""
    if isinstance(nav, str):
        return [nav]
    return [path for item in (nav.values() if isinstance(nav, dict) else nav or []) for path in in_order(item)]


def stamp(markdown: str, page: Page) -> str:
    """Say on the page, and under each of its blocks, what came of running them."""
    note = Run.notes.get(page.file.src_uri)
    found = blocks.of(note) if note else []
    if not note or not found:
        page.meta["proof"] = None
        return markdown
    proofs = Run.proofs.get(page.file.src_uri, {})
    label, sentence = stamps.summary(stamps.counts(found, proofs))
    place = f"{proof_page.PATH.removesuffix('.md')}/#{proof_page.anchor(page.file.src_uri)}"
    page.meta["proof"] = {"label": label, "sentence": sentence, "place": place}
    return stamped(markdown, note, proofs)


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Without the elements that highlighting puts around blanks and signs: a third of a page's elements, and little to see."""
    if Run.refused:
        raise PluginError(Run.refused)
    content = BLOCK.sub(lambda block: PLACEHOLDER.sub(r"<var>\g<0></var>", block[0]), PLAIN.sub(r"\1", content))
    if page.present_anchor_ids is not None:  # MkDocs does not see those of blocks
        page.present_anchor_ids |= set(BLOCK_ID.findall(content))
    content = OUTPUT.sub(r"\1 no-copy\2", content)
    page.meta["placeholders"] = list(dict.fromkeys(re.findall(r"<var>&lt;([a-z0-9-]+)&gt;</var>", content)))
    wanted = page.meta.get("search") or {}
    if not wanted.get("exclude"):
        url, boost = page.url.removeprefix("./"), float(wanted.get("boost", 1))
        title, about = (html.unescape(str(text)) for text in (page.title, page.meta.get("description", "")))
        Run.entries.append(Entry(url, title, tuple(page.meta["aliases"]), boost, sections.of(content)))
        note = Run.notes.get(page.file.src_uri)
        if note:
            section = page.ancestors[-1].title if page.ancestors else config.site_name
            Run.texts[page.file.src_uri] = Text(url, title, about, section, note.text)
    page.meta["search"] = {"exclude": True}  # from Material's own index, which nobody reads
    return with_findings(content, *found_on(page), get_relative_url(RULES, page.url)) if Run.serving else content


def found_on(page: Page) -> tuple[Note, list[Finding]]:
    """A page as the checker read it, with what it found; the same without findings for one that is generated."""
    name = os.path.abspath(page.file.abs_src_path or "")
    return next((known for path, known in Run.memory.items() if os.path.abspath(path) == name), (Note(name, ""), []))


def rendered(page: Page, render: Callable[..., None], config: MkDocsConfig, files: Files) -> None:
    """Render a page as MkDocs does; one whose Markdown is as it was, and that nothing complained of, becomes what it was."""
    markdown, made = Run.rendered.get(page.file.abs_dest_path, (None, {}))
    if markdown == page.markdown:
        links = made.get("links_to_anchors") or {}  # to the files of the former build
        now = {files.get_file_from_path(file.src_uri): anchors for file, anchors in links.items()}
        vars(page).update(made | {"links_to_anchors": now})
        return
    before, complaints, logger = dict(vars(page)), CountHandler(level=logging.WARNING), logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    try:
        render(config, files)
    finally:
        logger.removeHandler(complaints)
    if not complaints.counts:
        made = {name: value for name, value in vars(page).items() if before.get(name) is not value}
        Run.rendered[page.file.abs_dest_path] = page.markdown, made


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    try:
        return published(output, page.content or "")
    except ValueError as error:
        raise PluginError(f"docs/{page.file.src_uri}: {error}") from error


@event_priority(-100)
def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    return published(output) if template_name.endswith(".html") else output


def published(html: str, content: str = "") -> str:
    """A page with its policy, without blanks that are not seen, painted when it is whole, its scripts fetched meanwhile.

    While serving as it is: what reloads it is no script of ours.
    """
    return html if Run.serving else with_policy(fetched_ahead(waited_for(without_blanks(html))), content)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Make of what MkDocs has built what is published; while serving only what the pages need."""
    site, made = Path(config.site_dir), index.files(Run.entries)
    if Run.serving:
        without_materials_search(site, made)
    else:
        texts = [Run.texts[path] for path in in_order(config.nav) if path in Run.texts]
        finish(site, config.site_name, config.site_description or "", texts, made)


def drawing(fallback: Callable[..., str]) -> Callable[..., str]:
    """A formatter for mermaid fences: an inline SVG, or what `fallback` makes of it where none can be drawn."""

    @wraps(fallback)  # mermaid2 knows its own formatter by name
    def draw(source: str, language: str, css_class: str, options: dict[str, Any], md: Any, **rest: Any) -> str:
        Run.drawn += 1
        try:
            return diagrams.figure(source, f"diagram-{Run.drawn}")
        except diagrams.CannotDraw as error:
            drawn = "; mermaid2 draws it in the browser" if Run.serving else ""
            Run.refused = refuse(f"{place(source)}: this diagram cannot be drawn: {error}{drawn}")
            return fallback(html.escape(source, quote=False), language, css_class, options, md, **rest)

    return draw


def refuse(why: str) -> str | None:
    """While serving, warn and go on; otherwise the reason to stop."""
    if Run.serving:
        log.warning("%s", why)
    return None if Run.serving else why


def place(source: str) -> str:
    """File and line of a diagram on the page at hand."""
    if Run.page is None:
        return "?"
    lines = Run.page.file.content_string.split("\n")
    blocks = (b for b in fences.parse(lines).blocks if b.text.strip() == source.strip())
    line = next((block.header.line for block in blocks), 1)
    return f"{os.path.relpath(Run.page.file.abs_src_path or Run.page.file.src_uri)}:{line}"


def valid_for(pinned: dict[str, list[str]]) -> str:
    """The versions as a sentence's list; a bare major is `2.x`."""
    shown = {name: [v if "." in v or len(found) > 1 else f"{v}.x" for v in found] for name, found in pinned.items()}
    return ", ".join(PROGRAMS.get(name, f"{name} ") + " and ".join(found) for name, found in shown.items())


def place_in_navigation(nav: list[Any] | None, made: Iterable[str]) -> None:
    """Give every generated page a place: below the index of its folder."""
    for item in nav or []:
        for below in item.values() if isinstance(item, dict) else []:
            if isinstance(below, list):
                folders = {Path(path).parent for path in below if isinstance(path, str) and path.endswith("index.md")}
                below.extend(path for path in made if Path(path).parent in folders and path not in below)
                place_in_navigation(below, made)
