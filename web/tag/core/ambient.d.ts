/** The version of the tag, put in by the build. */
declare const VERSION: string;

declare module "virtual:chunks" {
  /** The files of the parts that are loaded later, named by their content. */
  const CHUNKS: Record<
    "readers" | "banner" | "panels" | "vitals" | "slots" | "search" | "guide" | "assistant",
    string
  >;
  export default CHUNKS;
}
