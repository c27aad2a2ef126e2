import type { Panel } from "../commesso";
import type { Seen } from "../core/lazy";

const DAY_MS = 86_400_000;
const MOST_REMEMBERED = 100;

type Frequency = NonNullable<Panel["frequency"]>;

/** Whether a browser that remembers this of a panel may see it once more. The server has the same rule. */
export function mayShowAgain(frequency: Frequency | undefined, seen: Seen | undefined, now: number): boolean {
  if (!seen) return true;
  if (seen.submitted) return false;
  const { times = 3, days = 7, after_dismissal_days = 30 } = frequency ?? {};
  const passed = now - Date.parse(seen.last_at);
  if (seen.dismissed && passed < after_dismissal_days * DAY_MS) return false;
  return seen.shown < times || passed >= days * DAY_MS;
}

/** What is remembered once it was shown again. */
export function afterShowing(frequency: Frequency | undefined, seen: Seen | undefined, now: number): Seen {
  const isRecent = !!seen && now - Date.parse(seen.last_at) < (frequency?.days ?? 7) * DAY_MS;
  return { shown: isRecent ? seen.shown + 1 : 1, last_at: new Date(now).toISOString() };
}

/** Forget the panels that were seen longest ago, so that the memory stays small. */
export function forgetOldest(seen: Record<string, Seen>): void {
  const oldest = Object.keys(seen).sort((one, other) => (seen[one]!.last_at < seen[other]!.last_at ? -1 : 1));
  for (const id of oldest.slice(0, -MOST_REMEMBERED)) delete seen[id];
}
