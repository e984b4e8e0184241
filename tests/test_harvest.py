"""The recorder of commands and flags: parsing, probing, sameness, check mode, hangs; on programs made up here."""

import json
import os
import sys
from pathlib import Path

import pytest

import harvest

if os.name == "nt":
    pytest.skip(
        "SKIPPED harvest tests: a made-up program needs a first line that names Python", allow_module_level=True
    )

# Answers like pflag, but in a few lines: flags are read left to right, help is printed when all are good.
PFLAG = """#!{python} -IS
import sys
VALUES = {values!r}
PAGES = {pages!r}

def fail(message):
    sys.exit("error: " + message)

def main():
    words = sys.argv[1:]
    path = []
    while words and not words[0].startswith("-"):
        path.append(words.pop(0))
    while words:
        word = words.pop(0)
        if word in ("--help", "-h", "--help=true"):
            while words and not words[0].startswith("-"):
                path.append(words.pop(0))
            continue
        name, given, value = word.partition("=")
        kind = VALUES.get(name) or fail("unknown flag: " + name)
        if kind == "early":
            fail("no such file")
        if not given and kind in ("string", "int", "strings"):
            value = words.pop(0) if words else fail("flag needs an argument: " + name)
        if kind == "bool" and given and value not in ("true", "false"):
            fail('invalid argument "%s" for "%s" flag: strconv.ParseBool: parsing "%s"' % (value, name, value))
        if kind == "int" and not value.isdigit():
            fail('invalid argument "%s" for "%s" flag: strconv.ParseInt: parsing "%s"' % (value, name, value))
    known = [page for page in PAGES if page == " ".join(path) or {prefixes} and path and page.startswith(" ".join(path))]
    print(PAGES[known[0]] if known else fail("unknown command"))

if sys.argv[1:] == ["version", "--client"]:
    print("Client Version: v1.2.3")
else:
    main()
"""

VALUES = {
    "--help": "bool",
    "--namespace": "string",
    "--force": "bool",
    "--grace": "int",
    "--dry-run": "optional",
    "--filename": "strings",
    "--rc": "early",
}

KUBECTL_LIKE = {
    "": """Controls things.

Basic Commands (Beginner):
  drain       Empty a node
  rollout     Manage a rollout

Usage:
  prog [flags] [options]

Use "prog options" for a list of global command-line options (applies to all commands).
""",
    "drain": """Empty a node.

Aliases:
drain, empty

Examples:
  # --not-a-flag in an example
  prog drain foo --force

Options:
    --dry-run='none':
\tMust be "none" or "server".

    -f, --filename=[]:
\tFiles.

    --force=false:
\tContinue.

    --grace=-1:
\tSeconds.

Usage:
  prog drain NODE [options]
""",
    "rollout": """Manage.

Available Commands:
  status      Show the status

Usage:
  prog rollout SUBCOMMAND [options]
""",
    "rollout status": """Show.

Options:
    --force=false:
\tContinue.

Usage:
  prog rollout status (TYPE NAME | TYPE/NAME) [flags] [options]
""",
    "options": """The following options can be passed to any command:

    -n, --namespace='':
\tScope.

    --rc='':
\tRead before all others, so that a probe gets no answer.
""",
    "help": """Usage:
  prog help [command] [flags] [options]
""",
}

HELM_LIKE = {
    "": """The manager.

Usage:
  prog [command]

Available Commands:
  drain            the longest description follows
  repo             repositories

Flags:
  -h, --help               help for prog
  -n, --namespace string   scope
""",
    "drain": """Usage: prog drain [flags] NODE

Aliases: drain, empty
Flags:
      --dry-run string[="client"]   simulate
      --force                       go on
  -h, --help                        help for drain

Global Flags:
  -n, --namespace string   scope
""",
    "repo": """Usage:
  prog repo [command]

Available Commands:
  drain       drains

Flags:
      --grace int   seconds
  -h, --help        help for repo

Global Flags:
  -n, --namespace string   scope
""",
    "repo drain": """Usage:
  prog repo drain [NAME] [flags]

Flags:
  -f, --filename strings   files
  -h, --help               help for drain

Global Flags:
      --grace int          seconds
  -n, --namespace string   scope
""",
}

