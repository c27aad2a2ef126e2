"""What the room decides, without clock, disk or network."""
