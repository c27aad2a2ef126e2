import type { Bridge } from "../core/lazy";
import { make, pressed } from "../frame/frame";
import type { Desk, Guide, Product, Said, Situation } from "./desk";
import { drawOwn, drawSaid } from "./draw";
import { readPage, type Page } from "./situation";
import type { Words } from "./words";

const LIST = "assistant";
const SHOWN = 6;
const GAP = 12; // pixels
const SLOTS: Partial<Record<Situation, "alternatives" | "cart">> = { sold_out: "alternatives", cart: "cart" };

/** What is asked and answered, in a panel beside the page. */
export class Panel {
  readonly sheet: HTMLElement;
  private readonly title: HTMLElement;
  private readonly log = make("div", { class: "log", role: "log", tabindex: "0" });
  private readonly box: HTMLInputElement;
  private turn = 0;

  constructor(
    private readonly bridge: Bridge,
    private readonly desk: Desk,
    private readonly words: Words,
    private readonly situation: Situation,
    private readonly page: Page,
    private readonly leave: () => void,
    private readonly openGuide: (key: string) => void,
  ) {
    this.title = make("h2", { id: "title", tabindex: "-1" }, desk.name);
    this.log.setAttribute("aria-labelledby", "title");
    this.box = make("input", { type: "text", "aria-label": words.ask, placeholder: words.ask, maxlength: "500" });
    this.box.setAttribute("enterkeyhint", "send");
    this.box.autocomplete = "off";
    this.sheet = make(
      "section",
      { class: `sheet over panel ${desk.side}`, role: "dialog", "aria-labelledby": "title" },
      make("div", { class: "head" }, this.title, this.drawWayOut()),
      this.log,
      this.drawBox(),
    );
    this.log.append(make("p", {}, desk.greetings[situation]), this.drawOffers());
  }

  /** The keyboard comes here when the shopper opened it. The box would call a phone's keyboard over it all. */
  focus(): void {
    this.title.focus();
  }

  private drawWayOut(): HTMLElement {
    return pressed(make("button", { type: "button", class: "close", "aria-label": this.words.close }, "✕"), this.leave);
  }

  private drawBox(): HTMLElement {
    const form = make(
      "form",
      {},
      this.box,
      make("button", { type: "submit", class: "button send", "aria-label": this.words.send }, "↑"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.box.value.trim();
      if (text) void this.ask(text);
      this.box.value = "";
    });
    return form;
  }

  private drawOffers(): HTMLElement {
    const { words } = this;
    const guides = listGuides(this.desk, words).map((each): [string, () => void] => [
      each.title,
      () => this.openGuide(each.key),
    ]);
    const slot = SLOTS[this.situation];
    const show = slot === "alternatives" ? words.similar : slot === "cart" ? words.goesWith : words.forMe;
    const offers: [string, () => void][] = [
      [show, () => void this.recommend(show)],
      [words.order, () => void this.ask(words.order)],
    ];
    // What this page is about comes first.
    offers.splice(slot ? 1 : 0, 0, ...guides);
    return make(
      "div",
      { class: "offers" },
      ...offers.map(([label, work]) => pressed(make("button", { type: "button", class: "button quiet" }, label), work)),
    );
  }

  private async ask(text: string): Promise<void> {
    const { product } = readPage(this.page);
    await this.answer(text, async () => {
      const viewed = this.bridge.choice().personalisation ? this.bridge.viewed() : undefined;
      const answer = await this.bridge.post("discovery/talk", { text, product, viewed });
      if (!answer.ok) throw new Error("refused");
      return (await answer.json()) as Said;
    });
  }

  private async recommend(text: string): Promise<void> {
    const kind = SLOTS[this.situation] ?? "for_you";
    const { product } = readPage(this.page);
    await this.answer(text, async () => {
      const answer = await this.bridge.post("discovery/recommend", {
        kind,
        products: product && kind !== "for_you" ? [product] : listInCart(),
        viewed: this.bridge.choice().personalisation ? this.bridge.viewed() : undefined,
        count: SHOWN,
      });
      if (!answer.ok) throw new Error("refused");
      const { title, products } = (await answer.json()) as { title: string; products: Product[] };
      return { intent: kind, words: products.length ? title : this.words.none, products, guide: null, links: [] };
    });
  }

  private async answer(text: string, find: () => Promise<Said>): Promise<void> {
    const mine = ++this.turn;
    const waiting = make("p", { class: "waiting" }, this.words.wait);
    const own = drawOwn(text, this.words);
    this.log.append(own, waiting);
    this.log.scrollTop = this.log.scrollHeight;
    let drawn: HTMLElement;
    try {
      const said = await find();
      if (mine === this.turn) this.tell(said);
      drawn = drawSaid(said, this.words, this.bridge.language, {
        click: ({ product_id }, position) => this.bridge.track("Product Clicked", { product_id, position, list_id: LIST }),
        guide: ({ key }) => this.openGuide(key),
      });
    } catch {
      drawn = make("p", {}, this.words.failed);
    }
    waiting.parentNode?.replaceChild(drawn, waiting);
    // The answer is read from its beginning, with what was asked above it.
    const gone = own.getBoundingClientRect().top - this.log.getBoundingClientRect().top;
    this.log.scrollTop += gone - GAP;
  }

  /** What was asked stays between the shopper and the shop's server: only what came of it is told. */
  private tell({ intent, products }: Said): void {
    this.bridge.track("Assistant Asked", { situation: this.situation, intent, found: products.length });
    if (!products.length) return;
    const told = products.map(({ product_id }, place) => ({ product_id, position: place + 1 }));
    this.bridge.track("Product List Viewed", { list_id: LIST, category: intent, products: told });
  }
}

/** The guides to offer: the one that the page itself names goes before those of the shop. */
function listGuides(desk: Desk, words: Words): Guide[] {
  const named = document.querySelector("[data-commesso-guide]")?.getAttribute("data-commesso-guide");
  const known = desk.guides.find((each) => each.key === named);
  if (named) return [known ?? { key: named, title: words.choose }];
  if (desk.guides.length === 1) return [{ ...(desk.guides[0] as Guide), title: words.choose }];
  return desk.guides.slice(0, 3);
}

/** What is in the cart, as the page's place for what completes it says. */
function listInCart(): string[] {
  const place = document.querySelector<HTMLElement>('[data-commesso-slot="recommend:cart"]');
  return (place?.dataset["products"] ?? "").split(",").map((each) => each.trim()).filter(Boolean);
}
