"""Search inside this process: the tantivy library, one folder a store."""

from commesso.discovery.adapters.tantivy.backend import TantivyBackend

__all__ = ["TantivyBackend"]
