"""Every write of stores."""