# Go's flag package under urfave/cli: complaints of its own, a bare flag tells nothing.
URFAVE = """#!{python} -IS
import sys
ROOT = '''NAME:
   prog - a client

USAGE:
   prog [global options] command [command options]

VERSION:
   v3.4.5

COMMANDS:
   images, image, img  List images
   help, h             Shows a list of commands

GLOBAL OPTIONS:
   --timeout value, -t value  Timeout (default: 2s)
   --help, -h                 show help
'''
IMAGES = '''NAME:
   prog images - List images

USAGE:
   prog images [command options] [IMAGE]

OPTIONS:
   --label value, -l value [ --label value, -l value ]  a label
   --cpus value           CPUs (default: 0)
   --last value, -n value Last n (default: 0)
   --creds USER[:PASS]    Credentials
   --quiet, -q            Only ids (default: false)
   -b                     bytes
   --help, -h             show help
'''
if sys.argv[1:] == ["--version"]:
    sys.exit(print("prog version v3.4.5"))
page, words = ROOT, sys.argv[1:]
if words and not words[0].startswith("-"):
    page = dict(images=IMAGES, help=ROOT).get(words.pop(0)) or open("started", "w").close()
for word in words:
    name, _, value = word.lstrip("-").partition("=")
    if name in ("quiet", "help", "b"):
        if value not in ("", "true", "false"):
            sys.exit('Incorrect Usage: invalid boolean value "%s" for -%s: parse error' % (value, name))
    elif name in ("last", "cpus", "timeout"):
        good = dict(last=value.isdigit(), cpus=value.replace(".", "").isdigit(), timeout=value[-1:] == "s")
        if not good[name]:
            sys.exit('Incorrect Usage: invalid value "%s" for flag -%s: parse error' % (value, name))
    elif name not in ("label", "creds"):
        sys.exit("Incorrect Usage: flag provided but not defined: -" + name)
print(page)
"""

# etcd: headings without "flags", help wins over all that follows it, usage lines that name commands.
PLAIN = """#!{python} -IS
import sys
USAGE = '''Usage:

  prog [flags]
    Start it.

  prog --version
    Show the version.

  prog -h | --help
    Show the help.

  prog gateway
    Run the gateway.
'''
FLAGS = '''
Member:
  --name 'default'
    A name.
  --force 'false'
    Force it.
'''
for word in sys.argv[1:]:
    name, _, value = word.lstrip("-").partition("=")
    if word == "--help":
        sys.stderr.write(USAGE)
        sys.exit(print(FLAGS))
    if word == "gateway":
        sys.exit(print("Usage:\\n  prog gateway [command]"))
    if word == "--version":
        sys.exit(print("prog Version: 3.6.1"))
    if name in ("force", "version") and value:
        sys.exit('invalid boolean value "%s" for -%s: parse error' % (value, name))
    if name != "name":
        sys.exit("flag provided but not defined: -" + name)
open("started", "w").close()
"""


def program(folder: Path, text: str) -> Path:
    path = folder / "prog"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def pflag(folder: Path, pages: dict[str, str], prefixes: bool = False) -> Path:
    return program(folder, PFLAG.format(python=sys.executable, values=VALUES, pages=pages, prefixes=prefixes))


def spec(binary: Path) -> dict:
    return harvest.harvest("prog", binary)


def test_kubectl_like(tmp_path):
    found = spec(pflag(tmp_path, KUBECTL_LIKE))
    assert (found["version"], found["library"], found["prefixes"]) == ("v1.2.3", "pflag", False)
    assert sorted(found["commands"]) == ["", "drain", "help", "options", "rollout", "rollout status"]
    assert found["commands"]["drain"] == {
        "aliases": ["empty"],
        "usage": "prog drain NODE",
        "flags": {
            "--dry-run": {"type": "string", "value": "optional"},
            "--filename": {"type": "strings", "value": "required", "short": "-f"},
            "--force": {"type": "bool", "value": "none"},
            "--grace": {"type": "int", "value": "required"},
        },
    }
    assert found["commands"]["rollout status"]["usage"] == "prog rollout status (TYPE NAME | TYPE/NAME)"


def test_kubectl_like_globals_stand_at_the_root(tmp_path):
    assert spec(pflag(tmp_path, KUBECTL_LIKE))["commands"][""]["flags"] == {
        "--namespace": {"type": "string", "value": "required", "short": "-n", "persistent": True},
        "--rc": {"type": "string", "value": "required", "persistent": True},
        "--help": {"type": "bool", "value": "none", "short": "-h", "persistent": True},
    }


