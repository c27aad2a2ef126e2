import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeBridge } from "../tests/bridge";
import { look, start } from "./assistant";

const DESK = {
  is_on: true,
  side: "end",
  name: "Posso aiutarti?",
  greetings: { new: "Ciao!", back: "Bentornata!", ad: "Che cosa cerchi?", sold_out: "È esaurito.", cart: "Dubbi?" },
  guides: [{ key: "lamps", title: "Trova la lampada" }],
};
const LAMP = {
  product_id: "lamp",
  title: "Lampada <b>Luna</b>",
  url: "/it/lamp",
  image: "https://shop.example/lamp.jpg",
  price: { amount: "79.00", currency: "EUR" },
  in_stock: true,
};
const SAID = { intent: "search", words: "Ecco ciò che fa per te.", products: [LAMP], guide: null, links: [] };
const VISIT = 1_800_000_000;

let bridge: FakeBridge;
let tell: (event: unknown) => void;

beforeEach(() => {
  vi.useFakeTimers({ now: (VISIT + 10) * 1000 });
  document.head.innerHTML = document.body.innerHTML = "";
  history.replaceState(null, "", "/it/");
  // Somebody who was here before would be greeted as such: each test says what is remembered.
  bridge = new FakeBridge();
  bridge.desk = DESK;
  bridge.visit = () => ({ id: VISIT, at: Date.now(), pages: 1 });
  bridge.on = (_: string, listener: (event: never) => void) => (tell = listener as never);
  begin();
});

afterEach(() => vi.useRealTimers());

function begin(): void {
  document.querySelectorAll("[data-commesso]").forEach((each) => each.remove());
  start(bridge);
}

async function come(): Promise<ShadowRoot> {
  look();
  await vi.advanceTimersByTimeAsync(1);
  return document.querySelector("[data-commesso]")?.shadowRoot as ShadowRoot;
}

async function open(): Promise<ShadowRoot> {
  const root = await come();
  root.querySelector<HTMLElement>(".launcher")?.click();
  return root;
}

function press(root: ShadowRoot, text: string): void {
  const button = [...root.querySelectorAll("button")].find((each) => each.textContent === text);
  if (!button) throw new Error(`there is no button "${text}"`);
  button.click();
}

async function say(root: ShadowRoot, text: string): Promise<void> {
  (root.querySelector("input") as HTMLInputElement).value = text;
  root.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await vi.advanceTimersByTimeAsync(1);
}

const answerWith = (said: unknown, status = 200): unknown => (bridge.answer = new Response(JSON.stringify(said), { status }));
const greeting = (root: ShadowRoot): string | null | undefined => root.querySelector(".log p")?.textContent;
const note = (root: ShadowRoot): Element | null => root.querySelector(".note");

test("a shop whose assistant is off sees nothing of it", async () => {
  bridge.desk = { is_on: false };
  expect(await come()).toBeUndefined();
});

test("it waits in the corner and opens when it is called", async () => {
  const root = await open();
  expect(greeting(root)).toBe("Ciao!");
  expect(root.querySelector("[role=dialog] h2")?.textContent).toBe("Posso aiutarti?");
  expect(root.querySelector<HTMLElement>(".launcher")?.hidden).toBe(true);
  expect(bridge.events).toEqual([["Assistant Opened", { situation: "new", by: "shopper" }]]);
});

test("what is asked is answered with products, and nobody is told what was asked", async () => {
  const root = await open();
  answerWith(SAID);
  bridge.products = ["vase"];
  await say(root, "  una lampada ");
  expect(bridge.posts).toEqual([["discovery/talk", { text: "una lampada", product: "", viewed: undefined }]]);
  expect(root.querySelector("a.card")?.textContent).toMatch(/^Lampada <b>Luna<\/b>79,00\s€$/);
  expect(bridge.events.slice(1)).toEqual([
    ["Assistant Asked", { situation: "new", intent: "search", found: 1 }],
    ["Product List Viewed", { list_id: "assistant", category: "search", products: [{ product_id: "lamp", position: 1 }] }],
  ]);
  root.querySelector<HTMLElement>("a.card")?.click();
  expect(bridge.events[3]).toEqual(["Product Clicked", { product_id: "lamp", position: 1, list_id: "assistant" }]);
  expect(JSON.stringify(bridge.events)).not.toContain("una lampada");
});

test("what was looked at is told only with consent to personalisation", async () => {
  const root = await open();
  bridge.products = ["vase"];
  bridge.current = { personalisation: true };
  answerWith(SAID);
  await say(root, "lampada");
  expect(bridge.posts[0]?.[1]["viewed"]).toEqual(["vase"]);
});

