import { globSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

const ICONS = "node_modules/@tabler/icons/icons/outline";
// {% icon "home" %} and icon="home" in a template, icon="home" in Python.
const USE = /(?:\{%\s*icon\s+|\bicon(?:: str)?\s?=\s?)["']([a-z0-9-]+)["']/g;

/** Writes icons.json: the shapes of the Tabler icons that templates and Python files name, and no others. */
export function usedIcons(): Plugin {
  return {
    name: "used-icons",
    generateBundle() {
      const shapes: Record<string, string> = {};
      for (const [name, file] of namedIcons()) shapes[name] = readShape(name, file);
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify(shapes) });
    },
  };
}

function namedIcons(): [string, string][] {
  const found = new Map<string, string>();
  for (const file of globSync("commesso/**/*.{html,py}").sort()) {
    if (file.includes("/tests/")) continue;
    for (const match of readFileSync(file, "utf8").matchAll(USE)) found.set(match[1] ?? "", file);
  }
  return [...found].sort(([one], [other]) => one.localeCompare(other));
}

function readShape(name: string, usedIn: string): string {
  let svg: string;
  try {
    svg = readFileSync(`${ICONS}/${name}.svg`, "utf8");
  } catch {
    throw new Error(`${usedIn} names the icon "${name}", which Tabler does not have. Choose one of tabler.io/icons.`);
  }
  const inside = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
  return inside.replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "").replace(/\s+/g, " ").trim();
}
