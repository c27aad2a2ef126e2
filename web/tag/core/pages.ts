import { setReferrer } from "./events";
import { guard, hear } from "./guard";

// A page sets its title after its address; two changes of address in a row are one page.
const PAUSE_MS = 60;

let here = location.href;
let seen = here;
let due: ReturnType<typeof setTimeout> | undefined;

let first: (() => void) | undefined;

/** The page view of this address was sent, by us or by the page. */
export function pageWasSent(): void {
  clearTimeout(due);
  first = undefined;
  seen = here;
}

/** Send the first page view once the page has its title, and may have sent one itself. */
export function showFirst(show: () => void): void {
  first = show;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", guard(showNow));
  else showNow();
}

/** Send the first page view now, if it is still to be sent. */
export function showNow(): void {
  first?.();
}

/** Follow a shop that changes its address without loading. */
export function followAddress(show: () => void): void {
  const moved = (isReplaced: boolean): void => {
    const { pathname, search } = new URL(here);
    here = location.href;
    // Filters and variants replace the search part, and scroll marks the fragment: that is the same page.
    if (pathname === location.pathname && (isReplaced || search === location.search)) return;
    setReferrer(seen);
    clearTimeout(due);
    due = setTimeout(guard(show), PAUSE_MS);
  };
  watch("pushState", () => moved(false));
  watch("replaceState", () => moved(true));
  hear("popstate", () => moved(false));
}

function watch(name: "pushState" | "replaceState", then: () => void): void {
  const own = history[name];
  const after = guard(then);
  history[name] = function (this: History, ...given: Parameters<History["pushState"]>): void {
    own.apply(this, given);
    after();
  };
}
