import type { Goods } from "../frame/goods";

/** What our server answers for a slot. */
export interface Slot {
  kind: string;
  title: string;
  products: Product[];
}

export interface Product extends Goods {
  reason: { code: string; text: string };
  is_guess: boolean;
  /** Where it is bought again and again: how many at a time, and how many days lie between. */
  usual?: { quantity: number; every_days: number | null };
}
