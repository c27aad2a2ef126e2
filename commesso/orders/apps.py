from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "commesso.orders"
    label = "orders"

    def ready(self) -> None:
        from commesso.infra import api as infra
        from commesso.orders import jobs, subscribers

        infra.subscribe("orders", subscribers.on_stream, names=subscribers.NAMES, facts=subscribers.FACTS)
        infra.every(30, "orders.age_carts", jobs.age_all_carts)
