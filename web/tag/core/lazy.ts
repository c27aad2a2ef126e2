import type { Choice, Panel, Properties } from "../commesso";
import CHUNKS from "virtual:chunks";
import { isWithin } from "./about";
import { allows, currentChoice, mustAsk, setRules, signal, waitFor, type ConsentRules } from "./consent";
import { decide, emit, on, settle } from "./events";
import { complain, guard, later } from "./guard";
import { toJson } from "./json";
import { become, memory, save, type Seen, type Visit } from "./memory";
import { base, key, says } from "./script";
import { sendTo } from "./send";

/** What our server says about the shop; the same for every shopper. */
export interface Config {
  store?: { name?: string; languages?: string[]; default_language?: string };
  brand?: {
    logo?: string;
    colours?: { accent?: string; accent_text?: string; background?: string; text?: string };
    font?: string;
  };
  consent?: ConsentRules;
  collect?: string;
  panels?: boolean;
  assistant?: boolean;
}

/** What the parts that are loaded later get of us. They import nothing. */
export interface Bridge {
  config: Config;
  language: string;
  track(event: string, properties: Properties): void;
  identify(user: string): void;
  on: typeof on;
  signal(choice: Choice, source: string): void;
  decide: typeof decide;
  choice(): Choice;
  /** The panels this browser saw; kept when that is allowed. */
  seen(): Record<string, Seen>;
  save(): void;
  /** Whether anything may be remembered beyond this page. */
  remembers(): boolean;
  /** Whether our own question about consent is still open. */
  mustAsk(): boolean;
  isWithin(): boolean;
  /** Ask our server, "discovery/search": with the shop's key, the language, and the device where that is allowed. */
  post(path: string, body: Properties): Promise<Response>;
  /** Ask for what is the same for every shopper, so that caches may keep it. */
  get(path: string): Promise<Response>;
  /** The products looked at in this visit, the oldest first. */
  viewed(): string[];
  /** When this visit began, how many pages it saw, and the campaign that led to it. */
  visit(): Partial<Visit>;
  /** Another part, loaded if need be. */
  part(name: keyof typeof CHUNKS): Promise<Chunk | undefined>;
}

export type { Seen };

export interface Chunk {
  start(bridge: Bridge): void;
  show?(panels: Panel[], isForced: boolean): void;
  open?(wanted: boolean | string): void;
  close?(): void;
  /** A page was shown: is something of it for us? */
  look?(): void;
  /** The search box that has the keyboard. */
  attend?(box: HTMLInputElement): void;
}

const STRICT: ConsentRules = { policy: "required", gpc_means_no_analytics: true };

let config: Config = {};
const chunks: Record<string, Promise<Chunk | undefined>> = {};
let turn = 0;
let reading: Promise<unknown> | undefined;

const bridge: Bridge = {
  get config() {
    return config;
  },
  get language() {
    return document.documentElement.lang || config.store?.default_language || navigator.language;
  },
  track: guard((event: string, properties: Properties) => emit({ type: "track", event, properties })),
  identify: guard((user: string) => {
    become(user);
    emit({ type: "identify", traits: memory.traits });
  }),
  on,
  signal: guard((choice: Choice, source: string) => {
    signal(choice);
    settle(source);
    // Somebody else asks already.
    chunks["banner"]?.then((chunk) => chunk?.close?.()).catch(complain);
  }),
  decide: guard(decide),
  choice: currentChoice,
  seen: () => (memory.seen ??= {}),
  save,
  remembers: () => !!allows("analytics"),
  mustAsk,
  isWithin,
  post,
  get,
  viewed: () => memory.visit?.viewed ?? [],
  visit: () => memory.visit ?? {},
  part: load,
};

function load(name: keyof typeof CHUNKS): Promise<Chunk | undefined> {
  return (chunks[name] ??= import(/* @vite-ignore */ `${base}commesso/${CHUNKS[name]}`).then((chunk: Chunk) => {
    chunk.start(bridge);
    return chunk;
  }, complain as () => undefined));
}

/** What is asked of the server, with the device only where the shopper allows that. */
function post(path: string, body: Properties): Promise<Response> {
  const text = toJson({ key, language: bridge.language, anonymous_id: isKnown() ? memory.id : undefined, ...body });
  return fetch(`${base}api/v1/${path}`, { method: "POST", body: text, credentials: "omit" });
}

function get(path: string): Promise<Response> {
  const asked = new URLSearchParams({ key, language: bridge.language });
  return fetch(`${base}api/v1/${path}?${asked}`, { credentials: "omit" });
}

