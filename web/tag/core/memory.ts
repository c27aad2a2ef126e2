import type { Properties } from "../commesso";
import { hear } from "./guard";
import { toJson } from "./json";

/** What is known of this browser. It is stored only while the shopper allows it. */
export interface Memory {
  id?: string | undefined;
  user?: string;
  traits?: Properties;
  group?: string;
  visit?: Visit;
  /** The panels this browser was shown. */
  seen?: Record<string, Seen>;
  zone?: string | undefined;
  /** The answers about consent that the server knows. */
  told?: string;
}

export interface Visit {
  /** When it began, in seconds. */
  id: number;
  /** When something last happened, in milliseconds. */
  at: number;
  pages: number;
  campaign?: Properties | undefined;
  /** The products looked at, the oldest first. */
  viewed?: string[];
}

export interface Seen {
  shown: number;
  last_at: string;
  dismissed?: boolean;
  submitted?: boolean;
}

const NAME = "commesso";
const QUEUE = "commesso.queue";
const GUIDES = "commesso.guides"; // what the part of that name keeps
const YEAR_AND_A_MONTH = 395 * 86400; // as long as an answer about consent may count
const VISIT_ENDS_MS = 30 * 60_000;
const MOST_VIEWED = 20;

export let memory: Memory = {};
let isKept = false;

export function read<Type>(name: string): Type | undefined {
  try {
    return JSON.parse(localStorage.getItem(name) as string) ?? undefined;
  } catch {
    return undefined; // no storage, or not ours
  }
}

export function write(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, toJson(value));
  } catch {
    // no storage, or full: this page still knows
  }
}

/** The shopper allows it: take up what was stored before, and store from now on. */
export function keep(): void {
  if (isKept) return;
  isKept = true;
  const { user, traits, group, visit, seen } = memory;
  const cookie = readCookie();
  memory = read(NAME) ?? {};
  memory.id ??= cookie;
  if (user || traits) become(user, traits);
  if (group) memory.group = group;
  if (visit && isGoing(memory.visit)) {
    memory.visit.pages += visit.pages;
    memory.visit.campaign ??= visit.campaign;
    visit.viewed?.forEach(noteViewed);
  } else if (visit) memory.visit = visit;
  memory.seen = { ...memory.seen, ...seen };
  memory.id ??= makeId();
  if (cookie !== memory.id) writeCookie(memory.id, YEAR_AND_A_MONTH);
  save();
}

export function save(): void {
  if (isKept) write(NAME, memory);
}

/** Whether an earlier page of this browser stored something. */
export function hasStored(): boolean {
  return isKept || !!readCookie() || !!read(NAME);
}

export function readQueue(): string[] {
  return (isKept && read<string[]>(QUEUE)) || [];
}

export function writeQueue(events: string[]): void {
  if (isKept) write(QUEUE, events.length ? events : undefined);
}

/** Forget everything, here and in the browser. */
export function erase(): void {
  memory = {};
  isKept = false;
  write(NAME, undefined);
  write(QUEUE, undefined);
  write(GUIDES, undefined);
  if (readCookie()) writeCookie("", 0);
}

/** The shopper told who it is. Another shopper on the same device gets another device's id. */
export function become(user: string | undefined, traits?: Properties): void {
  if (user && memory.user && memory.user !== user) forgetWho();
  if (user) memory.user = user;
  memory.traits = { ...memory.traits, ...traits };
  save();
}

/** The shopper signed out. What was seen and chosen belongs to the browser and stays. */
export function forgetWho(): void {
  const { seen, told, visit } = memory;
  memory = {};
  if (seen) memory.seen = seen;
  if (visit) memory.visit = visit;
  if (!isKept) return;
  if (told) memory.told = told;
  memory.id = makeId();
  writeCookie(memory.id, YEAR_AND_A_MONTH);
  save();
}

/** The visit that goes on; a new one after half an hour of silence. */
export function touchVisit(campaign: Properties | undefined): Visit {
  const now = Date.now();
  const visit = isGoing(memory.visit) ? memory.visit : { id: Math.floor(now / 1000), at: now, pages: 0 };
  visit.at = now;
  visit.campaign ??= campaign; // the first touch is kept
  memory.visit = visit;
  return visit;
}

/** A product was looked at: the last few are kept, each once. */
export function noteViewed(product: string): void {
  const { visit } = memory;
  if (visit) visit.viewed = [...(visit.viewed ?? []).filter((each) => each !== product), product].slice(-MOST_VIEWED);
}

function isGoing(visit: Visit | undefined): visit is Visit {
  return !!visit && Date.now() - visit.at < VISIT_ENDS_MS;
}

/** 32 random hexadecimal digits. crypto.randomUUID is missing on pages without https. */
export function makeId(): string {
  let id = "";
  for (const each of crypto.getRandomValues(new Uint8Array(16))) id += (each + 256).toString(16).slice(1);
  return id;
}

function readCookie(): string | undefined {
  return /(?:^|; )commesso=(\w+)/.exec(document.cookie)?.[1];
}

/** A cookie for the whole domain, so that shop.example.com and pay.example.com know the same device. */
function writeCookie(value: string, seconds: number): void {
  const host = location.hostname;
  const parts = host.split(".");
  const rest = `path=/;max-age=${seconds};samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  // The browser refuses "co.uk" and takes "example.co.uk". Each try asks another process, so "uk" is not tried.
  for (let from = /[a-z]$/.test(host) ? parts.length - 1 : 0; from-- > 0; ) {
    document.cookie = `commesso=${value};domain=${parts.slice(from).join(".")};${rest}`;
    if (value && readCookie() === value) return;
  }
  document.cookie = `commesso=${value};${rest}`;
}

/** Another tab wrote: what it knows counts here too. */
export function followOtherTabs(chosen: (name: string) => void): void {
  hear("storage", (event) => {
    const { key, newValue } = event as StorageEvent;
    if (key === NAME && isKept && newValue) memory = JSON.parse(newValue);
    else if (key) chosen(key);
  });
}
