import { defineConfig } from "vite";
import { compressed } from "../vite/compressed.ts";

// Builds the demo shop's script, style, fonts and mark into commesso/demo/static/demo, named by their content.
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [compressed()],
  build: {
    outDir: "commesso/demo/static/demo",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    assetsInlineLimit: 0, // a data: address would need a hole in the content security policy
    target: ["chrome123", "firefox128", "safari17.5"],
    rolldownOptions: {
      input: ["web/shop/shop.ts", "web/shop/shop.css", "web/shop/sun.svg"],
      output: {
        hashCharacters: "hex",
        entryFileNames: "[name].[hash:12].js",
        chunkFileNames: "[name].[hash:12].js",
        assetFileNames: "[name].[hash:12][extname]",
      },
    },
  },
});
