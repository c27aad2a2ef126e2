"""Staff pages of stores."""
