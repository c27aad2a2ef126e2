"""Every read of the back room."""
