"""The shop's addresses. Every page stands under its language."""

from django.urls import include, path, re_path, register_converter

from commesso.demo.pages import about, browse, cart, checkout, orders
from commesso.demo.rules.words import LANGUAGES


class LanguageConverter:
    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PageConverter(LanguageConverter):
    regex = "|".join(about.READ)


register_converter(LanguageConverter, "language")
register_converter(PageConverter, "page")

_PAGES = [
    path("", browse.home, name="home"),
    path("shop/<slug:key>", browse.family, name="family"),
    path("products/<slug:product_id>", browse.product, name="product"),
    path("search", browse.search_products, name="search"),
    path("cart", cart.cart, name="cart"),
    path("cart/add", cart.put_into_cart, name="put_into_cart"),
    path("checkout", checkout.checkout, name="checkout"),
    path("bank/<str:token>", checkout.bank, name="bank"),
    path("thanks", checkout.thanks, name="thanks"),
    path("orders/<str:token>", orders.order, name="order"),
    path("<page:page>", about.read, name="read"),
]
urlpatterns = [
    path("", about.choose_language, name="choose_language"),
    path("favicon.ico", about.favicon, name="favicon"),
    path("robots.txt", about.robots, name="robots"),
    path("sitemap.xml", about.sitemap, name="sitemap"),
    re_path(r"^pictures/scenes/(?P<kind>[a-z]+)\.(?P<digest>[0-9a-f]{12})\.svg$", about.scene),
    re_path(r"^pictures/(?P<sku>[A-Z0-9-]+)/(?P<view>[a-z]+)\.(?P<digest>[0-9a-f]{12})\.svg$", about.picture),
    path("<language:language>/", include(_PAGES)),
]
handler404 = "commesso.demo.pages.frame.not_found"
handler500 = "commesso.demo.pages.frame.broken"
