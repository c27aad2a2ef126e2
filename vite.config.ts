import { defineConfig } from "vitest/config";
import { chunkNames } from "./web/vite/chunks.ts";
import { compressed } from "./web/vite/compressed.ts";
import { usedIcons } from "./web/vite/icons.ts";

// Builds the staff pages' scripts and styles into commesso/ui/static/ui, named by their content.
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [usedIcons(), compressed(), chunkNames({})],
  define: { VERSION: '"test"' }, // for the tests of the tag; web/tag/vite.config.ts builds it
  build: {
    outDir: "commesso/ui/static/ui",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a data: address would need a hole in the content security policy
    // Tabler's own floor: light-dark() and relative colours.
    target: ["chrome123", "firefox128", "safari17.5"],
    chunkSizeWarningLimit: 700, // the chart library, loaded only where a chart is
    rolldownOptions: {
      checks: { eval: false }, // htmx can evaluate attributes; staff.ts switches that off
      input: ["web/staff/staff.ts", "web/staff/staff.css", "web/staff/mark.svg"],
      output: {
        hashCharacters: "hex",
        entryFileNames: "[name].[hash:12].js",
        chunkFileNames: "[name].[hash:12].js",
        assetFileNames: "[name].[hash:12][extname]",
      },
    },
  },
  test: { environment: "happy-dom", include: ["web/islands/**/*.test.ts", "web/tag/**/*.test.ts"] },
});
