"""Markdown, shell, YAML and TOML as text: what stands where."""
