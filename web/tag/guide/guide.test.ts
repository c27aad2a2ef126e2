import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeBridge } from "../tests/bridge";
import { close, look, open, start } from "./guide";

const LAMP = {
  product_id: "p1",
  title: "Lampada Velo",
  url: "https://shop.example/p1",
  image: "https://shop.example/p1.jpg",
  price: { amount: "79.00", currency: "EUR" },
  reasons: ["nero"],
  misses: [],
};
const COLOUR = question("colour", "Di che colore?", "nero", "bianco");
const HEIGHT = question("height", "Quanto alta?", "bassa", "alta");
const WORDS = { title: "Trova la tua lampada", text: "Due domande bastano.", again: "Cerchi ancora una lampada?" };

let bridge: FakeBridge;
/** What the server says to answers, by how many there are. */
let said: (answers: Record<string, string>, again?: string) => object;

beforeEach(() => {
  document.body.innerHTML = "<button id='before'>before</button>";
  localStorage.clear();
  bridge = new FakeBridge();
  said = (answers, again) => {
    const first = [COLOUR, HEIGHT].find((each) => each.key === again || !(again || each.key in answers));
    const told = [COLOUR, HEIGHT]
      .filter(({ key }) => answers[key] && key !== again)
      .map(({ key, text }) => ({ question: key, text, option: answers[key], label: answers[key] }));
    return tell({ question: first ?? null, answers: told });
  };
  bridge.post = (path, body) => {
    bridge.posts.push([path, body]);
    const answer = said(body["answers"] as Record<string, string>, body["again"] as string | undefined);
    return Promise.resolve(new Response(JSON.stringify(answer)));
  };
  start(bridge);
});

afterEach(() => close());

function question(key: string, text: string, ...options: string[]) {
  return { key, text, options: [...options, "*any", "*unknown"].map((each) => ({ key: each, label: each, count: 5 })) };
}

function tell(more: object): object {
  const base = { guide: "lamps", version: 3, words: WORDS, question: COLOUR, sure: false, count: 12, total: 40 };
  return { ...base, products: [LAMP], answers: [], ignored: [], ...more };
}

function root(): ShadowRoot {
  return document.querySelector("[data-commesso]")!.shadowRoot!;
}

function text(selector: string): string {
  return root().querySelector(selector)?.textContent ?? "";
}

async function press(label: string): Promise<void> {
  const found = [...root().querySelectorAll<HTMLElement>("button")].find(
    (each) => each.textContent!.startsWith(label) || each.getAttribute("aria-label") === label,
  );
  if (!found) throw new Error(`there is no button "${label}" in ${root().textContent}`);
  found.click();
  await settled();
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  await new Promise((done) => setTimeout(done));
}

test("a guide opens with its first question and the products so far", async () => {
  open("lamps");
  await settled();
  expect(bridge.posts[0]).toEqual(["discovery/guide", { guide: "lamps", answers: {}, again: undefined }]);
  expect(text("h2")).toBe("Trova la tua lampada");
  expect(text("h3")).toBe("Di che colore?");
  expect(text("[role=status]")).toBe("Vanno bene: 12 su 40");
  expect(root().querySelectorAll(".option").length).toBe(4);
  const card = root().querySelector<HTMLAnchorElement>("a.card")!;
  expect(card.href).toBe("https://shop.example/p1");
  expect(card.textContent).toContain("nero");
  expect(root().activeElement?.textContent).toBe("Di che colore?");
});

test("answers lead to the end, and each step is told", async () => {
  open("lamps");
  await settled();
  await press("nero");
  expect(text("h3")).toBe("Quanto alta?");
  await press("*unknown");
  expect(text("h3")).toBe("Questi fanno per te");
  expect(bridge.names()).toEqual([
    "Guide Started",
    "Guide Question Asked",
    "Guide Question Answered",
    "Guide Question Asked",
    "Guide Question Answered",
    "Guide Completed",
  ]);
  expect(bridge.events[2]![1]).toEqual({ guide: "lamps", version: 3, question: "colour", option: "nero", label: "nero" });
  expect(bridge.events[5]![1]).toEqual({ guide: "lamps", version: 3, products: ["p1"] });
  await press("Chiudi");
  expect(bridge.names()).not.toContain("Guide Left");
  expect(document.querySelector("[data-commesso]")).toBeNull();
});

test("whoever closes it before the end has left, at that question", async () => {
  open("lamps");
  await settled();
  await press("nero");
  await press("Chiudi");
  expect(bridge.events.pop()).toEqual(["Guide Left", { guide: "lamps", version: 3, question: "height", position: 2 }]);
});

