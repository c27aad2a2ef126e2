"""Decisions about products, as pure functions."""
