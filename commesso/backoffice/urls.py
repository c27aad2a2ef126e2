from django.urls import path

from commesso.backoffice.views import customer, customers, home, live, orders, products, search, set_aside

app_name = "backoffice"
_SET_ASIDE = "s/<slug:slug>/settings/set-aside/<int:set_aside_id>"
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
    path("s/<slug:slug>/settings/set-aside/", set_aside.set_aside_events, name="set_aside_events"),
    path("s/<slug:slug>/settings/set-aside/again", set_aside.retry_all_set_aside, name="retry_all_set_aside"),
    path(_SET_ASIDE, set_aside.set_aside_event, name="set_aside_event"),
    path(f"{_SET_ASIDE}/again", set_aside.retry_set_aside, name="retry_set_aside"),
    path(f"{_SET_ASIDE}/discard", set_aside.discard_set_aside, name="discard_set_aside"),
    path("s/<slug:slug>/products/<path:product_id>", products.product, name="product"),
]
