import type { Panel } from "../commesso";
import type { Bridge } from "../core/lazy";
import { draw, type Drawn } from "./draw";
import { afterShowing, forgetOldest, mayShowAgain } from "./frequency";
import { whenDue } from "./triggers";

/** A panel that waits for its moment, or is on the page. */
interface Open {
  panel: Panel;
  isShown: boolean;
  stop(): void;
}

const SLOT_WAIT_MS = 10_000;

let bridge: Bridge;
let all: Open[] = [];

export function start(given: Bridge): void {
  bridge = given;
}

/** These and no others belong to the page now. `isForced`: the page itself wants it, whatever was seen. */
export function show(panels: Panel[], isForced = false): void {
  const wanted = new Map(panels.map((each) => [`${each.id} ${each.version}`, each]));
  for (const each of all) {
    const name = `${each.panel.id} ${each.panel.version}`;
    if (!each.isShown || !wanted.delete(name)) each.stop();
  }
  all = all.filter((each) => each.isShown);
  for (const panel of wanted.values()) if (isForced || fits(panel)) all.push(wait(panel, isForced));
}

function fits(panel: Panel): boolean {
  if (!mayShowAgain(panel.frequency, bridge.seen()[panel.id], Date.now())) return false;
  if (panel.kind === "inline") return true;
  if (bridge.mustAsk()) return false; // one question at a time, and ours comes first
  // Nobody remembers that it was closed, so it stands on the first page of a visit only.
  return bridge.remembers() || !bridge.isWithin();
}

function wait(panel: Panel, isForced: boolean): Open {
  const stops: (() => void)[] = [];
  const open: Open = { panel, isShown: false, stop: () => stops.splice(0).forEach((each) => each()) };
  const present = (place: Element): void => {
    // The shopper has the assistant open: two would cover each other. The next page may show this one.
    if (panel.kind !== "inline" && !isForced && document.querySelector("[data-commesso][data-open]")) return;
    open.isShown = true;
    stops.push(put(panel, place, isForced, open));
  };
  stops.push(whenDue(isForced ? {} : panel.trigger, () => stops.push(findPlace(panel, present))));
  return open;
}

/** The body, or the slot with the panel's name, which a single-page shop may draw a moment later. */
function findPlace(panel: Panel, found: (place: Element) => void): () => void {
  const find = (): Element | null =>
    panel.kind === "inline" ? document.querySelector(`[data-commesso-slot="${CSS.escape(panel.slot ?? "")}"]`) : document.body;
  const stop = (): void => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const look = (): void => {
    const place = find();
    if (!place) return;
    stop();
    found(place);
  };
  const observer = new MutationObserver(look);
  const timer = setTimeout(() => observer.disconnect(), SLOT_WAIT_MS);
  observer.observe(document.body, { childList: true, subtree: true });
  look();
  return stop;
}

function put(panel: Panel, place: Element, isForced: boolean, open: Open): () => void {
  let isAnswered = false;
  const tell = (what: string): void => {
    if (isForced) return; // a preview is not measured
    bridge.track(`Panel ${what}`, { panel_id: panel.id, panel_version: panel.version, kind: panel.kind });
  };
  const remember = (what: object): void => {
    if (isForced) return;
    const seen = bridge.seen();
    const before = seen[panel.id] ?? { shown: 1, last_at: "" };
    seen[panel.id] = { ...before, last_at: new Date().toISOString(), ...what };
    forgetOldest(seen);
    bridge.save();
  };
  const close = (): void => {
    if (open.isShown) drawn.remove();
    open.isShown = false;
  };
  const drawn: Drawn = draw(panel, bridge, {
    click() {
      isAnswered = true;
      tell("Clicked");
      remember({});
      close();
    },
    dismiss() {
      if (!isAnswered) {
        tell("Dismissed");
        remember({ dismissed: true });
      }
      close();
    },
    submit() {
      isAnswered = true;
      tell("Submitted");
      remember({ submitted: true });
    },
  });
  drawn.show(place);
  whenSeen(panel, drawn.host, () => {
    tell("Viewed");
    remember(afterShowing(panel.frequency, bridge.seen()[panel.id], Date.now()));
  });
  return close;
}

/** What lies over the page is seen at once; what stands in it, when it is scrolled to. */
function whenSeen(panel: Panel, host: HTMLElement, work: () => void): void {
  if (panel.kind !== "inline" || !("IntersectionObserver" in window)) return work();
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
