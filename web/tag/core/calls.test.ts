import { beforeEach, expect, test, vi } from "vitest";
import type { Analytics } from "../commesso";
import { commesso, forgetBrowser, later, open, settled } from "../tests/visit";

beforeEach(forgetBrowser);

const analytics = (): Analytics => window.analytics as Analytics;

test("a page is sent by itself, with what Segment's specification asks for", async () => {
  const visit = await open({
    url: "https://shop.example/it/lampade?colore=rosso",
    referrer: "https://search.example/?q=lampade",
  });
  const page = {
    path: "/it/lampade",
    referrer: "https://search.example/?q=lampade",
    search: "?colore=rosso",
    title: "Lampade",
    url: "https://shop.example/it/lampade?colore=rosso",
  };
  const { properties, context, messageId, timestamp } = visit.last("page");
  expect(properties).toEqual(page);
  expect(context).toMatchObject({
    page,
    library: { name: "commesso.js", version: "test" },
    sessionId: 1772359200,
    device: { type: "desktop" },
  });
  expect(context["userAgent"]).toBe(navigator.userAgent);
  expect(messageId).toMatch(/^[0-9a-f]{32}$/);
  expect(timestamp).toBe("2026-03-01T10:00:00.000Z");
});

test("calls made before the script arrived are not lost, and come in their order", async () => {
  const before = (): void => {
    const stub = (...given: unknown[]): void => void (stub.q = stub.q ?? []).push(given);
    stub.q = undefined as unknown[] | undefined;
    window.commesso = stub as unknown as NonNullable<Window["commesso"]>;
    commesso("identify", "u1");
    commesso("track", "Product Viewed", { product_id: "p1" });
  };
  const visit = await open({ before });
  expect(visit.names()).toEqual(["page", "identify", "Product Viewed"]);
  expect(visit.last("Product Viewed").userId).toBe("u1");
});

test("a page call made early takes the place of ours", async () => {
  const before = (): void => {
    window.analytics = [["page", "Lamps", { family: "lamps" }]];
  };
  const visit = await open({ before });
  expect(visit.names()).toEqual(["page"]);
  expect(visit.last("page")).toMatchObject({ name: "Lamps", properties: { name: "Lamps", family: "lamps" } });
});

test("a page that counts its views itself says so", async () => {
  const visit = await open({ data: { pages: "manual" } });
  expect(visit.events).toEqual([]);
});

test("who holds the stub still reaches the tag", async () => {
  const visit = await open();
  (window.commesso?.q as unknown[]).push(["track", "Product Viewed"]);
  await settled();
  expect(visit.names()).toContain("Product Viewed");
});

test("the whole of Segment's interface is there", async () => {
  const visit = await open();
  const done: string[] = [];
  await analytics().identify("u1", { plan: "gold" }, undefined, () => done.push("identify"));
  await analytics().track("Product Viewed", { product_id: "p1" }, {}, () => done.push("track"));
  await analytics().page("Shop", "Lamps", { family: "lamps" });
  await analytics().group("g1", { name: "Rossi" });
  await analytics().alias("u2");
  await analytics().ready(() => done.push("ready"));
  await settled();
  expect(visit.names()).toEqual(["page", "identify", "Product Viewed", "page", "group", "alias"]);
  expect(visit.last("page")).toMatchObject({ name: "Lamps", properties: { category: "Shop", family: "lamps" } });
  expect(visit.last("group")).toMatchObject({ groupId: "g1", traits: { name: "Rossi" } });
  expect(visit.last("alias")).toMatchObject({ userId: "u2", previousId: "u1" });
  expect(done.sort()).toEqual(["identify", "ready", "track"]);
});

test("Segment's own library is left alone, when it is there or coming", async () => {
  const snippet = Object.assign([] as unknown[], { _writeKey: "theirs" });
  await open({ before: () => void (window.analytics = snippet) });
  expect(window.analytics).toBe(snippet);
});

test("missing words are skipped as Segment does", async () => {
  const visit = await open();
  analytics().identify(undefined, { city: "Lucca" });
  analytics().page(null, "Lamps");
  commesso("track", "Product Viewed", undefined, { context: { shelf: 3 } });
  await settled();
  expect(visit.last("identify")).toMatchObject({ traits: { city: "Lucca" } });
  expect(visit.last("identify").userId).toBeUndefined();
  expect(visit.last("page").name).toBe("Lamps");
  expect(visit.last("Product Viewed").context["shelf"]).toBe(3);
});

test("traits are kept from one identify to the next, and from page to page", async () => {
  await open();
  commesso("identify", "u1", { name: "Cleo" });
  await settled();
  const visit = await open();
  commesso("identify", { city: "Lucca" });
  await settled();
  expect(visit.last("identify")).toMatchObject({ userId: "u1", traits: { name: "Cleo", city: "Lucca" } });
  expect(analytics().user().traits()).toEqual({ name: "Cleo", city: "Lucca" });
});

