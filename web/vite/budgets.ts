import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Packs every file beside itself, lists them in manifest.json, and fails when one is over its budget of bytes or lost. */
export function budgets(folder: string, files: Record<string, string>, allowed: Record<string, number>): void {
  const manifest: Record<string, { file: string; bytes: number; gzip: number; brotli: number }> = {};
  const faults: string[] = [];
  for (const [name, file] of Object.entries(files)) {
    const path = join(folder, file);
    const plain = readFileSync(path);
    const gzip = gzipSync(plain, { level: 9 });
    const brotli = brotliCompressSync(plain);
    writeFileSync(`${path}.gz`, gzip);
    writeFileSync(`${path}.br`, brotli);
    manifest[name] = { file, bytes: plain.length, gzip: gzip.length, brotli: brotli.length };
    const most = allowed[name] ?? 0;
    console.log(`tag ${name.padEnd(8)} ${gzip.length} of ${most} bytes with gzip (${brotli.length} with brotli)`);
    if (gzip.length > most) faults.push(`${name} has ${gzip.length} bytes with gzip; ${most} are allowed`);
  }
  const core = readFileSync(join(folder, files["core"] ?? ""), "utf8");
  for (const [name, file] of Object.entries(files)) {
    if (name !== "core" && !core.includes(file)) faults.push(`the core does not know ${file}`);
  }
  if (faults.length) throw new Error(`The tag may not be served: ${faults.join("; ")}.`);
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  removeOlder(folder, Object.values(files));
}

/** A running server reads the folder, so what is old goes last. */
function removeOlder(folder: string, files: string[]): void {
  for (const name of readdirSync(folder)) {
    const isOurs = name === "manifest.json" || files.includes(name.replace(/\.(gz|br)$/, ""));
    if (!isOurs) rmSync(join(folder, name));
  }
}