def test_helm_like(tmp_path):
    commands = spec(pflag(tmp_path, HELM_LIKE))["commands"]
    assert sorted(commands) == ["", "drain", "repo", "repo drain"]
    assert commands["drain"] == {
        "aliases": ["empty"],
        "usage": "prog drain [flags] NODE",
        "flags": {
            "--dry-run": {"type": "string", "value": "optional"},
            "--force": {"type": "bool", "value": "none"},
        },
    }
    assert commands[""]["usage"] == "prog [command]"


def test_a_flag_is_persistent_where_its_commands_inherit_it_from(tmp_path):
    commands = spec(pflag(tmp_path, HELM_LIKE))["commands"]
    assert commands["repo"]["flags"] == {"--grace": {"type": "int", "value": "required", "persistent": True}}
    assert commands[""]["flags"]["--namespace"]["persistent"] is True
    assert commands[""]["flags"]["--help"]["persistent"] is True
    assert "persistent" not in commands["repo drain"]["flags"]["--filename"]


def test_the_nearest_command_above_owns_an_inherited_flag(tmp_path):
    own = {
        "repo": HELM_LIKE["repo"].replace("      --grace int   seconds", "  -n, --namespace string   of repositories")
    }
    commands = spec(pflag(tmp_path, HELM_LIKE | own))["commands"]
    assert commands["repo"]["flags"]["--namespace"]["persistent"] is True


def test_a_global_that_no_page_shows_is_tried_on_a_subcommand(tmp_path):
    pages = {path: text.split("Global Flags:")[0] for path, text in HELM_LIKE.items()}
    pages[""] += "      --nowhere string   only here\n"
    flags = spec(pflag(tmp_path, pages))["commands"][""]["flags"]
    assert flags["--namespace"]["persistent"] is True
    assert "persistent" not in flags["--nowhere"]


@pytest.mark.parametrize("allowed", [True, False])
def test_prefixes(tmp_path, allowed):
    assert spec(pflag(tmp_path, HELM_LIKE, prefixes=allowed))["prefixes"] is allowed


def test_urfave_like(tmp_path):
    found = spec(program(tmp_path, URFAVE.replace("{python}", sys.executable)))
    assert (found["version"], found["library"]) == ("v3.4.5", "urfave")
    assert found["commands"][""]["flags"] == {
        "--timeout": {"type": "duration", "value": "required", "short": "-t"},
        "--help": {"type": "bool", "value": "none", "short": "-h", "persistent": True},
    }
    assert found["commands"]["images"] == {
        "aliases": ["image", "img"],
        "usage": "prog images [command options] [IMAGE]",
        "flags": {
            "--label": {"type": "strings", "value": "required", "short": "-l"},
            "--cpus": {"type": "float", "value": "required"},
            "--last": {"type": "int", "value": "required", "short": "-n"},
            "--creds": {"type": "string", "value": "required"},
            "--quiet": {"type": "bool", "value": "none", "short": "-q"},
            "-b": {"type": "bool", "value": "none"},
        },
    }
    assert found["commands"]["help"] == {"aliases": ["h"], "usage": "prog help", "flags": {}}


def test_a_plain_list_of_flags(tmp_path):
    found = spec(program(tmp_path, PLAIN.replace("{python}", sys.executable)))
    assert (found["version"], found["library"], sorted(found["commands"])) == ("3.6.1", "plain", ["", "gateway"])
    assert found["commands"][""] == {
        "usage": "prog",
        "flags": {
            "--name": {"type": "string", "value": "required"},
            "--force": {"type": "bool", "value": "none"},
            "--version": {"type": "bool", "value": "none"},
            "--help": {"type": "bool", "value": "none", "short": "-h", "persistent": True},
        },
    }


@pytest.mark.parametrize("text", [URFAVE, PLAIN])
def test_no_question_starts_a_daemon(tmp_path, monkeypatch, text):
    monkeypatch.setattr(harvest.tempfile, "TemporaryDirectory", lambda: Kept(tmp_path / "home"))
    spec(program(tmp_path, text.replace("{python}", sys.executable)))
    assert list((tmp_path / "home").iterdir()) == []


