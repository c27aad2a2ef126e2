"""Every write of the room, one noun a module."""
