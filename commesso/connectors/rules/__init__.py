"""Decisions about files: what a column means, how a value is read, what a row becomes."""
