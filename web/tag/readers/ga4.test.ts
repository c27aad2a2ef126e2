import { expect, test } from "vitest";
import { translate } from "./ga4";

const LAMP = {
  item_id: "lamp",
  item_name: "Luna lamp",
  item_brand: "Aurora",
  item_category: "Lamps",
  item_category2: "Desk",
  item_variant: "sage",
  price: 79,
  quantity: 2,
  index: 3,
  custom: "left out",
};
const PRODUCT = {
  product_id: "lamp",
  name: "Luna lamp",
  brand: "Aurora",
  category: "Lamps/Desk",
  variant: "sage",
  price: 79,
  quantity: 2,
  position: 3,
};

test.each([
  ["view_item", { currency: "EUR", value: 79, items: [LAMP] }, [["Product Viewed", { currency: "EUR", value: 79, ...PRODUCT }]]],
  ["select_item", { items: [LAMP] }, [["Product Clicked", PRODUCT]]],
  ["add_to_cart", { currency: "EUR", items: [LAMP, { item_id: "vase" }] }, [
    ["Product Added", { currency: "EUR", ...PRODUCT }],
    ["Product Added", { currency: "EUR", product_id: "vase" }],
  ]],
  ["remove_from_cart", { items: [LAMP] }, [["Product Removed", PRODUCT]]],
  ["add_to_wishlist", { items: [LAMP] }, [["Product Added to Wishlist", PRODUCT]]],
  ["view_item_list", { item_list_id: "new", item_list_name: "New", items: [LAMP] }, [
    ["Product List Viewed", { list_id: "new", category: "New", products: [PRODUCT] }],
  ]],
  ["view_cart", { currency: "EUR", value: 158, items: [LAMP] }, [
    ["Cart Viewed", { currency: "EUR", value: 158, products: [PRODUCT] }],
  ]],
  ["begin_checkout", { currency: "EUR", value: 158, coupon: "CIAO", items: [LAMP] }, [
    ["Checkout Started", { currency: "EUR", value: 158, coupon: "CIAO", products: [PRODUCT] }],
  ]],
  ["add_shipping_info", { shipping_tier: "Express" }, [["Checkout Step Completed", { shipping_method: "Express" }]]],
  ["add_payment_info", { payment_type: "Card" }, [["Payment Info Entered", { payment_method: "Card" }]]],
  ["purchase", { transaction_id: "T1", value: 165, tax: 29, shipping: 7, currency: "EUR", affiliation: "web", items: [LAMP] }, [
    ["Order Completed", {
      value: 165, currency: "EUR", order_id: "T1", tax: 29, shipping: 7, affiliation: "web", total: 165, products: [PRODUCT],
    }],
  ]],
  ["refund", { transaction_id: "T1" }, [["Order Refunded", { order_id: "T1" }]]],
  ["search", { search_term: "lampada" }, [["Products Searched", { query: "lampada" }]]],
  ["view_search_results", { search_term: "lampada" }, [["Products Searched", { query: "lampada" }]]],
  ["login", { method: "mail" }, [["Signed In", { method: "mail" }]]],
  ["sign_up", { method: "mail" }, [["Signed Up", { method: "mail" }]]],
  ["view_promotion", { creative_name: "hero", promotion_id: "P1", promotion_name: "Spring" }, [
    ["Promotion Viewed", { creative: "hero", promotion_id: "P1", name: "Spring" }],
  ]],
  ["select_promotion", { creative_slot: "top", items: [{ promotion_id: "P1", promotion_name: "Spring" }] }, [
    ["Promotion Clicked", { position: "top", promotion_id: "P1", name: "Spring" }],
  ]],
])("%s becomes what the Segment specification calls it", (name, params, said) => {
  expect(translate(name, params)).toEqual(said);
});

test.each([
  ["page_view", {}],
  ["toString", {}],
  ["view_item", {}],
  ["view_item", { items: "lamp" }],
  ["view_item", { items: [null, 3] }],
])("%s %j says nothing", (name, params) => {
  expect(translate(name, params)).toEqual([]);
});
