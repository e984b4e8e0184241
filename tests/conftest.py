"""`--golden` renews the recorded reports instead of comparing with them."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the recorded reports anew; read the diff in review")
