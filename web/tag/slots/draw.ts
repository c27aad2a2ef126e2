import type { Bridge } from "../core/lazy";
import { make, makeFrame, pressed, speak } from "../frame/frame";
import { readAddress, writePrice } from "../frame/goods";
import type { Product, Slot } from "./answer";
import css from "./slots.css?inline";
import { WORDS, type Words } from "./words";

/** A row of products below a title. `click` hears which was followed. */
export function draw(slot: Slot, title: string, bridge: Bridge, click: (place: number) => void): HTMLElement {
  const { host, inside } = makeFrame(bridge, css, bridge.language, document.dir || "ltr");
  const [, words] = speak(WORDS, bridge);
  const tellsWhy = slot.products.some(({ is_guess, reason }) => is_guess || reason.code !== slot.products[0]?.reason.code);
  const cards = slot.products.map((each, place) =>
    make("li", {}, drawCard(each, tellsWhy, words, bridge, () => click(place))),
  );
  const row = make("ul", {}, ...cards);
  const heading = likeThePage(make("h2", { id: "title" }, title));
  const head = make("div", { class: "head" }, heading, ...drawSteps(row, words));
  inside.appendChild(make("section", { "aria-labelledby": "title" }, head, row));
  return host;
}

/** In the letters of the page's own titles. */
function likeThePage(heading: HTMLElement): HTMLElement {
  const own = document.querySelector("h2,h1");
  if (own) {
    const { fontFamily, fontWeight } = getComputedStyle(own);
    Object.assign(heading.style, { fontFamily, fontWeight });
  }
  return heading;
}

function drawCard(product: Product, tellsWhy: boolean, words: Words, bridge: Bridge, click: () => void): HTMLElement {
  const href = readAddress(product.url);
  const image = readAddress(product.image);
  const why = sayUsual(product, words) || (tellsWhy && product.reason.text);
  const card = make(
    href ? "a" : "div",
    { class: "card", ...(href && { href }) },
    image
      ? make("img", { src: image, alt: "", loading: "lazy", decoding: "async" })
      : make("span", { class: "blank" }),
    make("span", { class: "name" }, product.title),
    !!product.price && make("span", {}, writePrice(product.price, bridge.language)),
    why && make("span", { class: "why" }, why),
  );
  return href ? pressed(card, click) : card;
}

function sayUsual({ usual }: Product, words: Words): string {
  if (!usual) return "";
  const said = usual.every_days ? words.usuallyEach : words.usually;
  return said.replace("{n}", `${usual.quantity}`).replace("{days}", `${usual.every_days}`);
}

/** Two buttons that move the row, for who has no touch screen; there while not all of it is seen. */
function drawSteps(row: HTMLElement, words: Words): HTMLElement[] {
  const step = (sign: number, label: string, arrow: string): HTMLButtonElement =>
    pressed(make("button", { type: "button", class: "step", "aria-label": label, hidden: "" }, arrow), () =>
      row.scrollBy({ left: sign * row.clientWidth * (getComputedStyle(row).direction === "rtl" ? -1 : 1) }),
    );
  const [back, further] = [step(-1, words.back, "‹"), step(1, words.further, "›")];
  const look = (): void => {
    const rest = row.scrollWidth - row.clientWidth;
    back.hidden = further.hidden = rest < 2;
    back.disabled = Math.abs(row.scrollLeft) < 2;
    further.disabled = Math.abs(row.scrollLeft) > rest - 2;
  };
  row.addEventListener("scroll", look, { passive: true });
  if ("ResizeObserver" in window) new ResizeObserver(look).observe(row);
  return [back, further];
}
