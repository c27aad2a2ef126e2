import type { Analytics, Commesso, Properties } from "../commesso";
import { readTimeZone, workOutTimeZone } from "./about";
import { call } from "./calls";
import { isStoredChoice, rereadChoice } from "./consent";
import { settle, tellNecessary } from "./events";
import { guard, hear, later, speakUp } from "./guard";
import { askForPanels, attendSearch, findPlaces, learnRules, listenToPage, openBanner, openByAddress, openGuide } from "./lazy";
import { followOtherTabs, memory, save } from "./memory";
import { followAddress, showFirst, showNow } from "./pages";
import { key, says } from "./script";
import { startSending } from "./send";

const METHODS = ["track", "page", "identify", "group", "alias", "reset", "ready"] as const;
const run = guard(call);

function start(): void {
  if (window.commesso?.version) return; // the page has the tag twice
  if ("debug" in says) speakUp();
  if (!key) throw new Error("the script tag needs data-key");
  settle(); // a choice of an earlier visit needs nobody's answer
  startSending(() => {
    showNow();
    tellNecessary();
  });
  listenToPage();
  learnRules();
  const early = [...takeCommands(), ...takeAnalytics()];
  followPages(early.some(([command]) => command === "page"));
  for (const each of early) run(...each);
  hear("click", (event) => {
    // A link "My choice about cookies" needs no script of the page.
    const target = event.target as Element;
    if (target.closest?.("[data-commesso-consent]")) event.preventDefault(), openBanner(true);
    const guide = target.closest?.("[data-commesso-guide]")?.getAttribute("data-commesso-guide");
    if (guide) event.preventDefault(), openGuide(guide);
  });
  // A search box is ours from the moment somebody goes to it.
  hear("focusin", ({ target }) => {
    if ((target as Element).matches?.("input[data-commesso-search]")) attendSearch(target as HTMLInputElement);
  });
  addEventListener("DOMContentLoaded", guard(listenToPage));
  later(afterLoading);
}

/** What the page need not wait for. */
function afterLoading(): void {
  listenToPage(); // a tag manager may have come after us
  memory.zone ??= readTimeZone() ?? workOutTimeZone();
  save();
  followOtherTabs((name) => {
    if (isStoredChoice(name)) rereadChoice(), settle();
  });
}

type Call = [command: string, ...given: unknown[]];

function takeCommands(): Call[] {
  const stub = window.commesso;
  const queue: Commesso["q"] = stub?.q ?? [];
  const commesso = ((...given: Call) => run(...given)) as Commesso;
  commesso.version = VERSION;
  commesso.q = { push: (given: Call) => run(...given) } as never; // whoever kept the stub still reaches us
  window.commesso = commesso;
  return queue.map((each) => [...(each as Call)]);
}

/** Segment's name, unless Segment's own library has it or is coming for it. */
function takeAnalytics(): Call[] {
  const there = window.analytics as (unknown[] & { _writeKey?: unknown }) | undefined;
  if (there && (!Array.isArray(there) || there._writeKey)) return [];
  const analytics = { user, push: (given: Call) => void run(...given) } as unknown as Analytics & Properties;
  for (const name of METHODS) {
    analytics[name] = (...given: unknown[]) => {
      run(name, ...given);
      const done = given[given.length - 1];
      if (typeof done === "function" && name !== "ready") setTimeout(guard(done as () => void));
      return Promise.resolve();
    };
  }
  window.analytics = analytics;
  return [...(there ?? [])] as Call[];
}

function user(): ReturnType<Analytics["user"]> {
  return {
    id: () => memory.user ?? null,
    anonymousId: () => memory.id ?? null,
    traits: () => ({ ...memory.traits }),
  };
}

function followPages(isSent: boolean): void {
  const isManual = says["pages"] === "manual";
  const show = (): void => {
    if (!isManual) call("page");
    listenToPage();
    findPlaces();
    askForPanels();
  };
  if (!isManual && !isSent) showFirst(() => call("page"));
  followAddress(show);
  hear("hashchange", openByAddress); // a link, or a panel's button, in the same page
  hear("pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) show(); // "back", from the browser's memory
  });
}

// A page that is drawn before the shopper goes there has not been seen yet.
if ((document as { prerendering?: boolean }).prerendering) document.addEventListener("prerenderingchange", guard(start));
else guard(start)();
