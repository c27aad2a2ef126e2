import { make, pressed } from "../frame/frame";
import { readAddress, writePrice } from "../frame/goods";
import type { Guide, Link, Product, Said } from "./desk";
import type { Words } from "./words";

const SAFE = /^(https?|mailto|tel):$/;
const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M4 5h16v11H9.5L5 20v-4H4z";

/** What may be done with an answer. */
export interface Reactions {
  click(product: Product, position: number): void;
  guide(guide: Guide): void;
}

/** The sign on the button: a speech bubble. */
export function drawSign(): SVGElement {
  const sign = document.createElementNS(SVG, "svg");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"]] as const) sign.setAttribute(name, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", BUBBLE);
  sign.appendChild(path);
  return sign;
}

/** What the shopper said. */
export function drawOwn(text: string, words: Words): HTMLElement {
  return make("div", { class: "own" }, make("span", { class: "unseen" }, `${words.you}: `), text);
}

/** What the assistant answers: words, products, a guide, links. */
export function drawSaid(said: Said, words: Words, language: string, reactions: Reactions): HTMLElement {
  const { guide } = said;
  return make(
    "div",
    { class: "stack" },
    make("p", {}, said.words),
    said.products.length > 0 && drawProducts(said.products, words, language, reactions),
    !!guide &&
      make(
        "div",
        { class: "row" },
        pressed(make("button", { type: "button", class: "button quiet" }, guide.title || words.choose), () =>
          reactions.guide(guide),
        ),
      ),
    ...said.links.map((each) => drawLink(each, words)),
  );
}

function drawProducts(products: Product[], words: Words, language: string, { click }: Reactions): HTMLElement {
  const rows = products.map((each, place) => {
    const href = readAddress(each.url);
    const inner = drawProduct(each, words, language);
    if (!href) return make("li", {}, make("span", { class: "card" }, ...inner));
    return make("li", {}, pressed(make("a", { class: "card", href }, ...inner), () => click(each, place + 1)));
  });
  return make("ul", { "aria-label": words.products }, ...rows);
}

function drawProduct(product: Product, words: Words, language: string): HTMLElement[] {
  const image = readAddress(product.image);
  const facts = [
    product.price ? writePrice(product.price, language) : "",
    product.in_stock === false ? words.soldOut : "",
    product.reason?.text ?? "",
  ];
  return [
    image
      ? make("img", { src: image, alt: "", width: "64", height: "64", loading: "lazy", decoding: "async" })
      : make("span", { class: "blank" }),
    make(
      "span",
      { class: "words" },
      make("span", { class: "name" }, product.title),
      make("span", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    ),
  ];
}

function drawLink({ kind, url }: Link, words: Words): HTMLElement | false {
  const href = readAddress(url, SAFE);
  return !!href && make("a", { class: "button quiet", href }, words.links[kind]);
}
