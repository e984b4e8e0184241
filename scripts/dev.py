"""The one command: sets up .venv by itself, then serves, checks, tests, builds, lints or locks."""

import sys

if sys.version_info < (3, 11):  # before anything else: this file parses on Python 3.6, the others need not
    sys.exit(
        f"dev.py: needs Python 3.11 or newer, this is {sys.version.split()[0]}; "
        "start it with a newer one, for example: python3.13 scripts/dev.py"
    )

import os
import signal
from typing import Any

from devtool.environment import DEV, SITE, ensure, variables
from devtool.process import ROOT, Stop, in_words, run, say

USAGE = """\
usage: python3 scripts/dev.py VERB

  serve  [--port N]             preview with live reload on 127.0.0.1:8000
  check  [--format F] [PATH..]  check the blocks of the pages; F is text, json, github or sarif; --fix mends
                                --proven: a block that was not run as it stands is an error
  live   [PATH..]               run the blocks of the pages on a throw-away cluster and record it; --help says more
  new    SECTION/NAME           write a page to begin with and list it in mkdocs.yml; --title "..." names it
  explain RULE                  say what a rule of the checker finds, why, and what to write
  test   [--quick] [ARGUMENT..] run the tests; --quick: those without browser and cluster; arguments go to pytest
  build                         build the site into site/; any error stops it
  lint   [--fix]                look at code, prose and workflows; mend what can be mended
  bench                         measure the checker, the build and a save against named rivals
  harvest PROGRAM --binary F    record a real program's commands and flags; --check compares
  harvest schemas               record the schemas of the Kubernetes API (needs Go); --check compares
  links                         ask other sites whether our links still lead somewhere (needs a network)
  lock   [--check] [--upgrade]  pin the packages of requirements*.in by hash
  way-out                       build with Zensical, MkDocs Material's successor, and say what survives
"""


def serve(arguments: list[str]) -> int:
    from devtool.site import preview

    return preview(options("serve", arguments, port=8000)["port"])


def check(arguments: list[str]) -> int:
    return run([ensure(SITE), "-m", "blockcheck", *from_root(arguments)], variables())


def explain(arguments: list[str]) -> int:
    if len(arguments) != 1:
        raise Stop("explain: name one rule, as a finding does: python3 scripts/dev.py explain unknown-program")
    return run([ensure(SITE), "-m", "blockcheck", "--explain", *arguments], variables())


def test(arguments: list[str]) -> int:
    some = [one for one in arguments if one != "--quick"]
    every = [] if some else ["-n", "auto", "--dist", "loadfile"]
    quick = ["--ignore=tests/site", "--ignore=tests/live"] if "--quick" in arguments else []
    return run([ensure(DEV), "-m", "pytest", *every, *quick, *from_root(some)], variables())


def build(arguments: list[str]) -> int:
    from devtool.site import build as build_site

    options("build", arguments)
    return build_site()


def lint(arguments: list[str]) -> int:
    from devtool.lint import lint as lint_tree

    return lint_tree(**options("lint", arguments, fix=False))


def links(arguments: list[str]) -> int:
    from devtool.links import links as ask

    options("links", arguments)
    return ask()


def lock(arguments: list[str]) -> int:
    from devtool.pins import lock as lock_pins

    return lock_pins(**options("lock", arguments, check=False, upgrade=False))


def bench(arguments: list[str]) -> int:
    options("bench", arguments)
    return run([ensure(DEV), "-m", "devtool.bench"], variables())


def harvest(arguments: list[str]) -> int:
    from devtool.harvesting import harvest as harvest_program

    program = arguments.pop(0) if arguments and not arguments[0].startswith("-") else None
    return harvest_program(program, **options("harvest", arguments, binary="", check=False))


def live(arguments: list[str]) -> int:
    if sys.platform == "win32":
        raise Stop("live: needs Linux; run it in WSL, as root: sudo python3 scripts/dev.py live")
    try:
        # In the place of this process: Ctrl-C is its alone, and nothing hurries it while it removes its clusters.
        python = str(ensure(SITE))
        os.chdir(ROOT)
        os.execve(python, [python, "-m", "live", *from_root(arguments)], variables())
    except PermissionError as error:
        what = f"{error.filename} belongs to another user"
        raise Stop(f"live: {what}; run it as root: sudo python3 scripts/dev.py live") from None


def new(arguments: list[str]) -> int:
    from devtool.new import new as new_page

    if not arguments or arguments[0].startswith("-"):
        raise Stop("new: name the page by its section and its own name: python3 scripts/dev.py new architecture/topic")
    return new_page(arguments[0], **options("new", arguments[1:], title=""))


def way_out(arguments: list[str]) -> int:
    from devtool.way_out import way_out as try_zensical

    options("way-out", arguments)
    return try_zensical()


EVERY = (serve, check, explain, test, build, lint, bench, harvest, links, lock, live, new, way_out)
VERBS = {verb.__name__.replace("_", "-"): verb for verb in EVERY}


def options(verb: str, arguments: list[str], **defaults: Any) -> dict[str, Any]:
    """Read `--name` where the default is False and `--name VALUE` otherwise; nothing else is known."""
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> None:
            raise Stop(f"{verb}: {message}; see python3 scripts/dev.py --help")

    parser = Parser(f"dev.py {verb}", allow_abbrev=False)
    for name, default in defaults.items():
        how = {"action": "store_true"} if default is False else {"type": type(default), "default": default}
        parser.add_argument(f"--{name}", **how)
    return vars(parser.parse_args(arguments))


def from_root(arguments: list[str]) -> list[str]:
    """Let what names a file in the caller's folder name it from the root, where everything runs."""
    here = os.getcwd()
    return [_from_root(here, name) if os.path.exists(name) else name for name in arguments]


def _from_root(here: str, name: str) -> str:
    try:
        return os.path.relpath(os.path.join(here, name), ROOT)
    except ValueError:  # on another drive of Windows
        return os.path.abspath(name)


def main(arguments: list[str]) -> int:
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # what runs in it ends first
    try:
        if verb not in VERBS:
            raise Stop(f"{f'no verb {verb}' if verb else 'which verb'}? There are {', '.join(VERBS)}; --help says more")
        return VERBS[verb](rest)
    except Stop as reason:
        say(f"dev.py: {reason}")
    except OSError as error:
        say(f"dev.py: {in_words(error)}")
    except KeyboardInterrupt:
        say("dev.py: stopped.")
        return 130
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
