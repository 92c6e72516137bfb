"""What the tool says: the French content of ``content/``, loaded once and checked."""

from premierspas.content.catalog import Catalog
from premierspas.content.files import Problem
from premierspas.content.loader import ContentError, load_catalog, shipped_catalog

__all__ = ["Catalog", "ContentError", "Problem", "load_catalog", "shipped_catalog"]
