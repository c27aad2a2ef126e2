"""Decisions of the back room, as pure functions."""
