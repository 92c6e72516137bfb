"""What all tests share."""

from __future__ import annotations

import pytest

from premierspas.content import Catalog, load_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The content that ships with the tool."""
    return load_catalog()
