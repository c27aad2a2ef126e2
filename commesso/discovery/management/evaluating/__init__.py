"""What `commesso evaluate` can measure, one thing a module."""
