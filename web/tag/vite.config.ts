import { readFileSync } from "node:fs";
import { defineConfig, type BuildEnvironmentOptions, type Plugin } from "vite";
import { budgets } from "../vite/budgets.ts";
import { chunkNames } from "../vite/chunks.ts";

const FOLDER = "commesso/onsite/static/tag";
// The parts a page loads only when it uses them, and how many bytes each may have, packed with gzip.
const PARTS: Record<string, number> = {
  readers: 3_000,
  banner: 5_000,
  panels: 8_000,
  vitals: 4_500,
  slots: 5_000,
  search: 6_000,
  guide: 9_000,
  assistant: 9_000,
};
const CORE_BYTES = 8_000;
const VERSION = /__version__ = "(.+)"/.exec(readFileSync("commesso/__init__.py", "utf8"))?.[1] ?? "";

const files: Record<string, string> = {};

/** Notes under which name a part was written. */
function noted(): Plugin {
  return {
    name: "noted",
    writeBundle(_, bundle) {
      for (const each of Object.values(bundle)) {
        if (each.type === "chunk") files[each.name] = each.fileName;
      }
    },
  };
}

function part(name: string, isCore: boolean): BuildEnvironmentOptions {
  return {
    outDir: FOLDER,
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: false,
    target: "es2020", // what nearly every shopper's browser speaks: Chrome 80, Firefox 74, Safari 14
    // As a library, or Vite would wrap the core's import() into a loader for styles.
    ...(isCore ? { lib: { entry: "web/tag/core/main.ts", formats: ["iife"], name: "commesso" } } : {}),
    rolldownOptions: {
      input: { [name]: `web/tag/${isCore ? "core/main" : `${name}/${name}`}.ts` },
      preserveEntrySignatures: isCore ? false : "strict",
      output: {
        hashCharacters: "hex",
        format: isCore ? "iife" : "es",
        entryFileNames: isCore ? "commesso.js" : "[name].[hash:12].js",
        // Nothing may reach the page, not even a fault in the first line.
        ...(isCore ? { postBanner: "try{", postFooter: "}catch(e){}" } : {}),
      },
    },
  };
}

// Builds the tag for shops: each part alone, then the core, which knows the parts' names.
export default defineConfig({
  base: "./",
  publicDir: false,
  define: { VERSION: JSON.stringify(VERSION) },
  plugins: [noted(), chunkNames(files)],
  environments: Object.fromEntries(
    [...Object.keys(PARTS), "core"].map((name) => [
      name,
      { consumer: "client", build: part(name, name === "core") },
    ]),
  ),
  builder: {
    sharedConfigBuild: true, // one list of names for all parts
    async buildApp(builder) {
      for (const name of [...Object.keys(PARTS), "core"]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      budgets(FOLDER, files, { ...PARTS, core: CORE_BYTES });
    },
  },
});
