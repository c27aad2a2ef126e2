"""Every write. One module a noun; `present` needs no database."""
