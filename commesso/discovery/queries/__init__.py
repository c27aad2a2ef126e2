"""What discovery reads, one noun a module."""
