import type { Plugin } from "vite";

const NAME = "virtual:chunks";

/** Tells the tag's core how the files of its other parts are called, once they are built. */
export function chunkNames(files: Record<string, string>): Plugin {
  return {
    name: "chunk-names",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(files)}` : null),
  };
}
