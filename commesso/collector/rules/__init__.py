"""What the collector decides, without clock, disk or network."""
