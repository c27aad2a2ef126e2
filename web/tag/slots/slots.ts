import type { Bridge } from "../core/lazy";
import { takeOut } from "../frame/frame";
import type { Slot } from "./answer";
import { draw } from "./draw";

const PLACE = '[data-commesso-slot^="recommend:"]';
const COUNT = 8;
const SOON_MS = 50;

let bridge: Bridge;
/** The places that were filled, what for, and what stands in them. */
let filled = new Map<HTMLElement, { asked: string; host?: HTMLElement; products: string[] }>();
let turn: Promise<unknown> = Promise.resolve();

export function start(given: Bridge): void {
  bridge = given;
  filled = new Map();
  watch();
}

/** Parts of a page are drawn anew while it stands, with the places in them. */
function watch(): void {
  let waits: ReturnType<typeof setTimeout> | undefined;
  new MutationObserver(() => {
    waits ??= setTimeout(() => {
      waits = undefined;
      look();
    }, SOON_MS);
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-product", "data-products"] });
}

/** A page was shown: fill its places, one after the other, so that none repeats what stands above it. */
export function look(): void {
  for (const place of filled.keys()) if (!place.isConnected) filled.delete(place);
  for (const place of document.querySelectorAll<HTMLElement>(PLACE)) {
    const asked = JSON.stringify(place.dataset);
    const before = filled.get(place);
    if (before?.asked === asked) continue;
    if (before?.host) takeOut(before.host); // a page of a single-page shop that keeps its places
    filled.set(place, { asked, products: [] });
    turn = turn.then(() => fill(place, asked)).catch(() => {}); // a shop without recommendations is a shop all the same
  }
}

async function fill(place: HTMLElement, asked: string): Promise<void> {
  const { commessoSlot = "", product, products, onPage, count, title } = place.dataset;
  const others = [...filled.values()].flatMap((each) => each.products);
  const answer = await bridge.post("discovery/recommend", {
    kind: commessoSlot.slice("recommend:".length),
    products: [...list(product), ...list(products)],
    viewed: bridge.choice().personalisation ? bridge.viewed() : undefined,
    on_page: [...list(onPage), ...others],
    count: Number(count) || COUNT,
  });
  const slot = (await answer.json()) as Slot;
  if (!answer.ok || !slot.products.length || filled.get(place)?.asked !== asked) return;
  const told = slot.products.map(({ product_id }, index) => ({ product_id, position: index + 1 }));
  const host = draw(slot, title || slot.title, bridge, (index) =>
    bridge.track("Product Clicked", { ...told[index], list_id: commessoSlot }),
  );
  place.appendChild(host);
  filled.set(place, { asked, host, products: told.map((each) => each.product_id) });
  whenSeen(host, () =>
    bridge.track("Product List Viewed", { list_id: commessoSlot, category: slot.kind, products: told }),
  );
}

function list(ids = ""): string[] {
  return ids.split(",").map((each) => each.trim()).filter(Boolean);
}

function whenSeen(host: HTMLElement, work: () => void): void {
  if (!("IntersectionObserver" in window)) return work();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((each) => each.isIntersecting)) return;
      observer.disconnect();
      work();
    },
    { threshold: 0.5 },
  );
  observer.observe(host);
}