test("any answer can be changed, and back leaves it as it was", async () => {
  open("lamps");
  await settled();
  await press("nero");
  await press("alta");
  await press("Cambia: Di che colore? nero");
  expect(text("h3")).toBe("Di che colore?");
  expect(root().querySelector("[aria-current]")?.textContent).toContain("nero");
  await press("Indietro");
  expect(bridge.posts.at(-1)![1]["answers"]).toEqual({ colour: "nero", height: "alta" });
  await press("Cambia: Di che colore? nero");
  await press("bianco");
  expect(Object.entries(bridge.posts.at(-1)![1]["answers"] as object)).toEqual([
    ["colour", "bianco"],
    ["height", "alta"],
  ]);
  await press("Indietro");
  expect(text("h3")).toBe("Quanto alta?");
  await press("Indietro");
  expect(text("h3")).toBe("Di che colore?");
  await press("Ricomincia");
  expect(bridge.posts.at(-1)![1]["answers"]).toEqual({});
});

test("answers that a guide has no more are let go", async () => {
  said = () => tell({ ignored: ["colour"] });
  open("lamps");
  await settled();
  await press("nero");
  await press("bianco");
  expect(bridge.posts.at(-1)![1]["answers"]).toEqual({ colour: "bianco" });
});

test("a click on a product is told with its place", async () => {
  open("lamps");
  await settled();
  root().querySelector<HTMLElement>("a.card")!.click();
  expect(bridge.events.pop()).toEqual(["Product Clicked", { product_id: "p1", position: 1, list_id: "guide:lamps" }]);
});

test("a guide that is switched off leads through the whole shop", async () => {
  const answer = bridge.post.bind(bridge);
  bridge.post = (path, body) =>
    "guide" in body ? Promise.resolve(new Response("{}", { status: 404 })) : answer(path, body);
  open("gone");
  await settled();
  expect(text("h3")).toBe("Di che colore?");
});

test("a category is asked for by its path", async () => {
  open("category:Casa > Lampade");
  await settled();
  expect(bridge.posts[0]![1]).toMatchObject({ category: "Casa > Lampade" });
});

test("without a network it says so, and tries again", async () => {
  const answer = bridge.post.bind(bridge);
  bridge.post = () => Promise.reject(new TypeError("offline"));
  open("lamps");
  await settled();
  expect(text("[role=alert]")).toBe("Non ci è arrivato.");
  bridge.post = answer;
  await press("Riprova");
  expect(text("h3")).toBe("Di che colore?");
});

test("nothing but an address of the web becomes a link or a picture", async () => {
  said = () => tell({ products: [{ ...LAMP, url: "javascript:alert(1)", image: "data:text/html,x", price: null }] });
  open("lamps");
  await settled();
  expect(root().querySelector("a.card")).toBeNull();
  expect(root().querySelector("img")).toBeNull();
  expect(text(".card")).toContain("Lampada Velo");
});

test("in the next visit it asks whether to go on", async () => {
  bridge.visit = () => ({ id: 1, pages: 1 });
  open("lamps");
  await settled();
  await press("nero");
  close();
  bridge.visit = () => ({ id: 2, pages: 1 });
  open("lamps");
  await settled();
  expect(text("h3")).toBe("Cerchi ancora una lampada?");
  expect(text(".chips")).toBe("nero");
  const before = bridge.names().length;
  await press("Continua");
  expect(text("h3")).toBe("Quanto alta?");
  expect(bridge.names().slice(before)).toEqual(["Guide Started", "Guide Question Asked"]);
  await press("Ricomincia");
  expect(text("h3")).toBe("Di che colore?");
  expect(localStorage.getItem("commesso.guides")).toBe("{}");
});

test("in the same visit it goes on by itself", async () => {
  bridge.visit = () => ({ id: 1, pages: 1 });
  open("lamps");
  await settled();
  await press("nero");
  close();
  open("lamps");
  await settled();
  expect(text("h3")).toBe("Quanto alta?");
});

test("nothing is kept of a shopper who does not allow it", async () => {
  bridge.isRemembering = false;
  open("lamps");
  await settled();
  await press("nero");
  close();
  expect(localStorage.length).toBe(0);
  open("lamps");
  await settled();
  expect(text("h3")).toBe("Di che colore?");
});

test("a place in the page is filled once, and counts when it is seen", async () => {
  const seen = vi.fn();
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(work: (entries: object[]) => void) {
        seen.mockImplementation(() => work([{ isIntersecting: true }]));
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  document.body.innerHTML = "<div data-commesso-slot='guide:lamps'></div>";
  look();
  look();
  await settled();
  expect(document.querySelectorAll("[data-commesso]").length).toBe(1);
  expect(text("h3")).toBe("Di che colore?");
  expect(document.activeElement).toBe(document.body);
  expect(bridge.names()).toEqual([]);
  seen();
  expect(bridge.names()).toEqual(["Guide Started", "Guide Question Asked"]);
  vi.unstubAllGlobals();
});
