"""The project that the tests of dev.py share."""

import os
from pathlib import Path

import pytest

from pretended import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    if os.name == "nt":
        pytest.skip("the pretended uv is a POSIX script")
    return Project(tmp_path / "a project")  # the space is on purpose
