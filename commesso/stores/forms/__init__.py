"""What people type into the pages of stores, read and checked."""
