import type { Bridge } from "../core/lazy";
import base from "./frame.css?inline";

/** A place of our own in the page: the page's styles do not come in, and ours do not get out. */
export interface Frame {
  host: HTMLElement;
  /** What is drawn stands in here. */
  inside: HTMLElement;
}

type Child = Node | string | undefined | false;

/** An element, built without HTML text: nothing that comes from elsewhere can become a script. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const each of Object.keys(attributes)) made.setAttribute(each, attributes[each] as string);
  for (const each of children) if (each) made.appendChild(typeof each === "string" ? document.createTextNode(each) : each);
  return made;
}

/** Take it out of the page, also where an old library has put its own `remove` in the place of the browser's. */
export function takeOut(element: Element): void {
  element.parentNode?.removeChild(element);
}

/** A button, or any other element that does something when it is pressed. */
export function pressed<Kind extends HTMLElement>(element: Kind, work: (event: Event) => void): Kind {
  element.addEventListener("click", work);
  return element;
}

export function makeFrame(bridge: Bridge, css: string, language: string, direction: string): Frame {
  const host = make("div", { "data-commesso": "" });
  const root = host.attachShadow({ mode: "open" });
  dress(root, base + css);
  const inside = make("div", { class: "frame", lang: language, dir: direction });
  paint(inside, bridge);
  root.appendChild(inside);
  return { host, inside };
}

/** Styles as an object: a content security policy without 'unsafe-inline' allows them, unlike a <style>. */
function dress(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.appendChild(make("style", {}, css)); // a browser from before 2023
  }
}

/** The shop's own colours, and its letters: those it chose, else those of its page. */
function paint(inside: HTMLElement, { config: { brand } }: Bridge): void {
  const { accent, accent_text, background, text } = brand?.colours ?? {};
  const font = brand?.font || getComputedStyle(document.body).fontFamily;
  const values = { accent, "accent-text": accent_text, background, text, font };
  for (const [name, value] of Object.entries(values)) if (value) inside.style.setProperty(`--${name}`, value);
}

/** The language of ours that is nearest to the page's. */
export function speak<Words>(texts: Record<string, Words>, bridge: Bridge, wanted = bridge.language): [string, Words] {
  for (const each of [wanted, bridge.config.store?.default_language ?? ""]) {
    const language = each.slice(0, 2).toLowerCase();
    if (Object.prototype.hasOwnProperty.call(texts, language)) return [language, texts[language] as Words];
  }
  return ["en", texts["en"] as Words];
}

/** Where the keyboard was: it goes back there when what we drew is gone. */
export function rememberFocus(): () => void {
  const before = document.activeElement as HTMLElement | null;
  return () => {
    if (before?.isConnected) before.focus();
  };
}
