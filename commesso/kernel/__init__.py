"""Ids, money, clock, errors: pure Python that every room may use."""
