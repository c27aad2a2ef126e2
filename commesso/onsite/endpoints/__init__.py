"""What the tag asks for and says, in the shop's own pages. Plain ASGI: every page of every shop comes here."""
