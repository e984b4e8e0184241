"""The languages a fence may name, and those with a parser at hand."""

LANGUAGES = {
    "bash": "commands to run, without prompt or output",
    "console": "a session: lines after `$ ` are commands, the rest is what they print",
    "yaml": "a manifest or a configuration file",
    "json": "JSON",
    "toml": "TOML, such as containerd's configuration",
    "ini": "a systemd unit and the like",
    "text": "output, or a list of options",
    "mermaid": "a diagram, with `accTitle` and `accDescr`",
    "markdown": "Markdown shown as it is written",
    "python": "Python",
    "diff": "a change to a file",
    "dockerfile": "a Dockerfile",
    "nginx": "an nginx configuration",
    "vim": "settings for vim",
}

ALSO_WRITTEN = {
    "sh": "bash", "shell": "bash", "zsh": "bash", "shell-session": "console", "terminal": "console", "yml": "yaml",
    "txt": "text", "plaintext": "text", "output": "text", "log": "text", "md": "markdown", "py": "python", "conf": "ini",
    "systemd": "ini", "docker": "dockerfile", "js": "json", "jsonc": "json",
}  # fmt: skip
