"""Staff pages that span rooms."""
