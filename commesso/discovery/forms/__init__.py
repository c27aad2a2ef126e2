"""What discovery is asked, and how it answers."""
