import type { Goods } from "../frame/goods";

export type Situation = "new" | "back" | "ad" | "sold_out" | "cart";

export interface Guide {
  key: string;
  title: string;
}

/** What our server says of the assistant; the same for every shopper. */
export interface Desk {
  is_on: boolean;
  side: "start" | "end";
  name: string;
  greetings: Record<Situation, string>;
  guides: Guide[];
}

export interface Product extends Goods {
  in_stock?: boolean;
  reason?: { text: string };
}

export interface Link {
  kind: "order" | "contact";
  url: string;
}

/** An answer, from the assistant itself or from a slot. */
export interface Said {
  intent: string;
  words: string;
  products: Product[];
  guide: Guide | null;
  links: Link[];
}
