import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { optionFor, type ChartSpec, type Palette } from "./chart-option";

// Canvas, and tips drawn on it: HTML tips carry style attributes, which the content security policy refuses.
use([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, AriaComponent, CanvasRenderer]);

/** Draws the chart described in the <script type="application/json"> inside `figure`, in the colours of the page. */
export function start(figure: HTMLElement): void {
  const source = figure.querySelector("script[type='application/json']");
  const canvas = figure.querySelector<HTMLElement>("[data-canvas]");
  if (!source || !canvas) return;
  const spec = JSON.parse(source.textContent ?? "{}") as ChartSpec;
  const chart = init(canvas);
  paint(chart, spec, figure);
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(canvas);
  const repaint = (): void => paint(chart, spec, figure);
  document.addEventListener("themechange", repaint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
}

function paint(chart: EChartsType, spec: ChartSpec, figure: HTMLElement): void {
  chart.setOption(optionFor(spec, paletteOf(figure), document.documentElement.lang), true);
}

/** Custom properties hold unresolved light-dark(); a colour set on an element comes out resolved. */
function paletteOf(figure: HTMLElement): Palette {
  const probe = figure.appendChild(document.createElement("span"));
  const read = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return toRgb(getComputedStyle(probe).color);
  };
  const palette = {
    accent: read("chart-1"),
    series: ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"].map(read),
    text: read("tblr-body-color"),
    quiet: read("chart-quiet"),
    line: read("chart-line"),
    surface: read("tblr-bg-surface"),
    font: getComputedStyle(figure).fontFamily,
  };
  probe.remove();
  return palette;
}

/** ECharts reads rgb only, browsers answer oklch: one pixel translates. */
function toRgb(colour: string): string {
  const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pixel) return colour;
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${((alpha ?? 255) / 255).toFixed(3)})`;
}
