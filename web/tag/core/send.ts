import { complain, guard, hear } from "./guard";
import { toJson } from "./json";
import { readQueue, writeQueue } from "./memory";
import { base, key } from "./script";

const SOON_MS = 400;
const MOST_EVENTS = 25;
const MOST_CHARACTERS = 20_000; // a browser carries 64 KB past the end of a page, and a character may have 3 bytes
const MOST_WAITING = 200;
const LONGEST_PAUSE_MS = 300_000;

const waiting: string[] = []; // events as JSON, the oldest first
const ours = new Set<string>(); // of them, what we wrote into the browser's storage
let address = `${base}c/b`;
let timer: ReturnType<typeof setTimeout> | undefined;
let inFlight = 0; // how many of `waiting`, from the first on, are on their way
let failures = 0;
let notBefore = 0;

export function sendTo(path: string): void {
  address = new URL(path, base).href;
}

export function put(event: unknown): void {
  waiting.push(toJson(event));
  if (waiting.length > MOST_WAITING) waiting.splice(inFlight, 1);
  if (document.visibilityState === "hidden") leave();
  else schedule(SOON_MS);
}

/** Take up what earlier pages could not send. */
export function takeUpStored(): void {
  const stored = readQueue().filter((each) => !ours.has(each));
  for (const each of stored) ours.add(each);
  waiting.splice(inFlight, 0, ...stored);
  if (stored.length) schedule(SOON_MS);
}

/** Forget what is not on its way yet. */
export function dropWaiting(): void {
  waiting.length = inFlight;
  ours.clear();
}

function schedule(ms: number): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    flush().catch(complain);
  }, Math.max(ms, notBefore - Date.now()));
}

async function flush(): Promise<void> {
  if (inFlight || !waiting.length) return;
  if (!navigator.onLine) return store(); // "online" calls again
  const batch = nextBatch(0);
  inFlight = batch.length;
  const pause = await post(batch);
  inFlight = 0;
  if (pause === undefined) {
    failures = 0;
    waiting.splice(0, batch.length);
    if (ours.size) store();
  } else {
    notBefore = Date.now() + pause;
    store();
  }
  if (waiting.length) schedule(0);
}

/** Send a batch. Returns after how many ms to try again, or undefined when it is done with. */
async function post(batch: string[]): Promise<number | undefined> {
  let seconds = 0;
  try {
    const text = body(batch);
    const keepalive = text.length < 2 * MOST_CHARACTERS; // a larger one the browser would refuse
    const answer = await fetch(address, { method: "POST", body: text, keepalive, credentials: "omit" });
    if (answer.status !== 429 && answer.status < 500) return undefined; // taken, or refused for good
    seconds = Number(answer.headers.get("Retry-After")) || 0;
  } catch (problem) {
    complain(problem); // no connection
  }
  const pause = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures++);
  return Math.max(seconds * 1000, pause * (0.5 + Math.random() / 2));
}

/** The page may never come back: hand everything to the browser, which sends it after the page is gone. */
export function leave(): void {
  if (!navigator.onLine || failures) return store();
  while (waiting.length > inFlight) {
    const batch = nextBatch(inFlight);
    if (!navigator.sendBeacon(address, body(batch))) return store();
    waiting.splice(inFlight, batch.length);
  }
  if (ours.size) store();
}

function nextBatch(from: number): string[] {
  let to = from;
  let characters = 0;
  while (to < waiting.length && to - from < MOST_EVENTS) {
    characters += (waiting[to] as string).length;
    if (to > from && characters > MOST_CHARACTERS) break;
    to++;
  }
  return waiting.slice(from, to);
}

function body(batch: string[]): string {
  return `{"batch":[${batch.join()}],"writeKey":${toJson(key)},"sentAt":"${new Date().toISOString()}"}`;
}

/** Write what waits beside what other tabs wrote. */
function store(): void {
  const others = readQueue().filter((each) => !ours.has(each));
  ours.clear();
  for (const each of waiting) ours.add(each);
  writeQueue([...others, ...waiting].slice(-MOST_WAITING));
}

export function startSending(beforeLeaving: () => void): void {
  const onLeave = (): void => {
    if (document.visibilityState !== "hidden") return;
    beforeLeaving();
    leave();
  };
  document.addEventListener("visibilitychange", guard(onLeave));
  addEventListener("pagehide", guard(() => (beforeLeaving(), leave())));
  hear("online", () => {
    notBefore = 0;
    schedule(0);
  });
}
