"""Every read of stores."""
