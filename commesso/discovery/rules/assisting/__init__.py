"""What the assistant in the corner of a shop's pages says, and how it understands what it is asked."""
