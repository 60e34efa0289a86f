import { chmodSync } from "node:fs";
import path from "node:path";
import { stdout } from "node:process";
import { build } from "esbuild";

/*
 * Bundles the plugin into one executable without dependencies, and prints its folder. The engine requires
 * this file name, without an extension.
 */
const folder = path.join(import.meta.dirname, "bin");
const outfile = path.join(folder, "pulumi-resource-plivo");

await build({
  entryPoints: [path.join(import.meta.dirname, "main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  target: "node22",
  minifySyntax: true,
  minifyWhitespace: true,
  // Users see the class names of errors.
  keepNames: true,
  logLevel: "warning",
});
chmodSync(outfile, 0o755);
stdout.write(`${folder}\n`);
