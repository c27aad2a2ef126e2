import type { Choice, Heard, Options, Properties, TagEvent } from "../commesso";
import { readBrowser, readCampaign, readPage, readTimeZone } from "./about";
import { allows, choose, currentChoice, preferences } from "./consent";
import { guard } from "./guard";
import { toJson } from "./json";
import { erase, hasStored, keep, makeId, memory, noteViewed, save, touchVisit } from "./memory";
import { dropWaiting, leave, put, takeUpStored } from "./send";

const MOST_HELD = 100;
// What a shop must know whatever the shopper chose. The collector has the same list.
const NECESSARY = /^(Order (Completed|Updated|Refunded|Cancelled)|(Completed|Updated) Order)$/;

type Body = Pick<TagEvent, "type"> & Properties;

let held: TagEvent[] = []; // made before the shopper answered; in memory only
let referrer = document.referrer;
let campaign = readCampaign();
let lastChoice = "";
const listeners = new Map<Heard, ((given: never) => void)[]>();

export function on(name: Heard, listener: (given: never) => void): void {
  listeners.set(name, [...(listeners.get(name) ?? []), guard(listener)]);
}

function tell(name: Heard, given: unknown): void {
  for (const listener of listeners.get(name) ?? []) listener(given as never);
}

/** From now on the page before is this one: a shop that changes its address without loading. */
export function setReferrer(address: string): void {
  referrer = address;
}

/** What the page is, as context.page and the properties of a page view have it. */
export function describePage(): Properties {
  return readPage(referrer);
}

/** An event of this moment: sent, held until the shopper answers, or dropped. */
export function emit(body: Body, { context, timestamp, messageId }: Options = {}): void {
  const event: TagEvent = {
    messageId: messageId ?? makeId(),
    timestamp: new Date(timestamp ?? Date.now()).toISOString(),
    ...body,
    context: { ...readBrowser(), page: describePage(), ...context },
  };
  visit(event);
  pass(event);
  tell(event.type, event);
}

function visit({ type, event, properties }: TagEvent): void {
  const going = touchVisit(campaign);
  campaign = undefined;
  if (type === "page") going.pages++;
  const product = event === "Product Viewed" && (properties as Properties)?.["product_id"];
  if (product) noteViewed(`${product as string}`);
  save();
}

function pass(event: TagEvent): void {
  const answer = allows("analytics");
  if (answer) put(sign(event));
  else if (answer === false) putBare(event);
  else if (held.length < MOST_HELD) held.push(JSON.parse(toJson(event))); // the page may change its objects
}

/** Who it was, and that it was allowed. */
function sign(event: TagEvent): TagEvent {
  const { id, user, visit } = memory;
  const signed = { ...event, anonymousId: id, userId: user };
  signed.context = {
    ...event.context,
    timezone: (memory.zone ??= readTimeZone()),
    sessionId: visit?.id,
    campaign: visit?.campaign,
    consent: consent(),
  };
  return signed;
}

function consent(): Properties | undefined {
  const answers = preferences();
  return answers && { categoryPreferences: answers };
}

function isNecessary({ type, event }: TagEvent): boolean {
  return type === "track" && NECESSARY.test(event as string);
}

/** An order without the device: the shop's own number of the customer, or an id that is used this once. */
function putBare(event: TagEvent): void {
  if (!isNecessary(event)) return;
  const who = memory.user ? { userId: memory.user } : { anonymousId: makeId() };
  put({ ...event, ...who, context: { consent: consent() } });
}

/** The shopper answered: on the page, or in our banner under this text. */
export function decide(choice: Choice, source: string, text?: string): void {
  choose(choice);
  settle(source, text);
}

/** Look again what is allowed: let go of what was held, or forget it. */
export function settle(source?: string, text?: string): void {
  const answer = allows("analytics");
  if (answer) {
    keep();
    tellConsent(source, text);
    takeUpStored();
  } else if (answer === false && hasStored()) {
    withdraw(source, text);
  }
  if (answer !== undefined) letGo();
  const choice = toJson(currentChoice());
  if (lastChoice !== choice) tell("consent", JSON.parse((lastChoice = choice)));
}

function letGo(): void {
  const due = held;
  held = [];
  for (const event of due) pass(event);
}

/** The shopper may leave without an answer: what the shop must know cannot wait for it. */
export function tellNecessary(): void {
  const due = held.filter(isNecessary);
  held = held.filter((each) => !isNecessary(each));
  due.forEach(putBare);
}

function withdraw(source?: string, text?: string): void {
  keep();
  dropWaiting();
  tellConsent(source, text);
  leave();
  erase();
}

/** Tell the server what the shopper answered, once. */
function tellConsent(source?: string, text?: string): void {
  const answers = preferences();
  const said = answers && toJson(answers);
  if (!said || memory.told === said) return;
  memory.told = said;
  save();
  const context = { ...readBrowser(), page: describePage() };
  const properties = { source: source ?? "signal", text };
  put(
    sign({
      type: "track",
      event: "Consent Updated",
      messageId: makeId(),
      timestamp: new Date().toISOString(),
      properties,
      context,
    }),
  );
}