class Kept:
    """A home that can be looked at afterwards."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.path.mkdir()
        return str(self.path)

    def __exit__(self, *_):
        pass


def run(folder: Path, binary: Path, *more: str) -> int:
    return harvest.main(["prog", "--binary", str(binary), "--out", str(folder / "specs"), *more])


def test_the_file_is_sorted_indented_and_the_same_every_time(tmp_path):
    binary = pflag(tmp_path, KUBECTL_LIKE)
    written = []
    for _ in range(3):
        assert run(tmp_path, binary) == 0
        written.append((tmp_path / "specs" / "prog-v1.2.3.json").read_bytes())
    assert len(set(written)) == 1
    text = written[0].decode()
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"


def test_no_sentence_of_the_help_is_kept(tmp_path):
    run(tmp_path, pflag(tmp_path, KUBECTL_LIKE))
    text = (tmp_path / "specs" / "prog-v1.2.3.json").read_text(encoding="utf-8")
    assert not [word for word in ("Empty", "Scope", "Seconds", "Must", "not-a-flag") if word in text]


def test_check_agrees_with_what_was_just_written(tmp_path, capsys):
    binary = pflag(tmp_path, KUBECTL_LIKE)
    run(tmp_path, binary)
    capsys.readouterr()
    assert run(tmp_path, binary, "--check") == 0
    told, complaint = capsys.readouterr()
    assert told.endswith("prog-v1.2.3.json: as the program says\n") and not complaint


def test_check_names_the_command_that_renews_a_file_that_differs(tmp_path, capsys):
    binary = pflag(tmp_path, KUBECTL_LIKE)
    run(tmp_path, binary)
    path = tmp_path / "specs" / "prog-v1.2.3.json"
    edited = path.read_text(encoding="utf-8").replace("--grace", "--graze")
    path.write_text(edited, encoding="utf-8")
    capsys.readouterr()
    assert run(tmp_path, binary, "--check") == 1
    again = f"python3 scripts/harvest.py prog --binary {binary} --out {tmp_path / 'specs'}"
    assert capsys.readouterr().err == f"harvest: {path} differs from the program; write it with: {again}\n"
    assert path.read_text(encoding="utf-8") == edited


def test_check_says_that_a_file_is_missing_and_writes_none(tmp_path, capsys):
    assert run(tmp_path, pflag(tmp_path, KUBECTL_LIKE), "--check") == 1
    assert "prog-v1.2.3.json is missing; write it with: python3" in capsys.readouterr().err
    assert not (tmp_path / "specs").exists()


def test_a_program_that_hangs(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(harvest, "TIMEOUT", 0.5)
    binary = program(tmp_path, f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    assert run(tmp_path, binary) == 2
    assert capsys.readouterr().err == f"harvest: {binary} --version: no answer in 0.5 s; is it prog?\n"
    assert not (tmp_path / "specs").exists()


def test_a_program_that_hangs_in_one_probe_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(harvest, "TIMEOUT", 2)
    text = pflag(tmp_path, KUBECTL_LIKE).read_text(encoding="utf-8")
    hang = "if '--grace' in sys.argv:\n    import time\n    time.sleep(60)\n"
    assert run(tmp_path, program(tmp_path, text.replace("import sys\n", "import sys\n" + hang, 1))) == 2
    assert "prog drain --help --grace: no answer in 2 s" in capsys.readouterr().err
    assert not (tmp_path / "specs").exists()


def test_a_missing_binary(tmp_path, capsys):
    assert run(tmp_path, tmp_path / "nothing") == 2
    said = capsys.readouterr().err
    assert said == f"harvest: {tmp_path / 'nothing'}: No such file or directory; give the path of a prog that runs\n"


def test_a_file_that_does_not_run(tmp_path, capsys):
    path = tmp_path / "prog"
    path.write_text("not a program", encoding="utf-8")
    assert run(tmp_path, path) == 2
    assert "Permission denied; give the path of a prog that runs" in capsys.readouterr().err


def test_another_program(tmp_path, capsys):
    binary = program(tmp_path, f"#!{sys.executable}\nprint('hello')\n")
    assert run(tmp_path, binary) == 2
    assert capsys.readouterr().err == f"harvest: {binary}: tells no version; is it prog?\n"


def test_the_surroundings_do_not_reach_the_program(tmp_path, monkeypatch):
    monkeypatch.setenv("KUBECONFIG", "/somewhere")
    text = f"#!{sys.executable}\nimport os\nprint('1.2.3', sorted(os.environ), os.listdir(os.environ['HOME']))\n"
    asked = harvest.Program("prog", str(program(tmp_path, text)), str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    out, _ = asked.ask("--version")
    assert "KUBECONFIG" not in out
    assert out.strip().endswith("[]")