test("links and pictures that are scripts are not drawn", async () => {
  const root = await open();
  const product = { ...LAMP, url: "javascript:alert(1)", image: "data:text/html,x" };
  answerWith({ ...SAID, products: [product], links: [{ kind: "order", url: "javascript:alert(1)" }] });
  await say(root, "lampada");
  expect(root.querySelectorAll(".card")).toHaveLength(1);
  expect(root.querySelector(".log a, .log img")).toBeNull();
});

test("where the order is: what the shop's server says, with its link", async () => {
  const root = await open();
  answerWith({ ...SAID, intent: "order", products: [], words: "È qui.", links: [{ kind: "order", url: "/it/ordini" }] });
  press(root, "Dov'è il mio ordine?");
  await vi.advanceTimersByTimeAsync(1);
  expect(root.querySelector(".log a")?.textContent).toBe("Al tuo ordine");
});

test("it helps to choose with the shop's guide, or the one the page names", async () => {
  const opened: unknown[] = [];
  bridge.parts["guide"] = { start: () => {}, open: (key) => opened.push(key) };
  press(await open(), "Aiutami a scegliere");
  await vi.advanceTimersByTimeAsync(1);
  document.body.insertAdjacentHTML("beforeend", '<a data-commesso-guide="vases">Which vase?</a>');
  press(await open(), "Aiutami a scegliere");
  await vi.advanceTimersByTimeAsync(1);
  expect(opened).toEqual(["lamps", "vases"]);
  expect(document.querySelector("[data-open]")).toBeNull();
});

test("several guides are called by their titles, and none is offered where there is none", async () => {
  bridge.desk = { ...DESK, guides: [...DESK.guides, { key: "vases", title: "Trova il vaso" }] };
  press(await open(), "Trova il vaso");
  bridge.desk = { ...DESK, guides: [] };
  begin();
  const root = await open();
  expect([...root.querySelectorAll(".offers button")].map((each) => each.textContent)).toEqual([
    "Mostrami qualcosa",
    "Dov'è il mio ordine?",
  ]);
});

function putSoldOut(): void {
  const offers = ["OutOfStock", "SoldOut"].map((each) => ({ availability: `https://schema.org/${each}` }));
  const data = JSON.stringify({ "@type": "Product", offers });
  document.head.innerHTML = `<script type="application/ld+json">${data}</script>`;
  document.body.innerHTML = '<div data-commesso-slot="recommend:alternatives" data-product="lamp"></div>';
}

test("at a sold-out product it speaks first, once, and shows what comes close", async () => {
  putSoldOut();
  const root = await come();
  expect(note(root)).toBeNull();
  await vi.advanceTimersByTimeAsync(3_100);
  expect(note(root)?.textContent).toContain("È esaurito.");
  press(root, "È esaurito.");
  answerWith({ kind: "alternatives", title: "Simili", products: [LAMP] });
  press(root, "Mostrami quelli simili");
  await vi.advanceTimersByTimeAsync(1);
  expect(bridge.posts).toEqual([
    ["discovery/recommend", { kind: "alternatives", products: ["lamp"], viewed: undefined, count: 6 }],
  ]);
  expect(root.querySelector(".card .name")?.textContent).toBe("Lampada <b>Luna</b>");
  expect(bridge.names()).toEqual(["Assistant Opened", "Assistant Opened", "Assistant Asked", "Product List Viewed"]);
});

test("a product of which one variant is left is not sold out", async () => {
  const offers = ["OutOfStock", "InStock"].map((each) => ({ availability: `https://schema.org/${each}` }));
  document.head.innerHTML = `<script type="application/ld+json">${JSON.stringify({ "@type": "Product", offers })}</script>`;
  expect(greeting(await open())).toBe("Ciao!");
});

test("it does not speak first twice in a visit, and after it was closed never again", async () => {
  putSoldOut();
  await come();
  await vi.advanceTimersByTimeAsync(3_100);
  begin();
  let root = await come();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(note(root)).toBeNull();
  const next = VISIT + 86_400;
  bridge.visit = () => ({ id: next, at: Date.now(), pages: 1 });
  vi.setSystemTime((next + 1) * 1000);
  begin();
  root = await come();
  await vi.advanceTimersByTimeAsync(3_100);
  root.querySelector<HTMLElement>(".note .close")?.click();
  bridge.visit = () => ({ id: next + 86_400, at: Date.now(), pages: 1 });
  vi.setSystemTime((next + 86_401) * 1000);
  begin();
  root = await come();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(note(root)).toBeNull();
});

