import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { FakeBridge } from "../tests/bridge";
import type { Product, Slot } from "./answer";
import { look, start } from "./slots";

const BULB: Product = {
  product_id: "bulb",
  title: "Lampadina <b>calda</b>",
  url: "/it/bulb",
  image: "https://shop.example/bulb.jpg",
  price: { amount: "5.50", currency: "EUR" },
  reason: { code: "bought_together", text: "Comprato insieme" },
  is_guess: false,
};
const COFFEE: Product = { ...BULB, product_id: "coffee", title: "Caffè", image: "", url: "https://shop.example/coffee" };

let bridge: FakeBridge;

beforeEach(() => {
  // Everything is seen at once.
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(private tell: (entries: { isIntersecting: boolean }[]) => void) {}
      observe = (): void => this.tell([{ isIntersecting: true }]);
      disconnect = (): void => {};
    },
  );
  document.body.innerHTML = '<div data-commesso-slot="recommend:together" data-product="lamp" data-count="4"></div>';
  bridge = new FakeBridge();
  bridge.products = ["vase", "lamp"];
  bridge.current = { personalisation: true };
  start(bridge);
});

// What changed last is looked at a moment later, while the page is still there.
afterAll(() => new Promise((done) => setTimeout(done, 500)));

function answerWith(...products: Product[]): void {
  const slot: Slot = { kind: "together", title: "Spesso comprati insieme", products };
  bridge.post = (path, body) => {
    bridge.posts.push([path, body]);
    return Promise.resolve(new Response(JSON.stringify(slot)));
  };
}

async function fillPlaces(): Promise<ShadowRoot[]> {
  look();
  await new Promise((done) => setTimeout(done, 5));
  return [...document.querySelectorAll("[data-commesso]")].map((each) => each.shadowRoot as ShadowRoot);
}

const names = (row: ShadowRoot | undefined): (string | null)[] =>
  [...(row?.querySelectorAll(".name") ?? [])].map((each) => each.textContent);

test("a place is filled with what the server says, and that it was seen is told", async () => {
  answerWith(BULB, COFFEE);
  const [row] = await fillPlaces();
  expect(bridge.posts).toEqual([
    ["discovery/recommend", { kind: "together", products: ["lamp"], viewed: ["vase", "lamp"], on_page: [], count: 4 }],
  ]);
  expect(row?.querySelector("h2")?.textContent).toBe("Spesso comprati insieme");
  expect(row?.querySelector("a")?.textContent).toMatch(/^Lampadina <b>calda<\/b>5,50\s€$/);
  expect(bridge.events).toEqual([
    [
      "Product List Viewed",
      {
        list_id: "recommend:together",
        category: "together",
        products: [
          { product_id: "bulb", position: 1 },
          { product_id: "coffee", position: 2 },
        ],
      },
    ],
  ]);
});

test("what was looked at is told only with consent to personalisation", async () => {
  answerWith(BULB);
  bridge.current = {};
  await fillPlaces();
  expect(bridge.posts.map(([, body]) => body["viewed"])).toEqual([undefined]);
});

test("following a product is told, with its place in the row", async () => {
  answerWith(BULB, COFFEE);
  const [row] = await fillPlaces();
  row?.querySelectorAll("a")[1]?.click();
  expect(bridge.events[1]).toEqual([
    "Product Clicked",
    { product_id: "coffee", position: 2, list_id: "recommend:together" },
  ]);
});

test("a place is filled once, and anew when the page says something else of it", async () => {
  answerWith(BULB);
  await fillPlaces();
  await fillPlaces();
  expect(bridge.posts).toHaveLength(1);
  document.querySelector<HTMLElement>("[data-commesso-slot]")!.dataset["product"] = "chair";
  const rows = await fillPlaces();
  expect(bridge.posts).toHaveLength(2);
  expect(rows).toHaveLength(1);
});

test("a second place does not repeat the first, nor what the page says stands there", async () => {
  document.body.innerHTML += '<div data-commesso-slot="recommend:for_you" data-on-page="a, b"></div>';
  answerWith(BULB);
  await fillPlaces();
  expect(bridge.posts[1]?.[1]).toMatchObject({ kind: "for_you", products: [], on_page: ["a", "b", "bulb"], count: 8 });
});

test("a place that is drawn later is filled too", async () => {
  answerWith(BULB);
  await fillPlaces();
  document.body.insertAdjacentHTML("beforeend", '<div data-commesso-slot="recommend:cart"></div>');
  await new Promise((done) => setTimeout(done, 80));
  expect(bridge.posts[1]?.[1]).toMatchObject({ kind: "cart" });
});

test("the shop's own title wins", async () => {
  document.querySelector<HTMLElement>("[data-commesso-slot]")!.dataset["title"] = "Dalla bottega";
  answerWith(BULB);
  expect((await fillPlaces())[0]?.querySelector("h2")?.textContent).toBe("Dalla bottega");
});

test("where products stand for different reasons, or are a guess, each says why", async () => {
  const guess: Product = { ...COFFEE, reason: { code: "trending", text: "Molto richiesto ora" }, is_guess: true };
  answerWith(BULB, guess);
  const [row] = await fillPlaces();
  expect([...(row?.querySelectorAll(".why") ?? [])].map((each) => each.textContent)).toEqual([
    "Comprato insieme",
    "Molto richiesto ora",
  ]);
});

test("what is bought again and again says how much and how often", async () => {
  answerWith({ ...COFFEE, usual: { quantity: 2, every_days: 14 } }, { ...BULB, usual: { quantity: 1, every_days: null } });
  const [row] = await fillPlaces();
  expect([...(row?.querySelectorAll(".why") ?? [])].map((each) => each.textContent)).toEqual([
    "Di solito ne prendi 2 ogni 14 giorni",
    "Di solito ne prendi 1",
  ]);
});

test("a link that is a script is not drawn", async () => {
  answerWith({ ...BULB, url: "javascript:alert(1)" });
  const [row] = await fillPlaces();
  expect(names(row)).toEqual(["Lampadina <b>calda</b>"]);
  expect(row?.querySelector("a")).toBeNull();
  row?.querySelector<HTMLElement>(".card")?.click();
  expect(bridge.names()).toEqual(["Product List Viewed"]);
});

test.each([
  ["nothing to show", () => new Response('{"kind":"together","title":"","products":[]}')],
  ["a refusal", () => new Response('{"detail":"no"}', { status: 429 })],
  ["no JSON", () => new Response("<html>")],
])("with %s the place stays as it was", async (_, answer) => {
  bridge.post = () => Promise.resolve(answer());
  expect(await fillPlaces()).toEqual([]);
  expect(bridge.events).toEqual([]);
});

test("a place that fails does not keep the next one empty", async () => {
  document.body.innerHTML += '<div data-commesso-slot="recommend:for_you"></div>';
  answerWith(BULB);
  const post = bridge.post;
  let calls = 0;
  bridge.post = (path, body) => (calls++ ? post.call(bridge, path, body) : Promise.reject(new Error("offline")));
  expect(await fillPlaces()).toHaveLength(1);
});
