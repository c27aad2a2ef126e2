import type { Goods } from "../frame/goods";

/** What the door of guides answers. */
export interface Told {
  guide: string;
  version: number;
  words: { title: string; text: string; again: string };
  question: Question | null;
  sure: boolean;
  count: number;
  total: number;
  products: Product[];
  answers: Answer[];
  ignored: string[];
}

export interface Question {
  key: string;
  text: string;
  options: { key: string; label: string; count: number }[];
}

export interface Answer {
  question: string;
  text: string;
  option: string;
  label: string;
}

export interface Product extends Goods {
  reasons: string[];
  misses: string[];
}
