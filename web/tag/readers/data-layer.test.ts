import { afterEach, expect, test } from "vitest";
import { FakeBridge } from "../tests/bridge";
import { readDataLayer } from "./data-layer";

const page = window as unknown as { dataLayer?: unknown[] };
const VIEW = { event: "view_item", ecommerce: { currency: "EUR", items: [{ item_id: "lamp" }] } };

afterEach(() => void delete page.dataLayer);

function read(...entries: unknown[]): FakeBridge {
  const bridge = new FakeBridge();
  page.dataLayer = entries;
  readDataLayer(bridge);
  return bridge;
}

function gtag(...given: unknown[]): void {
  // eslint-disable-next-line prefer-rest-params -- gtag pushes the very object `arguments`
  (function (..._: unknown[]) { page.dataLayer?.push(arguments); })(...given);
}

test("what was pushed before and what is pushed after is read, in both forms", () => {
  const bridge = read(VIEW);
  page.dataLayer?.push({ ecommerce: null }, { event: "add_to_cart", ecommerce: { items: [{ item_id: "vase" }] } });
  gtag("event", "search", { search_term: "vaso" });
  expect(bridge.events).toEqual([
    ["Product Viewed", { product_id: "lamp", currency: "EUR" }],
    ["Product Added", { product_id: "vase" }],
    ["Products Searched", { query: "vaso" }],
  ]);
});

test("the page's own push still does what it did", () => {
  read();
  expect(page.dataLayer?.push({ event: "one" }, { event: "two" })).toBe(2);
  expect(page.dataLayer).toHaveLength(2);
});

test("data pushed before its event belongs to it, and to no later one", () => {
  const bridge = read({ ecommerce: VIEW.ecommerce }, { event: "view_item" }, { event: "view_item" });
  expect(bridge.names()).toEqual(["Product Viewed"]);
});

test("a reset forgets what was pushed before", () => {
  const bridge = read({ ecommerce: VIEW.ecommerce }, { ecommerce: null }, { event: "view_item" });
  expect(bridge.events).toEqual([]);
});

test("what the shop tells us itself is not told twice", () => {
  const bridge = read();
  bridge.say("Product Added");
  page.dataLayer?.push({ event: "add_to_cart", ecommerce: VIEW.ecommerce }, VIEW);
  expect(bridge.names()).toEqual(["Product Viewed"]);
});

test("a customer's number is read wherever Google takes it", () => {
  const bridge = read({ user_id: "u1" }, { user_id: "u1" });
  gtag("config", "G-1", { user_id: "u2" });
  gtag("set", { user_id: "u3" });
  expect(bridge.users).toEqual(["u1", "u2", "u3"]);
});

test("entries of any other shape are passed over", () => {
  const bridge = read(null, 3, "text", [], [undefined], () => {}, { event: 3 }, { event: "view_item", ecommerce: 3 });
  gtag("js", new Date());
  gtag("get", "G-1", "client_id", () => {});
  expect(bridge.events).toEqual([]);
});

test.each([
  ["nothing said yet", [["consent", "default", { analytics_storage: "denied", ad_storage: "denied" }]], {}],
  ["a default that allows", [["consent", "default", { analytics_storage: "granted" }]], { analytics: true }],
  ["a default for other regions", [
    ["consent", "default", { analytics_storage: "denied" }],
    ["consent", "default", { analytics_storage: "granted", region: ["US"] }],
  ], {}],
  ["yes to all", [
    ["consent", "default", { analytics_storage: "denied", ad_storage: "denied" }],
    ["consent", "update", {
      analytics_storage: "granted", ad_storage: "granted", ad_user_data: "granted", ad_personalization: "granted",
    }],
  ], { analytics: true, personalisation: true, marketing: true }],
  ["no to all", [
    ["consent", "update", { analytics_storage: "denied", ad_storage: "denied", personalization_storage: "denied" }],
  ], { analytics: false, personalisation: false, marketing: false }],
])("Consent Mode: %s", (_, commands, choice) => {
  const bridge = read();
  for (const each of commands) gtag(...each);
  expect(bridge.signals[bridge.signals.length - 1]).toEqual(choice);
});
