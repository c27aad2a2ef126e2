"""What crosses discovery's doors."""
