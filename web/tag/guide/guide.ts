import type { Bridge } from "../core/lazy";
import { openDialog } from "../frame/dialog";
import { make, makeFrame, pressed, speak } from "../frame/frame";
import { drawAnswers, drawProducts, drawQuestion } from "./draw";
import css from "./guide.css?inline";
import { recall, type Answers } from "./remembering";
import type { Told } from "./told";
import { Walk } from "./walk";
import { WORDS, type Words } from "./words";

let bridge: Bridge;
let closeOpen: (() => void) | undefined;
const filled = new WeakSet<Element>();

export function start(given: Bridge): void {
  bridge = given;
}

/** Lay a guide over the page: a merchant's by its key, "category:" and a path, or "" for the whole shop. */
export function open(wanted: boolean | string): void {
  close();
  const [language, words] = speak(WORDS, bridge);
  const frame = makeFrame(bridge, css, language, "ltr");
  frame.host.setAttribute("data-place", "over");
  const title = make("h2", { id: "title", tabindex: "-1" }, words.title);
  const way = make("button", { type: "button", class: "close", "aria-label": words.close }, "✕");
  const body = make("div", { class: "body" });
  const dialog = make("dialog", { class: "sheet guide", "aria-labelledby": "title" });
  dialog.append(make("div", { class: "head" }, title, pressed(way, leave)), body);
  frame.inside.appendChild(dialog);
  const place = new Place(`${wanted || ""}`, body, title, words, language, false);
  const shut = openDialog(frame.host, dialog, document.body, leave);
  closeOpen = () => {
    closeOpen = undefined;
    shut();
  };
  title.focus();
  place.begin();
  place.see();

  function leave(): void {
    place.walk.leave();
    close();
  }
}

export function close(): void {
  closeOpen?.();
}

/** Fill the places for guides that the page has. */
export function look(): void {
  for (const slot of document.querySelectorAll('[data-commesso-slot^="guide:"]')) {
    if (filled.has(slot)) continue;
    filled.add(slot);
    fill(slot, (slot.getAttribute("data-commesso-slot") as string).slice("guide:".length));
  }
}

function fill(slot: Element, key: string): void {
  const [language, words] = speak(WORDS, bridge);
  const frame = makeFrame(bridge, css, language, "ltr");
  const title = make("h2", { id: "title", tabindex: "-1" }, words.title);
  const body = make("div", { class: "body" });
  frame.inside.appendChild(make("section", { class: "sheet guide", "aria-labelledby": "title" }, title, body));
  const place = new Place(key, body, title, words, language, true);
  slot.appendChild(frame.host);
  place.begin();
  whenSeen(frame.host, () => place.see());
}

/** A guide drawn somewhere: it is drawn anew after every step. */
class Place {
  readonly walk: Walk;
  private readonly status = make("p", { role: "status", class: "status" });
  private readonly step = make("div", { class: "stack" });
  private hasActed = false;
  private isOffering = false;
  private isSeen = false;

  constructor(
    key: string,
    body: HTMLElement,
    private readonly title: HTMLElement,
    private readonly words: Words,
    private readonly language: string,
    private readonly isInline: boolean,
  ) {
    this.walk = new Walk(bridge, key, () => this.draw());
    this.status.textContent = words.wait;
    this.step.append(this.status);
    body.append(this.step);
    body.addEventListener("click", (event) => {
      this.hasActed = true;
      if ((event.target as Element).closest(".chip")) this.goOn(); // to change an answer is to go on
    });
  }

  /** Begin with what was answered in an earlier visit, if that is known, or anew. */
  begin(answers?: Answers): void {
    const { walk } = this;
    const before = answers ? undefined : recall(bridge, walk.key);
    this.isOffering = !!before && before.visit !== bridge.visit().id;
    walk.restart(before?.answers);
    if (this.isSeen) this.see();
  }

  /** The shopper sees it. Questions behind "Still looking?" are not asked yet. */
  see(): void {
    this.isSeen = true;
    if (!this.isOffering) this.walk.see();
  }

  /** "Still looking for a lamp?", with what was said and what fits it. */
  private drawOffer({ words: { again } }: Told): HTMLElement[] {
    const { words } = this;
    const goOn = make("button", { type: "button", class: "button" }, words.goOn);
    const anew = make("button", { type: "button", class: "button quiet" }, words.anew);
    return [
      make("h3", { class: "question", tabindex: "-1" }, again || words.again),
      make("p", {}, words.last),
      make("div", { class: "row" }, pressed(goOn, () => this.goOn()), pressed(anew, () => this.begin([]))),
    ];
  }

  private goOn(): void {
    if (!this.isOffering) return;
    this.isOffering = false;
    if (this.isSeen) this.walk.see();
    this.draw();
  }

  private draw(): void {
    const { walk, words } = this;
    const { told } = walk;
    if (walk.hasFailed || !told) return this.drawFault();
    this.title.textContent = told.words.title || words.title;
    this.status.textContent = told.count
      ? words.fit.replace("{count}", `${told.count}`).replace("{total}", `${told.total}`)
      : words.none;
    const chips = drawAnswers(walk, told, words);
    const products = drawProducts(walk, told, words, bridge.language || this.language);
    if (this.isOffering) {
      const [heading, last, ways] = this.drawOffer(told);
      return this.put([heading, last, chips, ways, this.status, products]);
    }
    this.put([
      chips,
      !walk.count && !!told.words.text && make("p", {}, told.words.text),
      make(
        "div",
        { class: "ask" },
        ...(told.question
          ? drawQuestion(walk, told.question)
          : [make("h3", { class: "question", tabindex: "-1" }, words.done)]),
      ),
      this.drawWays(),
      this.status,
      products,
    ]);
  }

  private put(parts: (HTMLElement | undefined | false)[]): void {
    this.step.replaceChildren(...parts.filter((each): each is HTMLElement => !!each));
    this.focus();
  }

  private drawWays(): HTMLElement | undefined {
    const { walk, words } = this;
    if (!walk.count && !walk.changing) return undefined;
    const back = make("button", { type: "button", class: "link" }, words.back);
    const anew = make("button", { type: "button", class: "link" }, words.anew);
    return make("div", { class: "ways" }, pressed(back, () => walk.back()), pressed(anew, () => this.begin([])));
  }

  private drawFault(): void {
    const retry = make("button", { type: "button", class: "button" }, this.words.retry);
    this.step.replaceChildren(
      make("p", { role: "alert" }, this.words.failed),
      make("div", { class: "row" }, pressed(retry, () => void this.walk.ask())),
    );
  }

  /** The keyboard goes where the news is; in the page only after the shopper did something here. */
  private focus(): void {
    if (this.isInline && !this.hasActed) return;
    this.step.querySelector<HTMLElement>("h3")?.focus({ preventScroll: this.isInline });
    if (!this.isInline) this.step.parentElement?.scrollTo?.(0, 0);
  }
}

function whenSeen(host: HTMLElement, work: () => void): void {
  if (!("IntersectionObserver" in window)) return work();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((each) => each.isIntersecting)) return;
      observer.disconnect();
      work();
    },
    { threshold: 0.5 },
  );
  observer.observe(host);
}
