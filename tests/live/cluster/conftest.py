"""Real clusters are started only on request: each takes half a minute of two cores."""

import os

import pytest

from live import clusters
from live.cluster.programs import Programs


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    real = [item for item in items if "cluster_programs" in getattr(item, "fixturenames", ())]
    lacking = _lacking() if real else ""
    for item in real if lacking else ():
        item.add_marker(pytest.mark.skip(reason=f"no real cluster: {lacking}"))


def _lacking() -> str:
    if os.environ.get("LIVE_CLUSTER") != "1":
        return "LIVE_CLUSTER=1 asks for it"
    try:
        clusters.here(None)
    except clusters.Unusable as why:
        return str(why).partition("\n")[0]
    return ""


@pytest.fixture(scope="module")
def cluster_programs() -> Programs:
    """The programs of a cluster; what uses it is skipped where none is wanted, or none can be made."""
    return clusters.here(None)
