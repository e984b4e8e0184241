"""Preview and build: ports, signals, and a former site that outlives a failed build."""

import os
import signal
import socket

import pytest

from pretended import Project, one_line, wait_for


def test_a_taken_port_is_named(project: Project) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = one_line(project.run("serve", "--port", str(port)))
    assert f"port {port} is taken; choose another: python3 scripts/dev.py serve --port " in said
    assert "port 70000: choose one from 1 to 65535" in one_line(project.run("serve", "--port", "70000"))
    assert not project.calls("")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_serve_stops_with_its_server(project: Project, number: int, status: int) -> None:
    with project.start("serve", "--port", str(free_port())) as serving:
        file = project.root / "mkdocs.pid"
        wait_for(lambda: file.exists() and bool(file.read_text()))
        # A terminal sends Ctrl-C to all that run in it; others send their signal to dev.py alone.
        (os.killpg if number == signal.SIGINT else os.kill)(serving.pid, number)
        _, said = serving.communicate(timeout=10)
    assert serving.returncode == status
    assert "dev.py: stopped." in said or number == signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)


def test_build_replaces_the_site_and_counts_pages(project: Project) -> None:
    project.write("site/old.html", "old")
    result = project.run("build")
    assert result.returncode == 0
    assert "Built 2 pages into site/" in result.stderr
    assert not (project.root / "site/old.html").exists()
    assert (project.root / "site/index.html").read_text() == "new"
    assert not list(project.root.glob(".site-*"))


def test_a_failed_build_leaves_the_former_site(project: Project) -> None:
    project.write("site/index.html", "old")
    assert "site/ is as it was" in one_line(project.run("build", FAKE_STATUS="1"), status=1)
    assert [file.name for file in (project.root / "site").iterdir()] == ["index.html"]
    assert (project.root / "site/index.html").read_text() == "old"
    assert not list(project.root.glob(".site-*"))


def free_port() -> int:
    with socket.socket() as test:
        test.bind(("127.0.0.1", 0))
        return test.getsockname()[1]
