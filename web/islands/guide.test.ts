import { afterEach, expect, test, vi } from "vitest";
import { start } from "./guide";

const TOLD = {
  version: 1,
  words: { title: "Find your lamp", text: "", again: "" },
  question: { key: "colour", text: "Which colour?", options: [{ key: "red", label: "red", count: 1 }] },
  count: 1,
  total: 1,
  products: [],
  answers: [],
  ignored: [],
};

afterEach(() => vi.unstubAllGlobals());

test("staff try the guide with the shop's part and their own server", async () => {
  const asked = vi.fn().mockResolvedValue(new Response(JSON.stringify(TOLD)));
  vi.stubGlobal("fetch", asked);
  document.body.innerHTML =
    "<div data-url='/try' data-token='t' data-language='it'><div data-commesso-slot='guide:lamps'></div></div>";
  await start(document.body.firstElementChild as HTMLElement);
  await vi.waitFor(() => expect(shown()).toContain("Which colour?"));
  const [url, { headers, body }] = asked.mock.calls[0] as [string, { headers: object; body: string }];
  expect([url, headers]).toEqual(["/try", { "X-CSRFToken": "t" }]);
  expect(JSON.parse(body)).toMatchObject({ key: "", language: "it", answers: {} });
});

function shown(): string {
  return document.querySelector("[data-commesso]")?.shadowRoot?.textContent ?? "";
}
