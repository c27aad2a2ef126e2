import type { Bridge } from "../core/lazy";
import { make, makeFrame, speak, takeOut } from "../frame/frame";
import { readAddress, writePrice, type Goods } from "../frame/goods";
import css from "./search.css?inline";
import { TEXTS, type Words } from "./words";

export interface Product extends Goods {
  in_stock: boolean;
}

/** What the server suggests for what was typed. */
export interface Suggestions {
  redirect: string;
  products: Product[];
  families: string[];
  queries: string[];
}

/** A line that can be chosen: a product, or words to search for. */
export interface Line {
  host: HTMLElement;
  product?: Product;
  position: number;
  text: string;
}

const GAP = 4; // pixels between the box and its list
const LEAST_WIDTH = 320;
const MOST_QUERIES = 3; // on a phone the products must be in sight
let lists = 0;

/**
 * The list under a search box. List, groups and lines stand in the page itself, where the box can name them to whoever
 * listens rather than looks; what they look like is drawn in a shadow root of each, where the page's styles do not reach.
 */
export class List {
  lines: Line[] = [];
  private host: HTMLElement | undefined;
  private readonly status: HTMLElement;
  private readonly said: HTMLElement;
  private readonly words: Words;
  private readonly language: string;
  private readonly id = `commesso-search-${++lists}`;

  constructor(
    private readonly bridge: Bridge,
    private readonly box: HTMLInputElement,
    private readonly choose: (line: Line, event: MouseEvent) => void,
  ) {
    [this.language, this.words] = speak(TEXTS, bridge);
    const { host, inside } = this.frame("status");
    this.status = host;
    this.said = inside;
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("autocomplete", "off");
  }

  get isOpen(): boolean {
    return !!this.host;
  }

  /** Show the suggestions; where there are none, nothing. */
  show({ products, families, queries }: Suggestions): void {
    this.close();
    if (!products.length && !families.length && !queries.length) return;
    const { host, inside } = this.frame("listbox");
    host.id = this.id;
    host.setAttribute("aria-label", this.words.list);
    inside.appendChild(make("div", { class: "list", part: "list" }, make("slot")));
    this.group(host, this.words.queries, queries.slice(0, MOST_QUERIES).map((text) => ({ text })));
    this.group(host, this.words.families, families.map((path) => ({ text: path.split(" > ").pop() ?? path, says: path })));
    this.group(host, this.words.products, products.map((product) => ({ text: product.title, product })));
    // A press must not take the keyboard from the box.
    host.addEventListener("mousedown", (event) => event.preventDefault());
    const home = this.box.closest("dialog") ?? document.body;
    home.appendChild(host);
    if (!this.status.isConnected) home.appendChild(this.status);
    this.host = host;
    this.place();
    this.box.setAttribute("aria-expanded", "true");
    this.box.setAttribute("aria-controls", this.id);
    const count = this.lines.length;
    this.said.textContent = count === 1 ? this.words.one : this.words.many.replace("#", `${count}`);
  }

  close(): void {
    if (!this.host) return;
    takeOut(this.host);
    this.host = undefined;
    this.lines = [];
    this.said.textContent = "";
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-controls");
    this.mark(undefined);
  }

  /** Stand under the box, wherever it is now. */
  place(): void {
    if (!this.host) return;
    const box = this.box.getBoundingClientRect();
    const page = document.documentElement.clientWidth;
    const width = Math.min(Math.max(box.width, LEAST_WIDTH), page - 2 * GAP);
    const values = {
      x: Math.max(GAP, Math.min(box.left, page - width - GAP)),
      y: box.bottom + GAP,
      w: width,
      h: Math.max(120, (window.visualViewport?.height ?? innerHeight) - box.bottom - 4 * GAP),
    };
    for (const [name, value] of Object.entries(values)) this.host.style.setProperty(`--${name}`, `${value}px`);
  }

  /** Mark the line that the keyboard is at. */
  mark(line: Line | undefined): void {
    for (const each of this.lines) each.host.setAttribute("aria-selected", `${each === line}`);
    if (line) {
      this.box.setAttribute("aria-activedescendant", line.host.id);
      line.host.scrollIntoView?.({ block: "nearest" });
    } else {
      this.box.removeAttribute("aria-activedescendant");
    }
  }

  private group(list: HTMLElement, title: string, rows: { text: string; says?: string; product?: Product }[]): void {
    if (!rows.length) return;
    const { host, inside } = this.frame("group");
    host.setAttribute("aria-label", title);
    inside.append(make("div", { class: "heading", "aria-hidden": "true" }, title), make("slot"));
    rows.forEach((row, at) => host.appendChild(this.line({ ...row, position: at + 1 })));
    list.appendChild(host);
  }

  private line(row: { text: string; says?: string; product?: Product; position: number }): HTMLElement {
    const { host, inside } = this.frame("option");
    const price = row.product && this.price(row.product);
    const image = row.product && readAddress(row.product.image);
    inside.appendChild(
      make(
        "div",
        { class: "line" },
        !!image && make("img", { src: image, alt: "", width: "48", height: "48", decoding: "async" }),
        make("span", { class: "says", dir: "auto" }, row.says ?? row.text),
        " ",
        !!price && make("span", { class: "price" }, price),
      ),
    );
    host.id = `${this.id}-${this.lines.length + 1}`;
    host.setAttribute("aria-selected", "false");
    const line: Line = { host, text: row.text, position: row.position, ...(row.product ? { product: row.product } : {}) };
    host.addEventListener("click", (event) => this.choose(line, event));
    this.lines.push(line);
    return host;
  }

  private price({ price, in_stock }: Product): string {
    if (!in_stock) return this.words.soldOut;
    return price ? writePrice(price, this.bridge.language) : "";
  }

  private frame(role: string): { host: HTMLElement; inside: HTMLElement } {
    const frame = makeFrame(this.bridge, css, this.language, "ltr");
    frame.host.setAttribute("role", role);
    return frame;
  }
}
