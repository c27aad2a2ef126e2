import { make, pressed } from "../frame/frame";
import { readAddress, writePrice } from "../frame/goods";
import type { Product, Question, Told } from "./told";
import type { Walk } from "./walk";
import type { Words } from "./words";

/** The answers so far, each a button that asks it again. */
export function drawAnswers(walk: Walk, told: Told, words: Words): HTMLElement | undefined {
  if (!told.answers.length) return undefined;
  const chips = told.answers.map(({ question, text, label }) => {
    const chip = make("button", { type: "button", class: "chip", "aria-label": `${words.change}: ${text} ${label}` }, label);
    return make("li", {}, pressed(chip, () => walk.change(question)));
  });
  return make("ul", { class: "chips", "aria-label": words.answers }, ...chips);
}

export function drawQuestion(walk: Walk, question: Question): HTMLElement[] {
  const options = question.options.map(({ key, label, count }) => {
    const isNeutral = key === "*any" || key === "*unknown";
    const button = make(
      "button",
      { type: "button", class: isNeutral ? "option neutral" : "option" },
      make("span", {}, label),
      !isNeutral && make("small", {}, `${count}`),
    );
    if (walk.changing?.option === key) button.setAttribute("aria-current", "true");
    return make("li", {}, pressed(button, () => walk.answer(question, key)));
  });
  return [
    make("h3", { class: "question", id: "question", tabindex: "-1" }, question.text),
    make("ul", { class: "options", "aria-labelledby": "question" }, ...options),
  ];
}

/** Products beside a question, or in its place at the end. */
export function drawProducts(walk: Walk, told: Told, words: Words, language: string): HTMLElement {
  const isEnd = !told.question;
  const cards = told.products.map((each, place) => make("li", {}, drawCard(walk, each, place, words, language)));
  return make("ul", { class: isEnd ? "cards" : "cards strip", "aria-label": words.products }, ...cards);
}

function drawCard(walk: Walk, product: Product, place: number, words: Words, language: string): HTMLElement {
  const { title, price, reasons, misses } = product;
  const href = readAddress(product.url);
  const image = readAddress(product.image);
  const parts = [
    image
      ? make("img", { src: image, alt: "", width: "300", height: "300", loading: "lazy", decoding: "async" })
      : make("span", { class: "blank" }),
    make("span", { class: "name" }, title),
    price && make("span", { class: "price" }, writePrice(price, language)),
    !!reasons.length && make("span", { class: "why" }, reasons.slice(0, 3).join(" · ")),
    !!misses.length && make("span", { class: "why" }, `${words.differs}: ${misses.slice(0, 2).join(", ")}`),
  ].map((each) => each || undefined);
  if (!href) return make("span", { class: "card" }, ...parts);
  return pressed(make("a", { class: "card", href }, ...parts), () => walk.click(product, place + 1));
}
