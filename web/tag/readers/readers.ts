import type { Bridge } from "../core/lazy";
import { readDataLayer } from "./data-layer";
import { readShopify } from "./shopify";

/** What the page says already, to Google or to Shopify. */
export function start(bridge: Bridge): void {
  readDataLayer(bridge);
  readShopify(bridge);
}
