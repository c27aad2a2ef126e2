import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", metavar="FOLDER", help="Keep a picture of every page that a story looks at.")
