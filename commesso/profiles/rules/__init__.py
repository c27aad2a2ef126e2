"""Who is who: decisions as pure functions, one noun a module."""
