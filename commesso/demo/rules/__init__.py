"""The invented shop and its shoppers, as pure functions of a seed."""
