"""The project's own checks and makers. Nothing of it is in the product."""
