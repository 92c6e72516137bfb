"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from premierspas.content import Catalog, load_catalog

# The same examples every time, on any machine however slow.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The content that ships with the tool."""
    return load_catalog()
