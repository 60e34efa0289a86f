import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "./repository.ts";

/*
 * npm run release:names: exits with 1 if someone else has published a package under a name that our users may
 * type: the packages' names, and the command's short alias, which npx would take from the registry.
 */

const { bin, repository } = JSON.parse(readFileSync(path.join(repositoryRoot(), "package.json"), "utf8")) as {
  bin: Record<string, string>;
  repository: { url: string };
};

for (const name of [...Object.keys(bin), "plivo-masking-emulator", "pulumi-resource-plivo"]) {
  const view = spawnSync("npm", ["view", name, "repository.url"], { encoding: "utf8" });
  const isUnknown = view.stderr.includes("E404");
  if (view.status !== 0 && !isUnknown) throw new Error(`npm view ${name} failed: ${view.stderr}`);
  const found = view.stdout.trim() || "no repository";
  if (isUnknown || found === repository.url) continue;
  process.stderr.write(`The registry has a package ${name} of ${found}, not of ${repository.url}.\n`);
  process.exitCode = 1;
}
