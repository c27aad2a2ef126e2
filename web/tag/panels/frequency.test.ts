import { expect, test } from "vitest";
import { afterShowing, forgetOldest, mayShowAgain } from "./frequency";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const RULE = { times: 2, days: 7, after_dismissal_days: 30 };
const daysAgo = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();

test.each([
  ["never seen", undefined, true],
  ["seen once of twice", { shown: 1, last_at: daysAgo(1) }, true],
  ["seen often enough", { shown: 2, last_at: daysAgo(1) }, false],
  ["seen often, long ago", { shown: 9, last_at: daysAgo(7) }, true],
  ["closed lately", { shown: 1, last_at: daysAgo(29), dismissed: true }, false],
  ["closed long ago", { shown: 1, last_at: daysAgo(30), dismissed: true }, true],
  ["filled in", { shown: 1, last_at: daysAgo(900), submitted: true }, false],
])("%s", (_, seen, may) => {
  expect(mayShowAgain(RULE, seen, NOW)).toBe(may);
});

test("showings are counted anew after a pause", () => {
  expect(afterShowing(RULE, { shown: 1, last_at: daysAgo(1), dismissed: true }, NOW)).toEqual({ shown: 2, last_at: daysAgo(0) });
  expect(afterShowing(RULE, { shown: 2, last_at: daysAgo(8) }, NOW).shown).toBe(1);
});

test("a hundred panels are remembered, the ones seen last", () => {
  const seen = Object.fromEntries([...Array(120).keys()].map((days) => [`p${days}`, { shown: 1, last_at: daysAgo(days) }]));
  forgetOldest(seen);
  expect(Object.keys(seen)).toHaveLength(100);
  expect(seen["p99"]).toBeDefined();
  expect(seen["p100"]).toBeUndefined();
});