test("somebody else on the same device is not the one before", async () => {
  const visit = await open();
  commesso("identify", "u1", { name: "Cleo" });
  await settled();
  const before = visit.last("identify").anonymousId;
  commesso("identify", "u2");
  await settled();
  expect(visit.last("identify")).toMatchObject({ userId: "u2", traits: {} });
  expect(visit.last("identify").anonymousId).not.toBe(before);
});

test("signing out forgets who it was and keeps the consent", async () => {
  const visit = await open({ config: { consent: { policy: "required" } } });
  commesso("consent", { analytics: true });
  commesso("identify", "u1", { name: "Cleo" });
  commesso("reset");
  commesso("track", "Product Viewed");
  await settled();
  expect(visit.names().filter((each) => each === "Consent Updated")).toHaveLength(1);
  const seen = visit.last("Product Viewed");
  expect(seen.userId).toBeUndefined();
  expect(seen.anonymousId).not.toBe(visit.last("identify").anonymousId);
  expect(analytics().user().id()).toBeNull();
});

test("the cart is told whole", async () => {
  const visit = await open();
  commesso("cart", { cart_id: "c1", currency: "EUR", items: [{ product_id: "p1", quantity: 2 }] });
  await settled();
  expect(visit.last("Cart Viewed").properties).toEqual({
    cart_id: "c1",
    currency: "EUR",
    products: [{ product_id: "p1", quantity: 2 }],
  });
});

test("the campaign of the first page goes with the whole visit, and not with the next", async () => {
  const ad = "https://shop.example/?utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=abc&q=x";
  const first = await open({ url: ad });
  const campaign = { source: "google", medium: "cpc", name: "spring", gclid: "abc" };
  expect(first.last("page").context.campaign).toEqual(campaign);
  const second = await open({ url: "https://shop.example/?utm_source=mail" });
  expect(second.last("page").context.campaign).toEqual(campaign);
  expect(second.last("page").context.sessionId).toBe(first.last("page").context.sessionId);
  await later(31);
  const third = await open();
  expect(third.last("page").context.campaign).toBeUndefined();
  expect(third.last("page").context.sessionId).not.toBe(first.last("page").context.sessionId);
});

test("a visit that goes on for long without a new page is a new visit, of no campaign", async () => {
  const visit = await open({ url: "https://shop.example/?utm_source=google" });
  await later(31);
  commesso("track", "Product Viewed");
  await settled();
  expect(visit.last("Product Viewed").context.campaign).toBeUndefined();
});

test("the campaign survives a first page without consent, because the second page knows the first", async () => {
  const config = { consent: { policy: "required" as const } };
  await open({ url: "https://shop.example/?utm_source=google", config });
  const visit = await open({ referrer: "https://shop.example/?utm_source=google", config });
  commesso("consent", { analytics: true });
  await settled();
  expect(visit.last("page").context.campaign).toEqual({ source: "google" });
});

test("whatever the page calls, nothing is thrown", async () => {
  const visit = await open({ data: {} });
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  for (const given of [[], ["constructor"], ["nothing"], ["track"], ["track", "X", circle], ["cart"], ["on"]]) {
    expect(() => commesso(...given)).not.toThrow();
  }
  commesso("on", "track", () => {
    throw new Error("of the page");
  });
  commesso("track", "Product Viewed");
  await settled();
  expect(visit.names()).toContain("Product Viewed");
});

test("libraries that give arrays a toJSON do not spoil what is sent, and keep it", async () => {
  const visit = await open();
  const spoiled = Array.prototype as unknown as { toJSON?: () => string };
  spoiled.toJSON = () => "spoiled";
  try {
    commesso("track", "Product List Viewed", { products: [{ product_id: "p1" }] });
    expect(spoiled.toJSON).toBeDefined();
  } finally {
    delete spoiled.toJSON;
  }
  await settled();
  expect(visit.last("Product List Viewed").properties).toEqual({ products: [{ product_id: "p1" }] });
});

test("the page can listen to what is sent", async () => {
  await open();
  const heard: unknown[] = [];
  commesso("on", "track", (event: { event: string }) => heard.push(event.event));
  commesso("track", "Product Viewed");
  expect(heard).toEqual(["Product Viewed"]);
});

test("the tag on the page twice counts once", async () => {
  const visit = await open();
  await import("../core/main?again" as string);
  await settled();
  expect(visit.names()).toEqual(["page"]);
});

test("while it is being installed, the tag says what it swallows", async () => {
  const said = vi.spyOn(console, "warn").mockImplementation(() => {});
  await open({ data: { debug: "" } });
  commesso("trak", "Product Viewed");
  expect(said).toHaveBeenCalledWith("commesso:", 'there is no command "trak"');
  said.mockRestore();
});
