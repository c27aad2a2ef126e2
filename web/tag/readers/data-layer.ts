import type { Choice, Properties, TagEvent } from "../commesso";
import type { Bridge } from "../core/lazy";
import { readConsentMode } from "./consent-mode";
import { translate } from "./ga4";

type Entry = Properties & { event?: string; ecommerce?: Properties | null };

/** Follow Google's dataLayer, what is in it already and what comes: gtag("event", …) and push({event: …}). */
export function readDataLayer(bridge: Bridge): void {
  const layer = (window as { dataLayer?: unknown }).dataLayer;
  if (!Array.isArray(layer)) return;
  const read = makeReader(bridge);
  const own = layer.push;
  layer.push = (...entries: unknown[]): number => {
    const length = own.apply(layer, entries);
    for (const entry of entries) read(entry);
    return length;
  };
  for (const entry of [...layer]) read(entry);
}

function makeReader(bridge: Bridge): (entry: unknown) => void {
  const track = makeTrack(bridge);
  const consent = readConsentMode((choice: Choice) => bridge.signal(choice, "consent_mode"));
  const user = makeIdentify(bridge);
  let ecommerce: Properties | null = null;
  const readCommand = ([command, name, given]: unknown[]): void => {
    const params = (given ?? {}) as Properties;
    if (command === "consent") consent(`${name}`, params);
    if (command === "event") track(`${name}`, params);
    if (command === "set") user((typeof name === "string" ? params : name) as Properties);
    if (command === "config" || command === "event") user(params);
  };
  const readPush = (entry: Entry): void => {
    user(entry);
    if (entry.ecommerce !== undefined) ecommerce = entry.ecommerce;
    if (typeof entry.event !== "string") return;
    track(entry.event, { ...entry, ...ecommerce });
    ecommerce = null; // an event that says nothing of its own is not about the one before
  };
  return (entry) => {
    try {
      if (!entry || typeof entry !== "object") return;
      // gtag pushes its arguments, which look like an array.
      if (typeof (entry as unknown[])[0] === "string") readCommand(Array.prototype.slice.call(entry));
      else readPush(entry as Entry);
    } catch {
      // an entry of a shape nobody described
    }
  };
}

/** What the shop tells us itself it need not tell us through Google as well. */
function makeTrack(bridge: Bridge): (name: string, params: Properties) => void {
  const direct = new Set<string | undefined>();
  let isReading = false;
  bridge.on("track", ((event: TagEvent) => {
    if (!isReading) direct.add(event.event);
  }) as (given: never) => void);
  return (name, params) => {
    isReading = true;
    for (const [event, properties] of translate(name, params)) {
      if (!direct.has(event)) bridge.track(event, properties);
    }
    isReading = false;
  };
}

function makeIdentify(bridge: Bridge): (params: Properties) => void {
  let known: unknown;
  return (params) => {
    const user = params?.["user_id"] ?? params?.["userId"];
    if (!user || user === known) return;
    known = user;
    bridge.identify(`${user as string}`);
  };
}
