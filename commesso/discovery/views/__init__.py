"""Staff say how things are found in their shop, and see how well that goes."""
