import type { Bridge } from "../core/lazy";
import { make, makeFrame, pressed, speak, takeOut } from "../frame/frame";
import css from "./assistant.css?inline";
import type { Desk, Situation } from "./desk";
import { drawSign } from "./draw";
import { mayOpen, noteOpened, whenDue } from "./opening";
import { Panel } from "./panel";
import { findRoom, hasOther, watchPage } from "./place";
import { findSituation, readPage, type Page } from "./situation";
import { WORDS, type Words } from "./words";

let bridge: Bridge;
let asked: Promise<Desk> | undefined;
let corner: Corner | undefined;
const page: Page = { isCart: false, product: "" };

export function start(given: Bridge): void {
  bridge = given;
  asked = corner = undefined;
  forgetPage();
  // A page may say what it is about after we came.
  bridge.on("track", ({ event, properties }) => {
    if (event === "Cart Viewed") page.isCart = (properties?.["products"] as unknown[] | undefined)?.length !== 0;
    if (event === "Product Viewed") page.product = `${(properties?.["product_id"] as string | undefined) ?? ""}`;
    if (event === "Cart Viewed") corner?.meet();
  });
}

/** A page was shown. */
export function look(): void {
  forgetPage();
  asked ??= bridge.get("discovery/assistant").then((answer) => (answer.ok ? answer.json() : {}) as Promise<Desk>);
  asked
    .then((desk) => {
      if (!desk.is_on) return;
      corner ??= new Corner(desk);
      corner.meet();
    })
    .catch(() => (asked = undefined)); // the next page tries again
}

function forgetPage(): void {
  Object.assign(page, { isCart: false, product: "" });
}

/** The button in the corner, and what it opens. */
class Corner {
  private readonly host: HTMLElement;
  private readonly inside: HTMLElement;
  private readonly button: HTMLElement;
  private readonly words: Words;
  private note: HTMLElement | undefined;
  private panel: Panel | undefined;
  private situation: Situation = "new";
  private isDue = false; // it would speak first, were nothing else in its place
  private stopWaiting = (): void => {};

  constructor(private readonly desk: Desk) {
    const [language, words] = speak(WORDS, bridge);
    this.words = words;
    const { host, inside } = makeFrame(bridge, css, language, document.dir || "ltr");
    [this.host, this.inside] = [host, inside];
    const label = make("span", { class: "label" }, desk.name);
    const button = make("button", { type: "button", class: `launcher ${desk.side}`, "aria-haspopup": "dialog" });
    button.append(drawSign() as Element, label);
    this.button = pressed(button, () => this.open());
    inside.appendChild(this.button);
    host.setAttribute("data-place", "over");
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    document.body.appendChild(host);
    watchPage(() => this.settle());
  }

  /** In which situation is the shopper on this page? */
  meet(): void {
    if (!this.host.isConnected) document.body.appendChild(this.host); // a page that draws its whole body anew
    this.situation = findSituation(bridge, readPage(page));
    this.stopWaiting();
    this.isDue = false;
    this.stopWaiting = whenDue(this.situation, () => this.speakFirst());
    this.settle();
  }

  open(): void {
    this.dropNote();
    if (this.panel) return;
    this.stopWaiting();
    this.isDue = false;
    const { desk, words, situation } = this;
    this.panel = new Panel(bridge, desk, words, situation, page, () => this.close(), (key) => this.openGuide(key));
    this.inside.appendChild(this.panel.sheet);
    this.host.setAttribute("data-open", "");
    this.panel.focus();
    bridge.track("Assistant Opened", { situation, by: "shopper" });
    this.settle();
  }

  /** Closed once, it does not speak first again. */
  private close(): void {
    const wasOpen = this.panel ?? this.note;
    if (!wasOpen) return;
    noteOpened(bridge, true);
    const hadFocus = document.activeElement === this.host;
    this.put();
    if (hadFocus) this.button.focus();
  }

  private put(): void {
    this.dropNote();
    if (this.panel) takeOut(this.panel.sheet);
    this.panel = undefined;
    this.host.removeAttribute("data-open");
    this.settle();
  }

  private openGuide(key: string): void {
    this.put();
    this.button.focus(); // where the keyboard comes back to
    bridge.part("guide").then((chunk) => chunk?.open?.(key)).catch(() => {});
  }

  private speakFirst(): void {
    this.isDue = hasOther(this.host);
    if (this.isDue || this.panel || this.note || !mayOpen(bridge)) return;
    const { desk, words, situation } = this;
    const text = make("button", { type: "button", class: "said" }, desk.greetings[situation]);
    const way = make("button", { type: "button", class: "close", "aria-label": words.close }, "✕");
    this.note = make(
      "div",
      { class: `sheet over note ${desk.side}`, role: "status" },
      pressed(text, () => this.open()),
      pressed(way, () => this.close()),
    );
    this.inside.appendChild(this.note);
    noteOpened(bridge);
    bridge.track("Assistant Opened", { situation, by: "itself" });
  }

  private dropNote(): void {
    if (this.note) takeOut(this.note);
    this.note = undefined;
  }

  /** Out of the way of another overlay, of the shop's own buttons, and of its own panel. */
  private settle(): void {
    const isAway = hasOther(this.host);
    if (isAway) this.dropNote();
    this.inside.hidden = isAway;
    this.button.hidden = !!this.panel;
    this.button.classList.toggle("away", !this.panel && !findRoom(this.host, this.button));
    if (this.isDue && !isAway) this.speakFirst();
  }
}
