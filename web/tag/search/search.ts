import type { Bridge } from "../core/lazy";
import { readAddress } from "../frame/goods";
import { List, type Line, type Suggestions } from "./list";

const PAUSE_MS = 120; // between the last key and the question
const LONGEST = 200;

let bridge: Bridge;
const attended = new WeakSet<HTMLInputElement>();

export function start(given: Bridge): void {
  bridge = given;
}

/** Suggest while somebody types into this box. Without us it is the shop's own search box, and stays so. */
export function attend(box: HTMLInputElement): void {
  if (attended.has(box)) return;
  attended.add(box);
  new Attendant(box);
}

class Attendant {
  private readonly list: List;
  private readonly known = new Map<string, Suggestions>();
  private timer = 0;
  private turn = 0;
  private at = -1;

  constructor(private readonly box: HTMLInputElement) {
    this.list = new List(bridge, box, (line, event) => this.choose(line, event));
    const soon = (): void => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.suggest(), PAUSE_MS);
    };
    box.addEventListener("input", soon);
    box.addEventListener("focus", soon);
    box.addEventListener("click", () => this.list.isOpen || soon());
    box.addEventListener("blur", () => this.close());
    box.addEventListener("keydown", (event) => this.press(event));
    box.form?.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("resize", () => this.list.place());
    addEventListener("scroll", () => this.list.place(), { capture: true, passive: true });
    if (box.value) soon();
  }

  private get typed(): string {
    return this.box.value.trim().slice(0, LONGEST);
  }

  private suggest(): void {
    const mine = ++this.turn;
    const query = this.typed;
    if (!query || document.activeElement !== this.box) return this.close();
    const known = this.known.get(query);
    if (known) return this.show(known);
    // What was looked at decides only for those who want things made for them.
    const viewed = bridge.choice().personalisation ? bridge.viewed() : undefined;
    bridge
      .post("discovery/suggest", { query, limit: 5, viewed })
      .then((answer) => (answer.ok ? (answer.json() as Promise<Suggestions>) : undefined))
      .then((told) => {
        if (!told) return;
        this.known.set(query, told);
        if (mine === this.turn && document.activeElement === this.box) this.show(told);
      })
      .catch(() => this.close());
  }

  private show(told: Suggestions): void {
    this.at = -1;
    this.list.show(told);
  }

  private close(): void {
    this.turn++;
    this.at = -1;
    clearTimeout(this.timer);
    this.list.close();
  }

  private press(event: KeyboardEvent): void {
    const { lines, isOpen } = this.list;
    if (event.isComposing) return;
    const line = lines[this.at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) return event.key === "ArrowDown" ? this.suggest() : undefined;
      event.preventDefault();
      // The box itself is one of the places, before the first line and after the last.
      const places = lines.length + 1;
      this.at = ((this.at + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places) - 1;
      this.list.mark(lines[this.at]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault(); // the first closes, the second empties the box
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && isOpen && line) {
      event.preventDefault();
      this.choose(line, event);
    }
  }

  private choose(line: Line, event: MouseEvent | KeyboardEvent): void {
    const { product } = line;
    const address = product && readAddress(product.url);
    if (product && address) {
      const { product_id } = product;
      const seen = { product_id, position: line.position, list_id: "search", query: this.typed };
      bridge.track("Product Clicked", seen);
      if (event.ctrlKey || event.metaKey) {
        window.open(address, "_blank", "noopener");
      } else {
        this.close();
        location.assign(address);
      }
      return;
    }
    this.box.value = line.text;
    this.close();
    if (this.box.form) this.box.form.requestSubmit();
    else this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** The shop's own form goes its way, unless the shop would rather show a page for just this query. */
  private submitted(event: Event): void {
    const query = this.typed;
    this.close();
    if (!query) return;
    bridge.track("Products Searched", { query });
    const redirect = readAddress(this.known.get(query)?.redirect ?? "");
    if (!redirect || event.defaultPrevented) return;
    event.preventDefault();
    location.assign(redirect);
  }
}
