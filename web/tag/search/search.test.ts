import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeBridge } from "../tests/bridge";
import { attend, start } from "./search";

const DESK = {
  product_id: "desk",
  title: "Lampada da tavolo",
  url: "https://shop.example/desk",
  image: "https://shop.example/desk.jpg",
  price: { amount: "79.00", currency: "EUR" },
  in_stock: true,
};
const FLOOR = { ...DESK, product_id: "floor", title: "Lampada da terra", in_stock: false, image: "" };
const TOLD = { redirect: "", products: [DESK, FLOOR], families: ["Casa > Lampade"], queries: ["lampada", "lampadario"] };

let bridge: FakeBridge;
let box: HTMLInputElement;
const went: string[] = [];
const sent: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(location, "assign").mockImplementation((url) => void went.push(String(url)));
  document.body.innerHTML = `<form><input type="search" name="q" data-commesso-search></form>`;
  box = document.querySelector("input") as HTMLInputElement;
  document.addEventListener("submit", leave);
  bridge = new FakeBridge();
  start(bridge);
  box.focus();
  attend(box);
});

/** The browser would leave the page now. */
function leave(event: Event): void {
  if (!event.defaultPrevented) sent.push(box.value);
  event.preventDefault();
}

afterEach(() => {
  document.removeEventListener("submit", leave);
  document.body.innerHTML = "";
  went.length = sent.length = 0;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function type(text: string, told: object = TOLD): Promise<void> {
  bridge.answer = new Response(JSON.stringify(told));
  box.value = text;
  box.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
}

function press(key: string, more: object = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...more });
  box.dispatchEvent(event);
  return event;
}

const options = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[role=option]")];
const read = (line: Element | null): string | undefined => line?.shadowRoot?.querySelector(".line")?.textContent?.trim();
const named = (): (string | undefined)[] => options().map(read);
const active = (): string | undefined =>
  read(document.getElementById(box.getAttribute("aria-activedescendant") ?? "none"));

test("searches, families and products stand under the box while somebody types", async () => {
  await type("lam");
  expect(bridge.posts).toEqual([["discovery/suggest", { query: "lam", limit: 5, viewed: undefined }]]);
  expect(named()).toEqual([
    "lampada",
    "lampadario",
    "Casa > Lampade",
    expect.stringMatching(/^Lampada da tavolo 79,00.€$/),
    "Lampada da terra Esaurito",
  ]);
  const list = document.querySelector("[role=listbox]");
  expect(box.getAttribute("aria-controls")).toBe(list?.id);
  expect(box.getAttribute("aria-expanded")).toBe("true");
  expect([...document.querySelectorAll("[role=group]")].map((each) => each.getAttribute("aria-label"))).toEqual([
    "Ricerche",
    "Famiglie",
    "Prodotti",
  ]);
  expect(document.querySelector("[role=status]")?.shadowRoot?.textContent).toBe("5 suggerimenti");
});

test("a box is asked for once in a pause, and what is known is not asked again", async () => {
  box.value = "l";
  box.dispatchEvent(new Event("input"));
  await type("lam");
  await type("lamp");
  await type("lam");
  expect(bridge.posts.map(([, body]) => body["query"])).toEqual(["lam", "lamp"]);
});

test("nothing is shown for nothing", async () => {
  await type("zzz", { redirect: "", products: [], families: [], queries: [] });
  expect(document.querySelector("[role=listbox]")).toBeNull();
  expect(box.getAttribute("aria-expanded")).toBe("false");
});

test("an older answer that comes late is not shown", async () => {
  let answer: (told: Response) => void = () => {};
  bridge.post = () => new Promise((tell) => (answer = tell));
  box.value = "lam";
  box.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
  box.value = "";
  box.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
  answer(new Response(JSON.stringify(TOLD)));
  await vi.advanceTimersByTimeAsync(1);
  expect(options()).toEqual([]);
});

test("arrows go round through the list and the box", async () => {
  await type("lam");
  press("ArrowDown");
  expect(active()).toBe("lampada");
  press("ArrowUp");
  expect(active()).toBeUndefined();
  press("ArrowUp");
  expect(active()).toBe("Lampada da terra Esaurito");
  press("ArrowDown");
  expect(active()).toBeUndefined();
});

test("Escape closes the list first", async () => {
  await type("lam");
  expect(press("Escape").defaultPrevented).toBe(true);
  expect(options()).toEqual([]);
  expect(press("Escape").defaultPrevented).toBe(false);
});

test("whoever leaves the box leaves the list", async () => {
  await type("lam");
  box.blur();
  expect(options()).toEqual([]);
});

test("a product is a page, and that it was chosen is told", async () => {
  await type("lam");
  options()[3]?.click();
  expect(went).toEqual(["https://shop.example/desk"]);
  const seen = { product_id: "desk", position: 1, list_id: "search", query: "lam" };
  expect(bridge.events).toEqual([["Product Clicked", seen]]);
});

test("a search and a family are searched for with the shop's own form", async () => {
  await type("lam");
  press("ArrowDown");
  expect(press("Enter").defaultPrevented).toBe(true);
  await type("la");
  options()[2]?.click();
  expect(sent).toEqual(["lampada", "Lampade"]);
  expect(bridge.names()).toEqual(["Products Searched", "Products Searched"]);
});

test("Enter in the box itself is the shop's", async () => {
  await type("lam");
  expect(press("Enter").defaultPrevented).toBe(false);
});

test("a query that leads to a page goes there", async () => {
  await type("resi", { ...TOLD, redirect: "/resi" });
  box.form?.requestSubmit();
  expect(went).toEqual([`${location.origin}/resi`]);
  expect(sent).toEqual([]);
});

test("what somebody wrote into a catalogue is no script of the page", async () => {
  const script = "javascript:alert(1)";
  await type("lam", { ...TOLD, redirect: script, families: [], products: [{ ...DESK, url: script }] });
  options()[0]?.click();
  box.form?.requestSubmit();
  expect(went).toEqual([]);
});

test("what was looked at is told only with consent to personalisation", async () => {
  bridge.products = ["desk"];
  await type("lam");
  bridge.current = { personalisation: true };
  await type("lamp");
  expect(bridge.posts.map(([, body]) => body["viewed"])).toEqual([undefined, ["desk"]]);
});

test("somebody who writes with an input method is left alone", async () => {
  await type("台灯");
  press("ArrowDown", { isComposing: true });
  expect(active()).toBeUndefined();
});

test("where nobody answers the box is the shop's own", async () => {
  bridge.post = () => Promise.reject(new Error("down"));
  box.value = "lam";
  box.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
  expect(options()).toEqual([]);
  expect(press("Enter").defaultPrevented).toBe(false);
});
