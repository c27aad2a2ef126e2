import { expect, test } from "vitest";
import { formatterFor, optionFor, type ChartSpec, type Palette } from "./chart-option";

const palette: Palette = {
  accent: "teal", series: ["teal", "orange"], text: "black", quiet: "grey", line: "silver", surface: "white", font: "Inter",
};
const spec = (changes: Partial<ChartSpec> = {}): ChartSpec => ({
  kind: "line", unit: "number", labels: ["a", "b"], series: [{ name: "Orders", values: [3, 5] }], ...changes,
});
// The option is plain data on purpose; a test may look anywhere in it.
const draw = (changes: Partial<ChartSpec> = {}): any => optionFor(spec(changes), palette, "en-GB");

test("an axis begins at zero, in whole orders, and no share is above the whole", () => {
  expect(draw().yAxis).toMatchObject({ minInterval: 1 });
  expect(draw().yAxis.scale).toBeUndefined(); // else ECharts leaves zero out
  const share = (values: number[]): any => draw({ unit: "percent", series: [{ name: "Carts", values }] }).yAxis;
  expect(share([0.8, 1]).max).toBe(1);
  expect(share([0.02, 0.1]).max).toBeUndefined();
});

test("the period before is a thin line", () => {
  const [now, before] = draw({
    series: [{ name: "Now", values: [3, 5] }, { name: "Before", values: [2, 4], previous: true }],
  }).series;
  expect(now.lineStyle.width).toBeGreaterThan(before.lineStyle.width);
  expect(before.lineStyle.color).toBe("grey");
  expect(before.endLabel.show).toBe(false);
});

test("two lines are named where they end, and the names have room", () => {
  const one = draw();
  const two = draw({ series: [{ name: "Phone", values: [1, 2] }, { name: "Desktop", values: [3, 4] }] });
  expect(one.series[0].endLabel.show).toBe(false);
  expect(two.series.every((each: any) => each.endLabel.show)).toBe(true);
  expect(two.grid.right).toBeGreaterThan(one.grid.right);
});

test("an interval is a band behind its line", () => {
  const series = draw({ series: [{ name: "Value", values: [4, 5], low: [3, 4], high: [6, 8] }] }).series;
  expect(series.map((each: any) => each.data)).toEqual([[3, 4], [3, 4], [4, 5]]);
  expect(series[0].stack).toBe(series[1].stack);
});

test("bars that lie say their value, and the first is on top", () => {
  const option = draw({ kind: "bar", horizontal: true });
  expect(option.yAxis.inverse).toBe(true);
  expect(option.series[0].label.show).toBe(true);
  expect(option.series[0].label.formatter({ value: 1200 })).toMatch(/^1.2k$/i);
});

test("tips are drawn, not written as HTML, for the content security policy", () => {
  expect(draw().tooltip.renderMode).toBe("richText");
  expect(draw({ kind: "spark" }).tooltip.show).toBe(false);
});

test("numbers are written as the reader writes them", () => {
  const money = spec({ unit: "money", currency: "EUR" });
  expect(formatterFor(money, "it")(1234.5)).toMatch(/^1234,50\s€$/);
  expect(formatterFor(money, "en-GB", "compact")(48_230)).toMatch(/^€48.2k$/i);
  expect(formatterFor(spec({ unit: "percent" }), "en-GB")(0.123)).toBe("12.3%");
  expect(formatterFor(spec(), "en-GB")(null)).toBe("–");
});
