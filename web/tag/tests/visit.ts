import type { DetachedWindowAPI } from "happy-dom";
import { vi } from "vitest";
import type { Config } from "../core/lazy";

export interface Sent {
  type: string;
  event?: string;
  name?: string;
  userId?: string;
  anonymousId?: string;
  messageId: string;
  timestamp: string;
  properties: Record<string, unknown>;
  traits: Record<string, unknown>;
  previousId?: string;
  groupId?: string;
  context: {
    page: Record<string, string>;
    campaign?: Record<string, string>;
    consent?: { categoryPreferences: Record<string, boolean> };
    sessionId?: number;
    [name: string]: unknown;
  };
}

/** A fake of our server, beside a browser that opens one page of a shop with the tag in it. */
export class Visit {
  events: Sent[] = [];
  requests: { url: string; body: Record<string, unknown> }[] = [];
  beacons = 0;
  /** What the collector answers: a status, or "down". */
  collector: number | "down" = 200;
  retryAfter = "";
  panels: unknown[] = [];

  names(): string[] {
    return this.events.map((each) => each.event ?? each.type);
  }

  last(name: string): Sent {
    const found = this.events.filter((each) => (each.event ?? each.type) === name).pop();
    if (!found) throw new Error(`${name} was not sent; there were ${this.names().join(", ") || "no events"}`);
    return found;
  }

  take(url: string, body: string): void {
    const read = JSON.parse(body);
    this.requests.push({ url, body: read });
    if (url.endsWith("/c/b")) this.events.push(...read.batch);
  }

  asked(path: string): Record<string, unknown>[] {
    return this.requests.filter((each) => each.url.endsWith(path)).map((each) => each.body);
  }
}

export interface Given {
  url?: string;
  referrer?: string;
  config?: Config | "down";
  data?: Record<string, string>;
  gpc?: boolean;
  before?: () => void;
}

export const REQUIRED: Config = { consent: { policy: "required" } };
export const ASSUMED: Config = { consent: { policy: "assumed" } };
const MINUTE = 60_000;

let cleanUp: (() => void)[] = [];

/** Listeners of the page before must not hear what happens on the next one. */
function followListeners(): void {
  for (const target of [window, document]) {
    const own = target.addEventListener;
    target.addEventListener = (name: string, listener: never, options?: boolean) => {
      own.call(target, name, listener, options);
      cleanUp.push(() => target.removeEventListener(name, listener, options));
    };
    cleanUp.push(() => Object.assign(target, { addEventListener: own }));
  }
  cleanUp.push(() => {
    Reflect.deleteProperty(history, "pushState");
    Reflect.deleteProperty(history, "replaceState");
  });
}

/** The shopper goes to another page: what is stored stays, everything else is new. */
export async function open(given: Given = {}): Promise<Visit> {
  leaveBehind();
  const visit = new Visit();
  setUp(visit, given);
  given.before?.();
  vi.resetModules();
  await import("../core/main");
  await settled();
  return visit;
}

function leaveBehind(): void {
  const now = Date.now();
  vi.clearAllTimers(); // which sets the clock back
  vi.setSystemTime(now);
  for (const each of cleanUp.reverse()) each();
  cleanUp = [];
  delete window.commesso;
  delete window.analytics;
  for (const name of ["dataLayer", "Shopify"]) Reflect.deleteProperty(window, name);
}

/** A browser nobody has used. */
export function forgetBrowser(): void {
  leaveBehind();
  localStorage.clear();
  document.cookie = "commesso=;max-age=-1;path=/;domain=shop.example";
  document.body.innerHTML = "";
  vi.useFakeTimers({ now: new Date("2026-03-01T10:00:00Z") });
}

function setUp(visit: Visit, { url, referrer = "", config = ASSUMED, data = {}, gpc = false }: Given): void {
  const browser = window as unknown as { happyDOM: DetachedWindowAPI };
  browser.happyDOM.settings.handleDisabledFileLoadingAsSuccess = true; // the core is imported, not loaded
  browser.happyDOM.setURL(url ?? "https://shop.example/it/lampade?colore=rosso");
  Object.defineProperty(document, "referrer", { value: referrer, configurable: true });
  Object.defineProperty(navigator, "globalPrivacyControl", { value: gpc, configurable: true });
  Object.defineProperty(navigator, "onLine", { value: true, configurable: true, writable: true });
  setVisibility("visible");
  document.head.innerHTML = '<title>Lampade</title><script src="https://c.example/commesso.js"></script>';
  document.documentElement.lang = "it";
  Object.assign(document.querySelector("script")?.dataset ?? {}, { key: "wk_1", vitals: "off", ...data });
  followListeners();
  answer(visit, config);
}

function answer(visit: Visit, config: Config | "down"): void {
  window.fetch = (async (url: string, init?: RequestInit) => {
    if (url.includes("/config?")) {
      if (config === "down") throw new TypeError("Failed to fetch");
      return new Response(JSON.stringify(config));
    }
    if (url.endsWith("/c/b") && visit.collector === "down") throw new TypeError("Failed to fetch");
    const status = url.endsWith("/c/b") ? (visit.collector as number) : 200;
    if (status === 200) visit.take(url, init?.body as string);
    const headers = visit.retryAfter ? { "Retry-After": visit.retryAfter } : {};
    return new Response(JSON.stringify({ panels: visit.panels }), { status, headers });
  }) as typeof fetch;
  navigator.sendBeacon = (url, body) => {
    visit.beacons++;
    visit.take(`${url}`, body as string);
    return true;
  };
}

export async function settled(ms = 1000): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

export const later = (minutes: number): Promise<void> => settled(minutes * MINUTE);

export function setVisibility(state: "visible" | "hidden"): void {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
}

export function hide(): void {
  setVisibility("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
}

export function goOffline(): void {
  Object.assign(navigator, { onLine: false });
}

export function goOnline(): void {
  Object.assign(navigator, { onLine: true });
  window.dispatchEvent(new Event("online"));
}

/** Everything the browser keeps of us. */
export function stored(): string {
  return JSON.stringify({ ...localStorage }) + document.cookie;
}

export const commesso = (...given: unknown[]): void => (window.commesso as (...given: unknown[]) => void)(...given);
