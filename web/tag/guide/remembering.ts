import type { Bridge } from "../core/lazy";

/** Questions and what was answered, in their order. */
export type Answers = [question: string, option: string][];

export interface Remembered {
  answers: Answers;
  /** When, in milliseconds, and in which visit. */
  at: number;
  visit: number;
}

const NAME = "commesso.guides"; // the core erases it with all else when the shopper says no
const DAYS_MS = 30 * 86_400_000;
const MOST = 5;

type All = Record<string, Remembered>;

/** What this browser answered before, where the shopper allows that it is kept. */
export function recall(bridge: Bridge, guide: string): Remembered | undefined {
  return bridge.remembers() ? read()[guide] : undefined;
}

/** Keep the answers for another visit. None: forget the guide. */
export function remember(bridge: Bridge, guide: string, answers: Answers): void {
  if (!bridge.remembers()) return;
  const all = read();
  delete all[guide];
  if (answers.length) all[guide] = { answers, at: Date.now(), visit: bridge.visit().id ?? 0 };
  const latest = Object.entries(all).sort(([, one], [, other]) => other.at - one.at);
  try {
    localStorage.setItem(NAME, JSON.stringify(Object.fromEntries(latest.slice(0, MOST))));
  } catch {
    // no storage, or full: this page still knows
  }
}

function read(): All {
  const found: All = {};
  try {
    const stored = JSON.parse(localStorage.getItem(NAME) as string) as All | null;
    for (const [guide, each] of Object.entries(stored ?? {})) {
      if (Array.isArray(each.answers) && Date.now() - each.at < DAYS_MS) found[guide] = each;
    }
  } catch {
    // no storage, or not ours
  }
  return found;
}
