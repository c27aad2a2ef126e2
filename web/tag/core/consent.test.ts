import { beforeEach, expect, test } from "vitest";
import { ASSUMED, REQUIRED, commesso, forgetBrowser, hide, open, setVisibility, settled, stored } from "../tests/visit";

beforeEach(forgetBrowser);

const NOTHING = "{}";
const YES = { analytics: true, personalisation: true, marketing: false };

test("before an answer nothing is stored and nothing is sent", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("identify", "u1", { email: "cleo@example.com" });
  commesso("track", "Product Viewed", { product_id: "p1" });
  await settled();
  hide();
  expect(visit.events).toEqual([]);
  expect(stored()).toBe(NOTHING);
});

test("with a yes, what happened on this page is sent with it", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("track", "Product Viewed", { product_id: "p1" });
  commesso("consent", YES);
  await settled();
  expect(visit.names()).toEqual(["Consent Updated", "page", "Product Viewed"]);
  const { context, anonymousId } = visit.last("Product Viewed");
  expect(context.consent).toEqual({
    categoryPreferences: { analytics: true, personalisation: true, advertising: false },
  });
  expect(document.cookie).toBe(`commesso=${anonymousId}`);
});

test("an answer about advertising is never taken for one about letters", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("consent", { analytics: true, marketing: true });
  await settled();
  const said = visit.last("page").context.consent?.categoryPreferences;
  expect(said).toEqual({ analytics: true, advertising: true });
});

test("what the page changes in its objects afterwards is not sent", async () => {
  const visit = await open({ config: REQUIRED });
  const product = { product_id: "p1" };
  commesso("track", "Product Viewed", product);
  product.product_id = "p2";
  commesso("consent", YES);
  await settled();
  expect(visit.last("Product Viewed").properties).toEqual({ product_id: "p1" });
});

test("a yes is known on the next page, without waiting for the server, and is told once", async () => {
  const first = await open({ config: REQUIRED });
  commesso("consent", YES);
  await settled();
  const second = await open({ config: "down" });
  expect(second.names()).toEqual(["page"]);
  expect(second.last("page").anonymousId).toBe(first.last("page").anonymousId);
});

test("a no is remembered as a no, and as nothing else", async () => {
  await open({ config: REQUIRED });
  commesso("consent", { analytics: false, personalisation: false, marketing: false });
  commesso("track", "Product Viewed");
  const visit = await open({ config: REQUIRED });
  expect(visit.requests).toEqual([]);
  expect(Object.keys({ ...localStorage })).toEqual(["commesso.choice"]);
  expect(document.cookie).toBe("");
});

test("withdrawing tells the server, deletes what was stored, and stops", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("consent", YES);
  await settled();
  const { anonymousId } = visit.last("page");
  visit.events = [];
  commesso("track", "Product Viewed");
  commesso("consent", { analytics: false });
  commesso("track", "Product Added");
  await settled();
  expect(visit.names()).toEqual(["Consent Updated"]);
  const told = visit.last("Consent Updated");
  expect(told.anonymousId).toBe(anonymousId);
  expect(told.context.consent?.categoryPreferences["analytics"]).toBe(false);
  expect(Object.keys({ ...localStorage })).toEqual(["commesso.choice"]);
  expect(document.cookie).toBe("");
});

test("who comes back after withdrawing is somebody new", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("consent", YES);
  await settled();
  const { anonymousId } = visit.last("page");
  commesso("consent", { analytics: false });
  commesso("consent", { analytics: true });
  commesso("track", "Product Viewed");
  await settled();
  expect(visit.last("Product Viewed").anonymousId).not.toBe(anonymousId);
});

test("where the shop may assume it, events are sent once its rules are known, without claiming a yes", async () => {
  const visit = await open({ config: ASSUMED });
  expect(visit.names()).toEqual(["page"]);
  expect(visit.last("page").context.consent).toBeUndefined();
});

test("a server that does not answer gives no leave", async () => {
  const visit = await open({ config: "down" });
  expect(visit.events).toEqual([]);
  expect(stored()).toBe(NOTHING);
});

test("Global Privacy Control is a no where the shop takes it so, whatever was chosen", async () => {
  const config = { consent: { policy: "assumed" as const, gpc_means_no_analytics: true } };
  const visit = await open({ config, gpc: true });
  commesso("consent", YES);
  await settled();
  expect(visit.events).toEqual([]);
  expect(document.cookie).toBe("");
});

test("switching Global Privacy Control on ends what was allowed before", async () => {
  const config = { consent: { policy: "assumed" as const, gpc_means_no_analytics: true } };
  await open({ config });
  expect(document.cookie).not.toBe("");
  const visit = await open({ config, gpc: true });
  expect(visit.names()).toEqual(["Consent Updated"]);
  expect(stored()).toBe(NOTHING);
});

test("Global Privacy Control counts for nothing where the shop's rules leave it out", async () => {
  const visit = await open({ config: ASSUMED, gpc: true });
  expect(visit.names()).toEqual(["page"]);
});

test("an order is told even after a no, without the device", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("consent", { analytics: false });
  commesso("track", "Order Completed", { order_id: "o1", total: 10 });
  await settled();
  const { anonymousId, context, properties } = visit.last("Order Completed");
  expect(properties).toEqual({ order_id: "o1", total: 10 });
  expect(anonymousId).toMatch(/^[0-9a-f]{32}$/);
  expect(context).toEqual({
    consent: { categoryPreferences: { analytics: false } },
  });
  commesso("track", "Order Completed", { order_id: "o2" });
  await settled();
  expect(visit.last("Order Completed").anonymousId).not.toBe(anonymousId);
});

test("an order without an answer is told when the shopper leaves", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("track", "Order Completed", { order_id: "o1" });
  await settled();
  expect(visit.events).toEqual([]);
  hide();
  expect(visit.names()).toEqual(["Order Completed"]);
  expect(stored()).toBe(NOTHING);
});

test("an answer in one tab counts in the others", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("consent", YES);
  await settled();
  localStorage.setItem("commesso.choice", JSON.stringify({ analytics: false }));
  window.dispatchEvent(new StorageEvent("storage", { key: "commesso.choice" }));
  commesso("track", "Product Viewed");
  await settled();
  expect(visit.names()).not.toContain("Product Viewed");
  expect(document.cookie).toBe("");
});

test("the page can hear what was chosen", async () => {
  await open({ config: REQUIRED });
  const heard: unknown[] = [];
  commesso("on", "consent", (choice: unknown) => heard.push(choice));
  commesso("consent", YES);
  commesso("consent", YES);
  expect(heard).toEqual([YES]);
});

test("looking at another tab before answering loses nothing", async () => {
  const visit = await open({ config: REQUIRED });
  commesso("track", "Product Viewed");
  hide();
  setVisibility("visible");
  commesso("consent", YES);
  await settled();
  expect(visit.names()).toEqual(["Consent Updated", "page", "Product Viewed"]);
});

test.each([["denied"], ["no"], [1], [null], ["true"]])("%j is not a yes", async (word) => {
  const visit = await open({ config: REQUIRED });
  commesso("consent", { analytics: word });
  await settled();
  hide();
  expect(visit.events).toEqual([]);
  expect(document.cookie).toBe("");
});

test("a cookie that outlived the rest goes with a no too", async () => {
  document.cookie = "commesso=0123456789abcdef0123456789abcdef;path=/";
  await open({ config: REQUIRED });
  commesso("consent", { analytics: false });
  await settled();
  expect(document.cookie).toBe("");
});
