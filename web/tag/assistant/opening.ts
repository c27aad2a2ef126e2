import type { Bridge } from "../core/lazy";
import type { Situation } from "./desk";

const OPENED = "assistant.opened";
const HESITATES_MS = 30_000;
const ACTS = ["pointerdown", "keydown", "wheel", "touchmove"];
// After how long it speaks first. In other situations it waits to be called.
const AFTER_MS: Partial<Record<Situation, number>> = { sold_out: 3_000, ad: 6_000, cart: HESITATES_MS };

/** Whether it may speak first: once a visit, and never again after it was closed. */
export function mayOpen(bridge: Bridge): boolean {
  const seen = bridge.seen()[OPENED];
  if (bridge.mustAsk() || seen?.dismissed) return false;
  if (seen && Date.parse(seen.last_at) >= (bridge.visit().id ?? 0) * 1000) return false;
  // Nobody remembers that it was closed, so it speaks on the first page of a visit only.
  return bridge.remembers() || !bridge.isWithin();
}

export function noteOpened(bridge: Bridge, isClosed = false): void {
  const seen = bridge.seen();
  const { shown = 0, dismissed = false } = seen[OPENED] ?? {};
  seen[OPENED] = { shown: shown + (isClosed ? 0 : 1), last_at: new Date().toISOString(), dismissed: dismissed || isClosed };
  bridge.save();
}

/** Work when its moment has come: in the cart, when nothing was done for a while. Returns how to stop. */
export function whenDue(situation: Situation, work: () => void): () => void {
  const wait = AFTER_MS[situation];
  if (!wait) return () => {};
  let timer = setTimeout(end, wait);
  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(end, wait);
  };
  if (situation === "cart") ACTS.forEach((name) => addEventListener(name, again, { passive: true }));
  return stop;

  function stop(): void {
    clearTimeout(timer);
    ACTS.forEach((name) => removeEventListener(name, again));
  }

  function end(): void {
    stop();
    work();
  }
}