/** Whether the server may know whom it decides for. */
function isKnown(): boolean {
  return !!(allows("analytics") && allows("personalisation"));
}

/** Learn how the shop wants it. Without an answer nothing is taken for allowed. */
export function learnRules(): void {
  const ready = new Promise((tell) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tell);
    else tell(0);
  });
  const asked = fetch(`${base}api/v1/onsite/config?key=${encodeURIComponent(key)}`, { credentials: "omit" })
    .then((answer) => (answer.ok ? answer.json() : {}))
    .catch(() => ({}))
    .then((given: Config) => {
      config = given;
      setRules(given.consent ?? STRICT);
      if (given.collect) sendTo(given.collect);
      return ready; // a consent manager further down in the page must have had its say
    })
    .then(listenToPage);
  waitFor(asked);
  asked
    .then(() => settle())
    .then(() => reading) // the page may have somebody who asks about consent
    .then(() => later(bringTheRest), complain);
}

function bringTheRest(): void {
  if (mustAsk()) openBanner(false);
  findPlaces();
  chosen();
  on("consent", () => later(chosen));
}

function chosen(): void {
  askForPanels();
  if (says["vitals"] !== "off" && allows("analytics")) void load("vitals");
}

/** Shops whose pages speak already, to Google or as Shopify's do, need no code: we listen. */
export function listenToPage(): void {
  const page = window as { dataLayer?: unknown; Shopify?: unknown };
  if (says["datalayer"] === "off" || reading || !(page.dataLayer || page.Shopify)) return;
  reading = load("readers");
  waitFor(reading);
  reading.then(() => settle()).catch(complain);
}

export function openBanner(isWanted: boolean): void {
  load("banner").then((chunk) => chunk?.open?.(isWanted)).catch(complain);
}

/** A page was shown: what does our server have for it? */
export function askForPanels(): void {
  if (!config.panels) return;
  const mine = ++turn; // of a page that was left meanwhile the answer is old
  const { href, origin, pathname, search } = location;
  const { pages = 1, campaign } = memory.visit ?? {};
  const asked: Properties = { title: document.title, seen: memory.seen ?? {}, campaign: campaign?.["name"] };
  if (isKnown()) {
    Object.assign(asked, { url: href, referrer: document.referrer, page_number: pages });
  } else {
    // Click ids in an address would say who it is, so only the campaign stays of it.
    const kept = search.match(/utm_[^&]*/g)?.join("&");
    asked["url"] = origin + pathname + (kept ? `?${kept}` : "");
    asked["referrer"] = document.referrer.split("/").slice(0, 3).join("/");
    asked["page_number"] = pages + (isWithin() ? 1 : 0);
  }
  post("onsite/panels", asked)
    .then((answer) => answer.json())
    .then(({ panels }: { panels: Panel[] }) => {
      if (mine === turn && (panels.length || chunks["panels"])) return showPanels(panels, false);
    })
    .catch(complain);
}

// What the page has places for. Each part is loaded when the first place of its kind is seen.
const PLACES = {
  slots: '[data-commesso-slot^="recommend:"]',
  guide: '[data-commesso-slot^="guide:"]',
} as const;

/** A page was shown: are there places in it that we fill? */
export function findPlaces(): void {
  for (const name of ["slots", "guide"] as const) {
    if (chunks[name] || document.querySelector(PLACES[name])) call(name, (chunk) => chunk.look?.());
  }
  if (config.assistant) call("assistant", (chunk) => chunk.look?.());
  openByAddress();
}

/** An ad or a mail leads to a guide: "#commesso-guide=lamps". */
export function openByAddress(): void {
  const [, guide] = /^#commesso-guide=([\w-]+)/.exec(location.hash) ?? [];
  if (guide) openGuide(guide);
}

export function openGuide(guide: string): void {
  call("guide", (chunk) => chunk.open?.(guide));
}

export function attendSearch(box: HTMLInputElement): void {
  call("search", (chunk) => chunk.attend?.(box));
}

function call(name: keyof typeof CHUNKS, work: (chunk: Chunk) => void): void {
  load(name).then((chunk) => chunk && work(chunk)).catch(complain);
}

function showPanels(panels: Panel[], isForced: boolean): Promise<void> {
  return load("panels").then((chunk) => chunk?.show?.(panels, isForced));
}

export function panelCommand(what: "ask" | "close" | Panel): void {
  if (what === "ask") askForPanels();
  else showPanels(what === "close" ? [] : [what], true).catch(complain);
}
