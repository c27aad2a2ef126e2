"""All 28 events of the Segment e-commerce spec (v2), as a shop sends them."""

from typing import Any

PRODUCT: dict[str, Any] = {
    "product_id": "507f1f77",
    "sku": "45790-32",
    "category": "Lamps",
    "name": "Lampada di quercia",
    "brand": "Aurora",
    "variant": "warm",
    "price": 18.99,
    "quantity": 1,
    "coupon": "MAYDEALS",
    "position": 3,
    "url": "https://shop.example/lamps/oak",
    "image_url": "https://shop.example/lamps/oak.jpg",
}
PRODUCTS: list[dict[str, Any]] = [
    PRODUCT,
    {**PRODUCT, "product_id": "505bd76d", "price": "3.00", "quantity": 2},
]
ORDER: dict[str, Any] = {
    "order_id": "50314b8e",
    "affiliation": "Website",
    "total": 30.00,
    "revenue": 25.00,
    "shipping": 3.00,
    "tax": 2.00,
    "discount": 2.5,
    "coupon": "hasbros",
    "currency": "usd",
    "products": PRODUCTS,
}
STEP: dict[str, Any] = {"checkout_id": "c1", "step": 2, "shipping_method": "DHL", "payment_method": "Visa"}
COUPON: dict[str, Any] = {"order_id": "50314b8e", "cart_id": "cart-1", "coupon_id": "may"}
PROMOTION: dict[str, Any] = {
    "promotion_id": "p1",
    "creative": "top",
    "name": "75% off",
    "position": "home_top",
}
WISHLIST: dict[str, Any] = {"wishlist_id": "w1", "wishlist_name": "Loved", **PRODUCT}
SHARE: dict[str, Any] = {"share_via": "e-mail", "share_message": "Ciao", "recipient": "friend@example.com"}

EVENTS: list[tuple[str, dict[str, Any]]] = [
    ("Products Searched", {"query": "lampada"}),
    ("Product List Viewed", {"list_id": "lamps", "category": "Lamps", "products": PRODUCTS}),
    (
        "Product List Filtered",
        {
            "list_id": "lamps",
            "category": "Lamps",
            "filters": [{"type": "price", "value": "under-60"}],
            "sorts": [{"type": "price", "value": "desc"}],
            "products": PRODUCTS,
        },
    ),
    ("Promotion Viewed", PROMOTION),
    ("Promotion Clicked", PROMOTION),
    ("Product Clicked", PRODUCT),
    ("Product Viewed", {**PRODUCT, "currency": "EUR", "value": 18.99}),
    ("Product Added", {"cart_id": "cart-1", **PRODUCT}),
    ("Product Removed", {"cart_id": "cart-1", **PRODUCT}),
    ("Cart Viewed", {"cart_id": "cart-1", "products": PRODUCTS}),
    ("Checkout Started", {**ORDER, "value": 30}),
    ("Checkout Step Viewed", STEP),
    ("Checkout Step Completed", STEP),
    ("Payment Info Entered", {**STEP, "order_id": "50314b8e"}),
    ("Order Updated", ORDER),
    ("Order Completed", {**ORDER, "checkout_id": "c1", "subtotal": 22.5}),
    ("Order Refunded", {"order_id": "50314b8e", "total": 18.99, "currency": "USD", "products": [PRODUCT]}),
    ("Order Cancelled", ORDER),
    ("Coupon Entered", COUPON),
    ("Coupon Applied", {**COUPON, "coupon_name": "May", "discount": 23.32}),
    ("Coupon Denied", {**COUPON, "coupon_name": "May", "reason": "expired"}),
    ("Coupon Removed", {**COUPON, "coupon_name": "May", "discount": 23.32}),
    ("Product Added to Wishlist", WISHLIST),
    ("Product Removed from Wishlist", WISHLIST),
    ("Wishlist Product Added to Cart", {**WISHLIST, "cart_id": "cart-1"}),
    ("Product Shared", {**SHARE, **PRODUCT}),
    ("Cart Shared", {**SHARE, "cart_id": "cart-1", "products": [{"product_id": "507f1f77"}]}),
    (
        "Product Reviewed",
        {"product_id": "507f1f77", "review_id": "r1", "review_body": "Bella, però cara", "rating": "5"},
    ),
]
