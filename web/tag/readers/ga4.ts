import type { Properties } from "../commesso";

/** From Google Analytics 4's e-commerce events to those of the Segment specification. */

type Said = [event: string, properties: Properties];
type Names = Record<string, string>;

// What an event is called there and here, and which names of its parameters differ.
const ONE_EACH: Record<string, string> = {
  select_item: "Product Clicked",
  view_item: "Product Viewed",
  add_to_cart: "Product Added",
  remove_from_cart: "Product Removed",
  add_to_wishlist: "Product Added to Wishlist",
};
const ALL_TOGETHER: Record<string, [string, Names]> = {
  view_item_list: ["Product List Viewed", { item_list_id: "list_id", item_list_name: "category" }],
  view_cart: ["Cart Viewed", {}],
  begin_checkout: ["Checkout Started", {}],
  add_shipping_info: ["Checkout Step Completed", { shipping_tier: "shipping_method" }],
  add_payment_info: ["Payment Info Entered", { payment_type: "payment_method" }],
  purchase: ["Order Completed", { transaction_id: "order_id" }],
  refund: ["Order Refunded", { transaction_id: "order_id" }],
};
const PLAIN: Record<string, [string, Names]> = {
  search: ["Products Searched", { search_term: "query" }],
  view_search_results: ["Products Searched", { search_term: "query" }],
  login: ["Signed In", { method: "method" }],
  sign_up: ["Signed Up", { method: "method" }],
};
const PROMOTIONS: Record<string, string> = {
  view_promotion: "Promotion Viewed",
  select_promotion: "Promotion Clicked",
};

const SHARED: Names = own("value currency coupon cart_id checkout_id");
const ORDER: Names = own("tax shipping affiliation discount");
const PROMOTION: Names = {
  promotion_id: "promotion_id",
  promotion_name: "name",
  creative_name: "creative",
  creative_slot: "position",
};
const ITEM: Names = {
  ...own("price quantity coupon discount affiliation sku"),
  item_name: "name",
  item_brand: "brand",
  item_variant: "variant",
  item_list_id: "list_id",
  index: "position",
};

/** What Google's event says in our words: one event, one for each item, or none. */
export function translate(name: string, params: Properties): Said[] {
  const items = readItems(params["items"]);
  const shared = pick(params, SHARED);
  const one = get(ONE_EACH, name);
  if (one) return items.map((item): Said => [one, { ...shared, ...readItem(item) }]);
  const promotion = get(PROMOTIONS, name);
  if (promotion) {
    const about = items.length ? items : [{}];
    return about.map((item): Said => [promotion, pick({ ...params, ...item }, PROMOTION)]);
  }
  const plain = get(PLAIN, name);
  if (plain) return [[plain[0], pick(params, plain[1])]];
  const together = get(ALL_TOGETHER, name);
  if (!together) return [];
  const properties = { ...shared, ...pick(params, together[1]) };
  if ("order_id" in properties) Object.assign(properties, pick(params, ORDER), total(params));
  if (items.length) properties["products"] = items.map(readItem);
  return [[together[0], properties]];
}

/** Google's `value` of an order is what shops put there: nearly always what was paid. */
function total(params: Properties): Properties {
  return params["value"] === undefined ? {} : { total: params["value"] };
}

function readItem(item: Properties): Properties {
  const categories = ["", "2", "3", "4", "5"].map((level) => item[`item_category${level}`]).filter(Boolean);
  const read: Properties = { product_id: `${item["item_id"] ?? item["id"] ?? item["item_name"] ?? ""}`, ...pick(item, ITEM) };
  if (categories.length) read["category"] = categories.join("/");
  return read;
}

function readItems(items: unknown): Properties[] {
  return Array.isArray(items) ? items.filter((each) => each && typeof each === "object").slice(0, 200) : [];
}

function pick(from: Properties, names: Names): Properties {
  const picked: Properties = {};
  for (const name of Object.keys(names)) {
    if (from[name] !== undefined && from[name] !== null) picked[names[name] as string] = from[name];
  }
  return picked;
}

function own(names: string): Names {
  return Object.fromEntries(names.split(" ").map((name) => [name, name]));
}

function get<Type>(table: Record<string, Type>, name: string): Type | undefined {
  return Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined;
}
