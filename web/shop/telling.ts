// The shop tells the tag what happened; each page brings its own facts. The tag decides what it may send.
import type {} from "../tag/commesso";

interface Facts {
  page: string;
  events: [name: string, properties: Record<string, unknown>][];
}

type Call = (...given: unknown[]) => void;

/** Call the tag, or leave the call for it to find. */
function commesso(...given: unknown[]): void {
  if (!window.commesso) {
    const q: unknown[][] = [];
    window.commesso = Object.assign((...each: unknown[]) => void q.push(each), { q }) as never;
  }
  (window.commesso as unknown as Call)(...given);
}

function deviceName(): string {
  const analytics = window.analytics;
  return analytics && "user" in analytics ? (analytics.user().anonymousId() ?? "") : "";
}

/** Tell what a page says of itself. Swapped parts are no page of their own, but may bring events. */
export function tellFacts(page: Document): void {
  const facts = JSON.parse(page.querySelector("#facts")?.textContent || "null") as Facts | null;
  if (!facts || !document.querySelector("script[data-key]")) return;
  if (page === document) commesso("page", facts.page);
  for (const [name, properties] of facts.events) commesso("track", name, properties);
}

/** Offer the choice about data again, and give the order the device's name if the shopper consented to one. */
export function watchTag(): void {
  if (!document.querySelector("script[data-key]")) return;
  commesso("ready", () => {
    for (const each of document.querySelectorAll<HTMLElement>("[data-needs-tag]")) each.hidden = false;
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-consent]")) commesso("consent", "open");
  });
  document.addEventListener(
    "submit",
    (event) => {
      const field = (event.target as HTMLFormElement).elements.namedItem("anonymous_id");
      if (field instanceof HTMLInputElement) field.value = deviceName();
    },
    true,
  );
  addEventListener("pageshow", (event) => {
    if (event.persisted) tellFacts(document);
  });
}
