import type { Bridge } from "../tag/core/lazy";

/** Draws a guide as a shop's page does, by the very part of the tag, answered by the draft in the back room. */
export async function start(root: HTMLElement): Promise<void> {
  const { url = "", token = "", language = "en", accent, ink, text, background, font } = root.dataset;
  const brand = { colours: { accent, accent_text: ink, background, text }, font };
  const nothing = (): void => {};
  const guide = await import("../tag/guide/guide");
  guide.start({
    config: { brand, store: { default_language: language } },
    language,
    track: nothing,
    remembers: () => false,
    visit: () => ({}),
    post: (_path: string, body: object) =>
      fetch(url, {
        method: "POST",
        headers: { "X-CSRFToken": token },
        body: JSON.stringify({ key: "", language, ...body, guide: "" }),
      }),
  } as Partial<Bridge> as Bridge);
  guide.look();
}