test("whoever is not remembered is spoken to on the first page of a visit only", async () => {
  putSoldOut();
  bridge.isRemembering = false;
  bridge.isInside = true;
  const root = await come();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(note(root)).toBeNull();
});

test("in the cart it waits until nothing was done for half a minute", async () => {
  history.replaceState(null, "", "/it/cart");
  const root = await come();
  await vi.advanceTimersByTimeAsync(20_000);
  dispatchEvent(new Event("keydown"));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(note(root)).toBeNull();
  await vi.advanceTimersByTimeAsync(11_000);
  expect(note(root)?.textContent).toContain("Dubbi?");
});

test.each([
  ["an empty cart", '<div data-commesso-slot="recommend:again"></div>', "Ciao!"],
  ["a cart that says it is empty", '<div data-commesso-slot="recommend:cart" data-products=""></div>', "Ciao!"],
  ["a full one", '<div data-commesso-slot="recommend:cart" data-products="a,b"></div>', "Dubbi?"],
])("%s is told by its places", async (_, html, said) => {
  history.replaceState(null, "", "/it/cart");
  document.body.innerHTML = html;
  expect(greeting(await open())).toBe(said);
});

test("a page that says later that it is the cart is believed", async () => {
  const root = await come();
  tell({ event: "Cart Viewed", properties: {} });
  root.querySelector<HTMLElement>(".launcher")?.click();
  expect(greeting(root)).toBe("Dubbi?");
  expect([...root.querySelectorAll(".offers button")][0]?.textContent).toBe("Che cosa ci sta bene?");
});

test("who came by a campaign, and who was here before, is greeted so", async () => {
  bridge.visit = () => ({ id: VISIT, at: 0, pages: 1, campaign: { name: "spring" } });
  expect(greeting(await open())).toBe("Che cosa cerchi?");
  bridge.memory = { assistant: { shown: 0, last_at: new Date((VISIT - 9_000) * 1000).toISOString() } };
  bridge.visit = () => ({ id: VISIT, at: 0, pages: 1 });
  begin();
  expect(greeting(await open())).toBe("Bentornata!");
});

test("it gives way to the question about consent and to every other overlay", async () => {
  const root = await come();
  const frame = root.querySelector<HTMLElement>(".frame") as HTMLElement;
  const other = document.createElement("div");
  other.setAttribute("data-commesso", "");
  other.setAttribute("data-place", "over");
  document.body.appendChild(other);
  await vi.advanceTimersByTimeAsync(1);
  expect(frame.hidden).toBe(true);
  other.remove();
  await vi.advanceTimersByTimeAsync(1);
  expect(frame.hidden).toBe(false);
});

test("what it would say waits until the other overlay is gone", async () => {
  putSoldOut();
  const root = await come();
  const other = document.createElement("div");
  other.setAttribute("data-commesso", "");
  other.setAttribute("data-place", "over");
  document.body.appendChild(other);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(note(root)).toBeNull();
  other.remove();
  await vi.advanceTimersByTimeAsync(1);
  expect(note(root)?.textContent).toContain("È esaurito.");
});

test("Escape closes it and gives the keyboard back to its button", async () => {
  const root = await open();
  expect((root.activeElement as HTMLElement).id).toBe("title");
  root.host.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(root.querySelector("[role=dialog]")).toBeNull();
  expect((root.activeElement as HTMLElement | null)?.className).toContain("launcher");
});

test.each([[{ detail: "no" }, 429], ["<html>", 200]])("an answer that is none says so, and the next is asked again", async (said, status) => {
  const root = await open();
  answerWith(said, status);
  await say(root, "lampada");
  expect(root.querySelector(".log")?.textContent).toContain("Non ci è arrivato.");
  answerWith(SAID);
  await say(root, "lampada");
  expect(root.querySelector(".card")).not.toBeNull();
});

test("nothing to recommend is said in words", async () => {
  const root = await open();
  answerWith({ kind: "for_you", title: "", products: [] });
  press(root, "Mostrami qualcosa");
  await vi.advanceTimersByTimeAsync(1);
  expect(root.querySelector(".log")?.textContent).toContain("Ora non ho nulla da mostrarti.");
});

test("a page that draws its whole body anew keeps the button", async () => {
  await come();
  document.body.innerHTML = "<main>next page</main>";
  await come();
  expect(document.querySelectorAll("[data-commesso]")).toHaveLength(1);
});
