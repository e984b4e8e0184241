"""Which recorded versions of a program are later than the one the notes are for."""

from pathlib import Path

import pytest

from blockcheck.command import specs


def test_one_that_the_notes_have_left_behind_is_not_later(monkeypatch: pytest.MonkeyPatch):
    recorded = {version: Path() for version in ("1.9.9", "1.35.9", "1.35.10", "1.36.0")}
    monkeypatch.setattr(specs, "files", lambda: {"kubectl": recorded})
    monkeypatch.setattr(specs.versions, "every", lambda: {"kubernetes": ["1.35"]})
    monkeypatch.setattr(specs, "load", lambda name, version: version)
    assert specs.pinned("kubectl") == ["1.35.9", "1.35.10"]
    assert specs.newer("kubectl") == ["1.36.0"]
