"""What staff type and what programs send, read and checked; and how we answer programs."""
