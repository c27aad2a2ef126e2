"""What discovery decides, told everything it needs."""
