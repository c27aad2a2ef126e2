"""Decisions about carts and orders, as pure functions."""
