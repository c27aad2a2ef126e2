/** What commesso/ui/charts.py writes into the page. */
export interface ChartSpec {
  kind: "line" | "bar" | "spark";
  labels: string[];
  series: { name: string; values: (number | null)[]; previous?: boolean; low?: number[]; high?: number[] }[];
  unit: "number" | "money" | "percent";
  currency?: string;
  horizontal?: boolean;
}

export interface Palette {
  accent: string;
  series: string[];
  text: string;
  quiet: string;
  line: string;
  surface: string;
  font: string;
}

type Json = Record<string, unknown>;

/** An ECharts option in the page's colours: quiet axes, names at the lines' ends, zero-based. */
export function optionFor(spec: ChartSpec, palette: Palette, language: string): Json {
  const format = formatterFor(spec, language);
  const short = formatterFor(spec, language, "compact");
  const spark = spec.kind === "spark";
  const category = { type: "category", data: spec.labels, ...categoryLook(spec, palette) };
  const value = { type: "value", splitNumber: 3, ...valueLook(spec, palette, short) };
  return {
    animation: false,
    aria: { enabled: false }, // the page carries a text and a table instead of a guess
    textStyle: { fontFamily: palette.font, color: palette.quiet },
    grid: spark
      ? { left: 2, right: 2, top: 4, bottom: 2 }
      : { left: 0, right: roomAtTheRight(spec), top: 12, bottom: 0, outerBoundsMode: "same" },
    xAxis: spec.horizontal ? value : category,
    yAxis: spec.horizontal ? { ...category, inverse: true } : value,
    tooltip: spark ? { show: false } : tooltip(palette, format, spec),
    series: spec.series.flatMap((each, index) => seriesOf(spec, each, index, palette, short)),
  };
}

/** Pixels for what is written behind the last point: a line's name, a bar's value. */
function roomAtTheRight(spec: ChartSpec): number {
  if (spec.kind === "bar") return spec.horizontal ? 72 : 8;
  const named = currentSeries(spec);
  return named.length > 1 ? 16 + 7.5 * Math.max(...named.map((each) => each.name.length)) : 16;
}

function currentSeries(spec: ChartSpec): Series[] {
  return spec.series.filter((each) => !each.previous);
}

function categoryLook(spec: ChartSpec, palette: Palette): Json {
  if (spec.kind === "spark") return { show: false, boundaryGap: false };
  return {
    boundaryGap: spec.kind === "bar",
    axisLine: { show: !spec.horizontal, lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.quiet, fontSize: 12, hideOverlap: true, margin: 10 },
  };
}

function valueLook(spec: ChartSpec, palette: Palette, short: Formatter): Json {
  if (spec.kind === "spark") return { show: false };
  return {
    ...valueEnds(spec),
    axisLabel: { color: palette.quiet, fontSize: 12, formatter: short, show: !spec.horizontal },
    splitLine: { show: !spec.horizontal, lineStyle: { color: palette.line } },
  };
}

/** Axes begin at zero by themselves. Half an order is none, and no share is above the whole. */
function valueEnds(spec: ChartSpec): Json {
  if (spec.unit === "number") return { minInterval: 1 };
  const most = Math.max(0, ...spec.series.flatMap((each) => each.values.map((value) => value ?? 0)));
  return spec.unit === "percent" && most > 0.75 && most <= 1 ? { max: 1, interval: 0.25 } : {};
}

function tooltip(palette: Palette, format: Formatter, spec: ChartSpec): Json {
  return {
    trigger: "axis",
    renderMode: "richText",
    backgroundColor: palette.surface,
    borderColor: palette.line,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: palette.text, fontSize: 13, fontFamily: palette.font },
    axisPointer: { type: spec.kind === "bar" ? "shadow" : "line", lineStyle: { color: palette.line } },
    valueFormatter: format,
  };
}

type Series = ChartSpec["series"][number];

function seriesOf(spec: ChartSpec, each: Series, index: number, palette: Palette, short: Formatter): Json[] {
  const colour = palette.series[index % palette.series.length] ?? palette.accent;
  if (spec.kind === "bar" && !each.previous) return [bar(spec, each, colour, palette, short)];
  return [...band(each, colour), line(spec, each, colour, palette)];
}

function bar(spec: ChartSpec, each: Series, colour: string, palette: Palette, short: Formatter): Json {
  return {
    type: "bar",
    name: each.name,
    data: each.values,
    barMaxWidth: 28,
    itemStyle: { color: colour, borderRadius: spec.horizontal ? [0, 4, 4, 0] : [4, 4, 0, 0] },
    label: {
      show: spec.horizontal === true,
      position: "right",
      color: palette.text,
      formatter: (point: { value: number }) => short(point.value),
    },
  };
}

function line(spec: ChartSpec, each: Series, colour: string, palette: Palette): Json {
  const spark = spec.kind === "spark";
  const stroke = each.previous ? palette.quiet : colour;
  const named = !spark && currentSeries(spec).length > 1 && !each.previous;
  return {
    type: "line",
    name: each.name,
    data: each.values,
    showSymbol: each.values.length === 1,
    symbol: "circle",
    symbolSize: 6,
    z: each.previous ? 1 : 3,
    lineStyle: { color: stroke, width: each.previous ? 1 : 2, type: each.previous ? "dashed" : "solid" },
    itemStyle: { color: stroke },
    endLabel: { show: named, formatter: "{a}", color: stroke, fontWeight: 500 },
    ...(each.previous || each.low || currentSeries(spec).length > 1 ? {} : { areaStyle: { color: stroke, opacity: 0.08 } }),
  };
}

/** The interval of a value, as a quiet band behind its line. */
function band(each: Series, colour: string): Json[] {
  if (!each.low || !each.high) return [];
  const low = each.low;
  const shared = { type: "line", stack: `band ${each.name}`, showSymbol: false, lineStyle: { opacity: 0 }, silent: true };
  const height = each.high.map((value, index) => value - (low[index] ?? 0));
  return [
    { ...shared, data: low, tooltip: { show: false } },
    { ...shared, data: height, tooltip: { show: false }, areaStyle: { color: colour, opacity: 0.15 } },
  ];
}

type Formatter = (value: unknown) => string;

/** Numbers as the reader writes them. */
export function formatterFor(spec: ChartSpec, language: string, notation: "standard" | "compact" = "standard"): Formatter {
  const style: Intl.NumberFormatOptions =
    spec.unit === "money" && spec.currency
      ? { style: "currency", currency: spec.currency }
      : spec.unit === "percent"
        ? { style: "percent", maximumFractionDigits: 1 }
        : { maximumFractionDigits: 1 };
  if (notation === "compact") Object.assign(style, { notation, maximumFractionDigits: 1, minimumFractionDigits: 0 });
  const format = new Intl.NumberFormat(language || "en", style);
  return (value) => (typeof value === "number" ? format.format(value) : "–");
}
