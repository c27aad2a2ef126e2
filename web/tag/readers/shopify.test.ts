import { afterEach, expect, test } from "vitest";
import { FakeBridge } from "../tests/bridge";
import { readShopify } from "./shopify";

const page = window as unknown as { Shopify?: object };

afterEach(() => void delete page.Shopify);

const privacy = (answers: object, isAllowed = false): object => ({
  currentVisitorConsent: () => answers,
  analyticsProcessingAllowed: () => isAllowed,
});

test("an answer given to Shopify's banner counts here", () => {
  const answers = { analytics: "", marketing: "", preferences: "" };
  page.Shopify = { customerPrivacy: privacy(answers) };
  const bridge = new FakeBridge();
  readShopify(bridge);
  Object.assign(answers, { analytics: "yes", marketing: "no", preferences: "yes" });
  document.dispatchEvent(new CustomEvent("visitorConsentCollected"));
  expect(bridge.signals).toEqual([{}, { analytics: true, marketing: false, personalisation: true }]);
});

test("where the shopper's country asks for no answer, none is waited for", () => {
  page.Shopify = { customerPrivacy: privacy({ analytics: "" }, true) };
  const bridge = new FakeBridge();
  readShopify(bridge);
  expect(bridge.signals).toEqual([{ analytics: true }]);
});

test("Shopify's own part is loaded where the theme did not", () => {
  const bridge = new FakeBridge();
  const shopify = {
    customerPrivacy: undefined as object | undefined,
    loadFeatures(features: { name: string }[], done: () => void) {
      expect(features.map((each) => each.name)).toEqual(["consent-tracking-api"]);
      shopify.customerPrivacy = privacy({ analytics: "yes" });
      done();
    },
  };
  page.Shopify = shopify;
  readShopify(bridge);
  expect(bridge.signals).toEqual([{}, { analytics: true }]);
});
