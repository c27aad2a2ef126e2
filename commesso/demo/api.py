"""What the roof may ask of the demo.

`from commesso.demo import api as demo`
"""

from commesso.demo.actions import send_present
from commesso.demo.contracts import Plan, Row
from commesso.demo.rules.history import iter_history
from commesso.demo.rules.products import make_products, to_row
from commesso.demo.rules.shipments import Books

__all__ = ["Books", "iter_history", "list_products", "send_present"]


def list_products(plan: Plan) -> list[Row]:
    """Return the shop's products, as its own file would have them."""
    return [to_row(product) for product in make_products(plan.seed)]
