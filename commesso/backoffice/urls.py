from django.urls import path

from commesso.backoffice.views import customer, customers, home, live, orders, products, search

app_name = "backoffice"
urlpatterns = [
    path("s/<slug:slug>/", home.home, name="home"),
    path("s/<slug:slug>/search", search.search, name="search"),
    path("s/<slug:slug>/live", live.live, name="live"),
    path("s/<slug:slug>/customers/", customers.customers, name="customers"),
    path("s/<slug:slug>/customers/<uuid:profile_id>/", customer.customer, name="customer"),
    path("s/<slug:slug>/customers/<uuid:profile_id>/story", customer.customer_story, name="customer_story"),
    path("s/<slug:slug>/orders/", orders.order_list, name="orders"),
    # A shop's ids may hold slashes ("2026/00017").
    path("s/<slug:slug>/orders/<path:order_id>", orders.order, name="order"),
    path("s/<slug:slug>/products/", products.product_list, name="products"),
    path("s/<slug:slug>/products/<path:product_id>", products.product, name="product"),
]
