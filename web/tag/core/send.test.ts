import { beforeEach, expect, test } from "vitest";
import { commesso, forgetBrowser, goOffline, goOnline, hide, later, open, setVisibility, settled } from "../tests/visit";

beforeEach(forgetBrowser);

test("events of one moment go together", async () => {
  const visit = await open();
  commesso("track", "Product Viewed");
  commesso("track", "Product Added");
  await settled();
  expect(visit.asked("/c/b").map((each) => (each["batch"] as unknown[]).length)).toEqual([1, 2]);
  expect(visit.requests[0]?.body).toMatchObject({ writeKey: "wk_1", sentAt: expect.stringMatching(/^2026-03-01T10/) });
});

test("they go where the shop's rules say", async () => {
  const visit = await open({ config: { consent: { policy: "assumed" }, collect: "/elsewhere/c/b" } });
  expect(visit.requests[0]?.url).toBe("https://c.example/elsewhere/c/b");
});

test("many events are more than one batch, in their order", async () => {
  const visit = await open();
  for (let place = 0; place < 60; place++) commesso("track", "Product Clicked", { place });
  await settled();
  expect(visit.asked("/c/b")).toHaveLength(4);
  expect(visit.events.slice(1).map((each) => each.properties["place"])).toEqual([...Array(60).keys()]);
});

test("a batch never is larger than a browser carries past the end of a page", async () => {
  const visit = await open();
  for (let place = 0; place < 6; place++) commesso("track", "Product Clicked", { text: "中".repeat(8000) });
  await settled();
  for (const each of visit.requests) expect(new TextEncoder().encode(JSON.stringify(each.body)).length).toBeLessThan(65536);
  expect(visit.events).toHaveLength(7);
});

test("on leaving everything goes by beacon, at once", async () => {
  const visit = await open();
  commesso("track", "Product Viewed");
  hide();
  expect(visit.beacons).toBe(1);
  commesso("track", "Product Added");
  expect(visit.names()).toEqual(["page", "Product Viewed", "Product Added"]);
  setVisibility("visible");
  await settled();
  expect(visit.events).toHaveLength(3);
});

test("while the server is away it is asked less and less often, and nothing is lost", async () => {
  const visit = await open();
  visit.collector = 503;
  commesso("track", "Product Viewed");
  await later(10);
  visit.collector = 200;
  await later(6);
  expect(visit.names()).toEqual(["page", "Product Viewed"]);
});

test("the server's own word on when to come back is heeded", async () => {
  const visit = await open();
  visit.collector = 429;
  visit.retryAfter = "120";
  commesso("track", "Product Viewed");
  await settled(1000);
  visit.collector = 200;
  await settled(110_000);
  expect(visit.names()).toEqual(["page"]);
  await settled(15_000);
  expect(visit.names()).toEqual(["page", "Product Viewed"]);
});

test("what the server refuses for good is not sent again", async () => {
  const visit = await open();
  visit.collector = 400;
  commesso("track", "Product Viewed");
  await settled();
  visit.collector = 200;
  commesso("track", "Product Added");
  await later(10);
  expect(visit.names()).toEqual(["page", "Product Added"]);
});

test("offline, events wait, and leave when the connection is back", async () => {
  const visit = await open();
  goOffline();
  commesso("track", "Product Viewed");
  await settled();
  expect(visit.names()).toEqual(["page"]);
  goOnline();
  await settled();
  expect(visit.names()).toEqual(["page", "Product Viewed"]);
  expect(localStorage.getItem("commesso.queue")).toBeNull();
});

test("offline until the page is left, the next page sends them, once", async () => {
  await open();
  goOffline();
  commesso("track", "Product Viewed", { product_id: "p1" });
  hide();
  const next = await open();
  expect(next.names().sort()).toEqual(["Product Viewed", "page"]);
  expect(localStorage.getItem("commesso.queue")).toBeNull();
  const third = await open();
  expect(third.names()).toEqual(["page"]);
});

test("a server that is down when the page is left gets the events from the next page", async () => {
  const visit = await open();
  visit.collector = "down";
  commesso("track", "Product Viewed");
  await settled();
  hide();
  expect(visit.beacons).toBe(0);
  const next = await open();
  expect(next.names()).toContain("Product Viewed");
});

test("what two tabs could not send is kept side by side", async () => {
  await open();
  goOffline();
  localStorage.setItem("commesso.queue", JSON.stringify(['{"type":"track","event":"Of Another Tab"}']));
  commesso("track", "Product Viewed");
  await settled();
  expect(JSON.parse(localStorage.getItem("commesso.queue") ?? "[]")).toHaveLength(2);
});

test("before an answer an offline shopper's events are in memory only", async () => {
  const visit = await open({ config: { consent: { policy: "required" } } });
  goOffline();
  commesso("track", "Product Viewed");
  await settled();
  expect({ ...localStorage }).toEqual({});
  commesso("consent", { analytics: true });
  goOnline();
  await settled();
  expect(visit.names()).toEqual(["Consent Updated", "page", "Product Viewed"]);
});

test("a browser without storage still sends", async () => {
  const own = Object.getOwnPropertyDescriptor(window, "localStorage") as PropertyDescriptor;
  const before = (): void =>
    void Object.defineProperty(window, "localStorage", {
      configurable: true,
      get() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  try {
    const visit = await open({ before });
    expect(visit.names()).toEqual(["page"]);
  } finally {
    Object.defineProperty(window, "localStorage", own);
  }
});
