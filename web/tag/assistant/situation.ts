import type { Bridge } from "../core/lazy";
import type { Situation } from "./desk";

const CART = /(^|[/_-])(cart|basket|bag|carrello|carrito|cesta|warenkorb|panier)([/_.-]|$)/i;
const GONE = /(OutOfStock|SoldOut|Discontinued|oos|out of stock)$/i;
const MET = "assistant"; // since when this browser knows the assistant

/** What the page tells of itself; a single-page shop may tell it later. */
export interface Page {
  isCart: boolean;
  product: string;
}

export function readPage(page: Page): Page {
  const place = document.querySelector<HTMLElement>("[data-commesso-slot][data-product]");
  return {
    isCart: page.isCart || isCart(),
    product: place?.dataset["product"] || page.product,
  };
}

/** Whether this is a cart with something in it, as far as the page tells: nobody hesitates in an empty one. */
function isCart(): boolean {
  const cart = document.querySelector<HTMLElement>('[data-commesso-slot="recommend:cart"]');
  if (cart) return !!cart.dataset["products"];
  return !document.querySelector('[data-commesso-slot^="recommend:"]') && CART.test(location.pathname);
}

export function findSituation(bridge: Bridge, page: Page): Situation {
  if (isSoldOut()) return "sold_out";
  if (page.isCart) return "cart";
  if (bridge.visit().campaign) return "ad";
  return isBack(bridge) ? "back" : "new";
}

/** Whether an earlier visit met the assistant. Known only where the shopper lets the browser remember. */
function isBack(bridge: Bridge): boolean {
  const seen = bridge.seen();
  if (!seen[MET]) {
    seen[MET] = { shown: 0, last_at: new Date().toISOString() };
    bridge.save();
  }
  return Date.parse(seen[MET].last_at) < (bridge.visit().id ?? 0) * 1000;
}

/** Whether the page says of its one product that it cannot be bought, the way it says so to search engines. */
function isSoldOut(): boolean {
  const said = [...document.querySelectorAll('meta[property$=":availability"],[itemprop="availability"]')].map(
    (each) => each.getAttribute("content") ?? each.getAttribute("href") ?? "",
  );
  const products = [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((each) =>
    listProducts(each.textContent ?? ""),
  );
  if (products.length === 1) said.push(...listAvailability(products[0]));
  return said.length > 0 && said.every((each) => GONE.test(each));
}

type Json = Record<string, unknown>;

function listProducts(text: string): Json[] {
  try {
    const read = JSON.parse(text) as Json | Json[];
    const all = Array.isArray(read) ? read : ((read["@graph"] as Json[] | undefined) ?? [read]);
    return all.filter((each) => /^Product/.test(`${each["@type"] as string}`));
  } catch {
    return []; // not ours to mend
  }
}

/** Every availability that is said of a product, its offers and its variants. */
function listAvailability(value: unknown): string[] {
  if (!value || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "availability" && typeof inner === "string" ? [inner] : listAvailability(inner),
  );
}
