"""How a typed query becomes products: pure decisions, the same for every search engine below."""
