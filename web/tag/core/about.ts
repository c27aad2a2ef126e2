import type { Properties } from "../commesso";

/** utm_… under the names of Segment, and the marks that advertisers put on a click. */
const CAMPAIGN: Record<string, string> = { campaign: "name" };
const UTM = /^utm_(\w+)$/;
const CLICK = /^([gdw]clid|[gw]braid|fbclid|msclkid|ttclid|twclid|li_fat_id|_kx)$/;

/** Where this visit came from, by the address of the first page. */
export function readCampaign(): Properties | undefined {
  // The page before is asked too: consent often comes on the second one, and nothing was stored on the first.
  return readTouch(location.href) ?? (isWithin() ? readTouch(document.referrer) : undefined);
}

function readTouch(address: string): Properties | undefined {
  const found: Properties = {};
  for (const [name, value] of new URL(address).searchParams) {
    const utm = UTM.exec(name)?.[1];
    if (value && utm) found[CAMPAIGN[utm] ?? utm] = value;
    else if (value && CLICK.test(name)) found[name] = value;
  }
  return Object.keys(found).length ? found : undefined;
}

/** Whether the shopper came here from another page of the shop. */
export function isWithin(): boolean {
  return document.referrer.split("/")[2] === location.host;
}

export function readPage(referrer: string): Properties {
  const { pathname, search, href } = location;
  return { path: pathname, referrer, search, title: document.title, url: href };
}

let fixed: Properties | undefined;

/** What does not change while the page is open. */
export function readBrowser(): Properties {
  const agent = navigator.userAgent;
  const isTablet = /iPad|Tablet|Android(?!.*Mobi)/.test(agent) || (/Mac/.test(agent) && navigator.maxTouchPoints > 1);
  return (fixed ??= {
    library: { name: "commesso.js", version: VERSION },
    userAgent: agent,
    locale: navigator.language,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
    device: { type: isTablet ? "tablet" : /Mobi/.test(agent) ? "mobile" : "desktop" },
  });
}

/** The shopper's time zone, where the browser knows it at once. */
export function readTimeZone(): string | undefined {
  return (window as { Temporal?: { Now: { timeZoneId(): string } } }).Temporal?.Now.timeZoneId();
}

/** The same where it does not: the first to ask waits until it has loaded its tables, many milliseconds on a phone. */
export function workOutTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
