import { execFile } from "node:child_process";
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

/** The package's repository in the registry. Undefined if there is no such package. */
function repositoryOf(name: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    execFile("npm", ["view", name, "--json"], { maxBuffer: 2 ** 26 }, (error, stdout) => {
      const said = JSON.parse(stdout || "{}") as { repository?: { url?: string }; error?: { code?: string } };
      if (error === null) resolve(said.repository?.url ?? "no repository");
      else if (said.error?.code === "E404") resolve(undefined);
      else reject(new Error(`npm view ${name} failed: ${said.error?.code ?? "no output"}`));
    });
  });
}

for (const name of [...Object.keys(bin), "plivo-masking-emulator", "pulumi-resource-plivo"]) {
  const found = await repositoryOf(name);
  if (found === undefined || found === repository.url) continue;
  process.stderr.write(`The registry has a package ${name} of ${found}, not of ${repository.url}.\n`);
  process.exitCode = 1;
}
