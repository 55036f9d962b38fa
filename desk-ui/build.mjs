//! Bundles the editor into dist/, or with --tests the tests into build/tests. The Rust program embeds dist/, so the
//! same sources must give the same bytes on every machine: no source map, no hash, no absolute path.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/// What is built, by name, and how large each may be after gzip.
const SCRIPTS = {
  editor: { from: "src/main.ts", gzip_bytes_max: 250 * 1024 },
  fronts: { from: "src/fronts/main.ts", gzip_bytes_max: 6 * 1024 },
  figures: { from: "src/figures/main.ts", gzip_bytes_max: 4 * 1024 },
  board: { from: "src/board/main.ts", gzip_bytes_max: 6 * 1024 },
  passkey: { from: "src/passkey/passkey.ts", gzip_bytes_max: 3 * 1024 },
  pictures: { from: "src/pictures/page.ts", gzip_bytes_max: 20 * 1024 },
};
const STYLES = { editor: "src/style.css" };

if (process.argv.includes("--tests")) {
  await build({
    entryPoints: readdirSync("test").filter((name) => name.endsWith(".test.ts") || name === "fake-server.ts").map((name) => `test/${name}`),
    outdir: "build/tests",
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
} else {
  const { metafile } = await build({
    entryPoints: Object.fromEntries(Object.entries(SCRIPTS).map(([name, { from }]) => [name, from])),
    outdir: "dist",
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    metafile: true,
    charset: "utf8",
    logLevel: "warning",
  });
  await build({ entryPoints: STYLES, outdir: "dist", bundle: true, minify: true, logLevel: "warning" });
  writeFileSync("dist/LICENSES.txt", licences(Object.keys(metafile.inputs)));
  for (const [name, { gzip_bytes_max }] of Object.entries(SCRIPTS)) {
    const bytes = gzipSync(readFileSync(`dist/${name}.js`)).length;
    console.log(`dist/${name}.js: ${Math.round(bytes / 1024)} KB after gzip`);
    if (bytes > gzip_bytes_max) throw new Error(`dist/${name}.js is over its budget of ${gzip_bytes_max} bytes`);
  }
}

/** The licences of what is bundled: they ask to go along with every copy. */
function licences(inputs) {
  const names = new Set(inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
  return [...names].sort().map((name) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`).join("\n----\n\n");
}
