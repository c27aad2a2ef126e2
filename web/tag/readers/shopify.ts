import type { Choice } from "../commesso";
import type { Bridge } from "../core/lazy";

interface CustomerPrivacy {
  /** "yes", "no", or "" while the shopper has not answered. */
  currentVisitorConsent(): { analytics?: string; marketing?: string; preferences?: string };
  /** Whether it may be done: true also where the shopper's country asks for no consent. */
  analyticsProcessingAllowed?(): boolean;
  marketingAllowed?(): boolean;
  preferencesProcessingAllowed?(): boolean;
}

interface Shopify {
  customerPrivacy?: CustomerPrivacy;
  loadFeatures?(features: { name: string; version: string }[], done: (error?: unknown) => void): void;
}

/** Shopify's Customer Privacy: what its banner, or any app that speaks to it, was told. */
export function readShopify(bridge: Bridge): void {
  const shopify = (window as { Shopify?: Shopify }).Shopify;
  if (!shopify) return;
  const read = (): void => {
    if (shopify.customerPrivacy) bridge.signal(readAnswers(shopify.customerPrivacy), "shopify");
  };
  document.addEventListener("visitorConsentCollected", read);
  if (shopify.customerPrivacy) return read();
  if (!shopify.loadFeatures) return;
  bridge.signal({}, "shopify"); // not answered yet, and not ours to ask
  shopify.loadFeatures([{ name: "consent-tracking-api", version: "0.1" }], read);
}

function readAnswers(privacy: CustomerPrivacy): Choice {
  const said = privacy.currentVisitorConsent();
  const choice: Choice = {};
  const put = (purpose: keyof Choice, word: string | undefined, isAllowed: boolean | undefined): void => {
    if (word === "no") choice[purpose] = false;
    else if (word === "yes" || isAllowed) choice[purpose] = true;
  };
  put("analytics", said.analytics, privacy.analyticsProcessingAllowed?.());
  put("personalisation", said.preferences, privacy.preferencesProcessingAllowed?.());
  put("marketing", said.marketing, privacy.marketingAllowed?.());
  return choice;
}
