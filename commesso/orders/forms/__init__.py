"""What the JSON API takes and gives for orders and carts."""
