"""Staff make panels, look at them as shoppers see them, and switch them on."""
