"""Every read of the room, one noun a module."""
