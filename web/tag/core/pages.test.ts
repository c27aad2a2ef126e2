import { beforeEach, expect, test } from "vitest";
import { commesso, forgetBrowser, hide, open, settled } from "../tests/visit";

beforeEach(forgetBrowser);

test("a shop that changes its address without loading has pages too, each coming from the one before", async () => {
  const visit = await open({ url: "https://shop.example/it/" });
  history.pushState({}, "", "/it/lampade");
  document.title = "Lampade";
  await settled();
  history.pushState({}, "", "/it/lampade/luna");
  await settled();
  expect(visit.events.map((each) => [each.context.page["path"], each.context.page["referrer"]])).toEqual([
    ["/it/", ""],
    ["/it/lampade", "https://shop.example/it/"],
    ["/it/lampade/luna", "https://shop.example/it/lampade"],
  ]);
});

test("two changes of the address in a row are one page", async () => {
  const visit = await open();
  history.pushState({}, "", "/it/login");
  history.replaceState({}, "", "/it/account");
  await settled();
  expect(visit.events.map((each) => each.context.page["path"])).toEqual(["/it/lampade", "/it/account"]);
});

test("a filter, a variant or a place on the page is no other page", async () => {
  const visit = await open({ url: "https://shop.example/it/lampade" });
  history.replaceState({}, "", "?colore=rosso");
  history.replaceState({ scroll: 300 }, "");
  history.pushState({}, "", "#recensioni");
  await settled();
  expect(visit.events).toHaveLength(1);
});

test("back is a page", async () => {
  const visit = await open({ url: "https://shop.example/it/" });
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL("https://shop.example/it/borse");
  window.dispatchEvent(new PopStateEvent("popstate"));
  await settled();
  expect(visit.events.map((each) => each.context.page["path"])).toEqual(["/it/", "/it/borse"]);
});

test("a page restored from the browser's memory was seen again", async () => {
  const visit = await open();
  const event = Object.assign(new Event("pageshow"), { persisted: true });
  window.dispatchEvent(event);
  await settled();
  expect(visit.events).toHaveLength(2);
});

test("a shop that counts the page itself is not counted twice", async () => {
  const visit = await open();
  history.pushState({}, "", "/it/borse");
  commesso("page", "Bags");
  await settled();
  expect(visit.events.map((each) => each.name)).toEqual([undefined, "Bags"]);
});

test("a page that is still being read is counted when it has its title", async () => {
  Object.defineProperty(document, "readyState", { value: "loading", configurable: true });
  const visit = await open();
  expect(visit.events).toEqual([]);
  document.title = "Lampade e luci";
  Reflect.deleteProperty(document, "readyState");
  document.dispatchEvent(new Event("DOMContentLoaded"));
  await settled();
  expect(visit.events.map((each) => each.context.page["title"])).toEqual(["Lampade e luci"]);
});

test("a page that is left before it was read is counted as well", async () => {
  localStorage.setItem("commesso.choice", JSON.stringify({ analytics: true }));
  Object.defineProperty(document, "readyState", { value: "loading", configurable: true });
  const visit = await open();
  hide();
  Reflect.deleteProperty(document, "readyState");
  expect(visit.names()).toEqual(["Consent Updated", "page"]);
});

test("a page drawn ahead is counted when the shopper goes there", async () => {
  Object.defineProperty(document, "prerendering", { value: true, configurable: true });
  const visit = await open();
  expect(visit.requests).toEqual([]);
  Reflect.deleteProperty(document, "prerendering");
  document.dispatchEvent(new Event("prerenderingchange"));
  await settled();
  expect(visit.names()).toEqual(["page"]);
});
