"""What staff type and what the tag sends, read and checked."""
