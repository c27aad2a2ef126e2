"""Files in, row by row: what they are is found out from their bytes, never from their names."""
